import { describe, expect, test } from 'vitest';
import { clientOf } from '../../support/processes/fault-fleet.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

/** The time within which a page that nobody touches shows what somebody else has saved. */
const SEEN_WITHIN_MS = 3_000;

const { open, system } = useConsole();

describe('a version that somebody else saves', () => {
  test('given an auditor on another page, when an admin saves, then the auditor is told who and what, and finds it shown (X7)', async () => {
    const tenant = await aUsedTenant(system(), 0);
    const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'statistics' });
    const admin = await clientOf(system(), system().endpoint, tenant, 'admin');
    const told = page.getByText(/has made version \d+ live: fallback\.$/);
    // Until the page has begun to follow there is nothing that it could be told of.
    let version = 1;
    const saveOne = async () => {
      const fallbackMode = version % 2 === 1 ? 'DISABLED' : 'DEFAULT_ACCOUNT';
      await admin.saveTwilioAccount({ baseVersion: version, fallbackMode });
      version += 1;
      return told.count();
    };
    await expect.poll(saveOne, { interval: 500, timeout: 20_000 }).toBe(1);
    await screenshot('configuration-news');
    await expectAccessible(page, 'news of a version');
    await page.getByRole('link', { name: 'Show it' }).click();
    await page.getByText(`Version ${version} is live`).waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => told.count()).toBe(0);
  });

  test('given an admin who looks at the account, when another one saves, then the page shows it without a reload, and with the connection cut in between (X7)', async () => {
    const tenant = await aUsedTenant(system(), 0);
    const { page, context } = await open({
      role: 'admin',
      tenant,
      path: 'account',
      expects: ['ERR_INTERNET_DISCONNECTED', 'failed'],
    });
    await page.getByText('Version 1 is live').waitFor();
    const admin = await clientOf(system(), system().endpoint, tenant, 'admin');
    await admin.saveTwilioAccount({ baseVersion: 1, fallbackMode: 'DISABLED' });
    await page.getByText('Version 2 is live').waitFor({ timeout: SEEN_WITHIN_MS });
    await context.setOffline(true);
    await admin.saveTwilioAccount({ baseVersion: 2, fallbackMode: 'DEFAULT_ACCOUNT' });
    await context.setOffline(false);
    await page.getByText('Version 3 is live').waitFor({ timeout: 20_000 });
  });
});
