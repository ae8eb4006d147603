import { beforeAll, describe, test } from 'vitest';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { type Looks, useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

/** Each page, as the role that is shown most of it sees it. */
const PAGES: readonly (readonly [path: string, role: Role])[] = [
  ['account', 'admin'],
  ['dispatches', 'analyst'],
  ['statistics', 'analyst'],
  ['audit', 'auditor'],
  ['platform', 'platform-auditor'],
];

const LOOKS: readonly (readonly [name: string, looks: Looks])[] = [
  ['light on a desk', { theme: 'light', width: 1280 }],
  ['dark on a desk', { theme: 'dark', width: 1280 }],
  ['light on the smallest screen', { theme: 'light', width: 320 }],
  ['dark on the smallest screen', { theme: 'dark', width: 320 }],
  ['at twice the size', { theme: 'light', width: 1280, zoom: 2 }],
];

const { open, system } = useConsole();
let tenant: string;
beforeAll(async () => {
  tenant = await aUsedTenant(system());
});

describe.each(PAGES)('the page %s', (path, role) => {
  test.each(LOOKS)('%s, then WCAG 2.2 A and AA hold as far as can be told by a program', async (_, looks) => {
    const { page, screenshot } = await open({ role, tenant, path, ...looks });
    await screenshot(path);
    await expectAccessible(page, path);
  });
});
