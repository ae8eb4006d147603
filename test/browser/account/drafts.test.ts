import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { newTenant } from '../../support/running-system.ts';
import { choose, draft } from '../kit/account-page.ts';
import { useConsole } from '../kit/console-kit.ts';

const { open, system } = useConsole();

async function openAccount(tenant: string, before?: (page: Page) => Promise<unknown>) {
  return open({ role: 'admin', tenant, path: 'account', before });
}

describe('a draft', () => {
  test('given another admin has begun one, then a page on which nobody does anything shows it, and who did, within half a minute (S3)', async () => {
    const tenant = newTenant();
    const [{ page: ann }, { page: bob }] = [
      await openAccount(tenant),
      await openAccount(tenant, (page) => page.clock.install()),
    ];
    await draft(ann, { system: system() });
    await choose(bob, 'Custom');
    expect(await bob.getByText('Draft, not live yet').count()).toBe(0);
    await bob.clock.fastForward(30_000);
    await bob.getByText('Draft, not live yet').waitFor();
    await bob.getByText('Changed last by Development admin').waitFor();
    await bob.getByText('3 of 3 selected').waitFor();
  });
});
