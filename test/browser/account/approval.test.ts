import { describe, expect, test } from 'vitest';
import { createClient } from '../../../src/client/index.ts';
import { newTenant } from '../../support/running-system.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { useConsole } from '../kit/console-kit.ts';

const { open, system } = useConsole();

describe('a tenant of four eyes', () => {
  test('given two admins, when one asks for a save, then it waits, and the other sees the difference and approves it (X7)', async () => {
    const tenant = newTenant();
    const { page, screenshot } = await open({ role: 'admin', tenant, path: 'account' });
    await page.getByRole('button', { name: 'Require another admin' }).click();
    await page.getByText('Each change of who sends takes another admin.').waitFor();
    const url = system().endpoint;
    const bob = createClient({
      url,
      token: await system().token({ tenant, subject: 'bob', displayName: 'Bob' }),
    });
    const asked = await bob.saveTwilioAccount({ baseVersion: 0, channels: ['SMS'] });
    expect(asked.__typename).toBe('ChangeRequested');
    await page.getByText('Bob asks for a save.').waitFor();
    await screenshot('change-request');
    await expectAccessible(page, 'a change that waits');
    await page.getByRole('table', { name: 'What it would change' }).getByText('SMS, Voice').waitFor();
    await page.getByRole('button', { name: 'Approve, make it live' }).click();
    await page.getByText('Version 1 is live').waitFor();
    await page.locator('label', { hasText: 'Voice' }).first().click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Asked for. It goes live when another admin approves it.').waitFor();
    await page.getByText('Another admin has to approve it.').waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await expect.poll(() => page.getByText('A change waits').count()).toBe(0);
  });
});
