import { beforeAll, describe, expect, test } from 'vitest';
import { isPlatformRole, ROLES } from '../../../src/kernel/access.ts';
import { type AccessScope, ROLE_NAMES, type Role } from '../../../src/kernel/vocabulary/access.ts';
import { settled, useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

/** Scopes of which each group has to be held in part; `without` are scopes of which none may be held. */
interface Needs {
  readonly oneOf: readonly AccessScope[];
  readonly and?: AccessScope;
  readonly without?: AccessScope;
}

/** Something inside a page that only some may see. */
interface Control extends Needs {
  readonly role: 'button' | 'tab' | 'heading' | 'link';
  readonly name: string | RegExp;
}

const RECORDS: readonly AccessScope[] = ['records:read', 'records:read-own'];

/** The pages by their path, each with the scopes of which one opens it, and with what is inside of it by scope. */
const PAGES: Readonly<Record<string, Needs & { readonly inside: readonly Control[] }>> = {
  account: {
    oneOf: ['configuration:read'],
    inside: [
      { role: 'button', name: 'Save', oneOf: ['configuration:write'] },
      { role: 'button', name: 'Rotate the token', oneOf: ['configuration:write'] },
      { role: 'tab', name: 'Version history', oneOf: ['configuration:read'] },
    ],
  },
  dispatches: {
    oneOf: [...RECORDS, 'preview'],
    inside: [
      { role: 'tab', name: 'Records', oneOf: RECORDS },
      { role: 'tab', name: 'Send a message', oneOf: ['dispatch'] },
      { role: 'tab', name: 'Who would send?', oneOf: ['preview'], without: 'dispatch' },
      { role: 'button', name: 'Follow live', oneOf: ['live:read'] },
    ],
  },
  'dispatches/RECORD': {
    oneOf: [...RECORDS, 'preview'],
    inside: [
      { role: 'heading', name: 'Bill', oneOf: ['records:read'] },
      { role: 'heading', name: 'Audit entries', oneOf: ['audit:read'] },
    ],
  },
  statistics: { oneOf: ['statistics:read'], inside: [] },
  audit: {
    oneOf: ['audit:read', 'consents:read', 'privacy:erase'],
    inside: [
      { role: 'tab', name: 'Log', oneOf: ['audit:read'] },
      { role: 'tab', name: 'Consents', oneOf: ['consents:read'] },
      { role: 'tab', name: 'Checkpoint', oneOf: ['audit:read'] },
      { role: 'tab', name: 'Exports', oneOf: ['audit:read'] },
      { role: 'tab', name: 'Privacy', oneOf: ['privacy:erase'] },
      { role: 'button', name: 'Place a hold', oneOf: ['privacy:erase'] },
    ],
  },
  'audit?part=consents': {
    oneOf: ['audit:read', 'consents:read', 'privacy:erase'],
    inside: [
      { role: 'button', name: /^Receipt of the consent/, oneOf: ['audit:read'], and: 'consents:read' },
    ],
  },
  platform: {
    oneOf: ['tenants:read', 'platform-log:read'],
    inside: [
      { role: 'tab', name: 'Tenants', oneOf: ['tenants:read'] },
      { role: 'tab', name: 'Stop and go', oneOf: ['tenants:read'], and: 'configuration:read' },
      { role: 'tab', name: 'Statistics', oneOf: ['tenants:read'], and: 'statistics:read' },
      { role: 'tab', name: 'Log', oneOf: ['platform-log:read'] },
      { role: 'tab', name: 'Witnesses and sealing', oneOf: ['platform-log:read'] },
      { role: 'link', name: /^Open: Audit of/, oneOf: ['audit:read'], and: 'tenants:read' },
      { role: 'link', name: /^Open: Statistics of/, oneOf: ['statistics:read'], and: 'tenants:read' },
    ],
  },
};

/** Whether the role holds what is needed. */
function may(role: Role, { oneOf, and, without }: Needs): boolean {
  const holds = (scope: AccessScope) => ROLES[role].some((one) => one === scope);
  return oneOf.some(holds) && (and === undefined || holds(and)) && (without === undefined || !holds(without));
}

const { open, system } = useConsole();
let tenant: string;
let record: string;
beforeAll(async () => {
  tenant = await aUsedTenant(system());
  const [row] = await system().rows('select id from dispatch_record where tenant_id = $1 limit 1', [tenant]);
  record = Buffer.from(`DispatchRecord:${tenant}:${String(row?.['id'])}`).toString('base64');
});

describe.each(ROLE_NAMES)('given the role %s', (role) => {
  test('then each page, and each control inside of it, is open or closed as its scopes say, and the navigation names the open pages (X1)', async () => {
    const { page, screenshot } = await open({ role, tenant });
    const named = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();
    const openPages = Object.entries(PAGES).filter(([path, needs]) => /^\w+$/.test(path) && may(role, needs));
    expect(named.map((name) => name.toLowerCase())).toEqual(openPages.map(([path]) => path));
    for (const [path, needs] of Object.entries(PAGES)) {
      const place = path.replace('RECORD', encodeURIComponent(record));
      const below = isPlatformRole(role) && path !== 'platform' ? `tenants/${tenant}/${place}` : place;
      await page.goto(new URL(`/console/${below}`, page.url()).href);
      await settled(page);
      const isOpen = may(role, needs);
      const closed = page.getByText('This page is not open to you');
      expect(await closed.count(), `${path} as ${role}`).toBe(isOpen ? 0 : 1);
      const seen = await Promise.all(
        needs.inside.map(async (one) => {
          const exact = typeof one.name === 'string';
          return (await page.getByRole(one.role, { name: one.name, exact }).count()) > 0;
        }),
      );
      const names = needs.inside.map(({ name }) => String(name));
      const meant = needs.inside.map((one) => isOpen && may(role, one));
      expect(zip(names, seen), `inside ${path} as ${role}`).toEqual(zip(names, meant));
      if (/^\w+$/.test(path)) await screenshot(`roles/${path}-${role}`);
    }
  });
});

const zip = (names: readonly string[], seen: readonly boolean[]) =>
  Object.fromEntries(names.map((name, index) => [name, seen[index]]));
