import { describe, expect, test } from 'vitest';
import { isPlatformRole, ROLES } from '../../src/kernel/access.ts';
import { type AccessScope, ROLE_NAMES } from '../../src/kernel/vocabulary/access.ts';
import { newTenant } from '../support/running-system.ts';
import { useConsole } from './console-kit.ts';

/** The pages by their path, each with the scopes of which one opens it. */
const PAGES: Readonly<Record<string, readonly AccessScope[]>> = {
  account: ['configuration:read'],
  dispatches: ['records:read', 'records:read-own', 'preview'],
  statistics: ['statistics:read'],
  audit: ['audit:read', 'consents:read', 'privacy:erase'],
  platform: ['tenants:read', 'platform-log:read'],
};

const { open } = useConsole();

describe.each(ROLE_NAMES)('given the role %s', (role) => {
  test('then each page is open or closed to it as its scopes say, and the navigation names the open ones (X1)', async () => {
    const tenant = newTenant();
    const isPlatform = isPlatformRole(role);
    const { page, screenshot } = await open({ role, tenant });
    const may = (scopes: readonly AccessScope[]) =>
      scopes.some((scope) => ROLES[role].some((one) => one === scope));
    const named = await page.getByRole('navigation').getByRole('link').allTextContents();
    const openPages = Object.entries(PAGES).filter(([, scopes]) => may(scopes));
    expect(named.map((name) => name.toLowerCase())).toEqual(openPages.map(([path]) => path));
    for (const [path, scopes] of Object.entries(PAGES)) {
      const below = isPlatform && path !== 'platform' ? `tenants/${tenant}/${path}` : path;
      await page.goto(new URL(`/console/${below}`, page.url()).href);
      await page.locator('h1').first().waitFor();
      const closed = page.getByText('This page is not open to you');
      expect(await closed.count(), `${path} as ${role}`).toBe(may(scopes) ? 0 : 1);
      await screenshot(`${path}-empty-${role}`);
    }
  });
});
