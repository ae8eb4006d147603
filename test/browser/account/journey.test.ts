import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { auditKindsOf, newTenant } from '../../support/running-system.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { keptBy, useConsole } from '../kit/console-kit.ts';
import { tabTo } from '../kit/keyboard.ts';

const { open, system } = useConsole();

async function type(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

test('given a new admin, then an own account goes live by keyboard alone, and no secret stays behind (S1–S9, X5)', async () => {
  const tenant = newTenant();
  const { simulator, rows } = system();
  const account = simulator.addAccount({ numbers: 30 });
  const { page, screenshot } = await open({ role: 'admin', tenant, path: 'account' });

  await tabTo(page, page.getByRole('radio', { name: /^Default/ }));
  await page.keyboard.press('ArrowDown');
  await type(page, 'Twilio account SID', account.sid.slice(0, -1));
  await type(page, 'Twilio auth token', account.authToken);
  await press(page, 'Verify');
  await page.getByText('Twilio account SID must be 34 characters long').waitFor();
  await screenshot('account-sid-too-short');
  await expectAccessible(page, 'a SID that is too short');
  expect(await rows('select from account_check where tenant_id = $1', [tenant])).toEqual([]);

  await type(page, 'Twilio account SID', account.sid);
  await type(page, 'Twilio auth token', '0'.repeat(32));
  await press(page, 'Verify');
  await page.getByText('Error receiving account information').waitFor();
  await screenshot('account-token-wrong');
  await expectAccessible(page, 'a wrong token');

  await type(page, 'Twilio auth token', account.authToken);
  await press(page, 'Verify');
  await page.getByText('Organization numbers').first().waitFor();
  expect(await keptBy(page)).not.toContain(account.authToken);
  await press(page, 'Select all');
  await page.getByText('30 of 30 selected').waitFor();
  expect(await page.getByRole('radio', { name: 'Disable' }).isChecked()).toBe(true);
  await screenshot('account-draft');
  await expectAccessible(page, 'a draft');

  await press(page, 'Save');
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();
  await screenshot('account-consent');
  await expectAccessible(page, 'the legal consent');
  expect(await page.getByText(/^[0-9a-f]{64}$/).count()).toBeGreaterThan(0);
  await press(page, 'I consent, save');
  await page.getByText('Version 1 is live').first().waitFor();
  await screenshot('account-live');

  const left = await keptBy(page);
  expect(left).not.toContain(account.authToken);
  expect(left).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
  const kinds = await auditKindsOf(system(), tenant);
  expect(kinds).toEqual(expect.arrayContaining(['CONSENT_GIVEN', 'CONFIGURATION_SAVED']));
});
