import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { newTenant } from '../../support/running-system.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { keptBy, useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

/** The largest account whose numbers a selection can name, and what showing them may cost. */
const NUMBERS = 5_000;
const SHOWN_WITHIN_MS = 500;
const MOST_ROWS = 200;

/** The digest of the shipped text in English, version 1. */
const SHIPPED_DIGEST = 'f67ab964f319025bf81a10b4e86f42417f426929f4cf3ecf75fc3682dabab811';

const { open, system } = useConsole();

const openAccount = (tenant: string) => open({ role: 'admin', tenant, path: 'account' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const choose = (page: Page, label: string) => page.locator('label', { hasText: label }).first().click();
const aSecret = () => `canary${Math.random().toString(16).slice(2).padEnd(26, 'c')}`;

async function verify(page: Page, account: { readonly sid: string; readonly authToken: string }) {
  const sid = page.getByLabel('Twilio account SID');
  if (await sid.isEnabled()) await sid.fill(account.sid);
  await page.getByLabel('Twilio auth token').fill(account.authToken);
  await button(page, 'Verify').click();
}

describe('the page of the account', () => {
  test('given a newcomer, then faults are told before any request, and verifying, selecting, consenting and saving make version 1, with no secret left (V1, V2, C1, X4)', async () => {
    const account = system().simulator.addAccount({ numbers: 3, authToken: aSecret() });
    const wrong = aSecret();
    const console = await openAccount(newTenant());
    const { page } = console;
    await choose(page, 'Custom');
    const asked = system().logLines.length;
    await page.getByLabel('Twilio account SID').fill('AC123');
    await button(page, 'Verify').click();
    await page.getByText('Twilio account SID must be 34 characters long').waitFor();
    await page.getByText('Twilio auth token is required').waitFor();
    expect(system().logLines.slice(asked).join()).not.toContain('VerifyAccount');
    await console.screenshot('account-faults');
    await verify(page, { sid: account.sid, authToken: wrong });
    await page.getByText('Error receiving account information').waitFor();
    expect(await keptBy(page)).not.toContain(wrong);
    await verify(page, account);
    await page.getByRole('option').first().click();
    await page.getByText('The selection is kept in the draft').waitFor();
    await expectAccessible(page, 'account with a draft');
    await button(page, 'Save').click();
    const dialog = page.getByRole('alertdialog', { name: 'Legal consent' });
    await dialog.getByText(SHIPPED_DIGEST).waitFor();
    await console.screenshot('account-consent');
    await expectAccessible(page, 'legal consent');
    await dialog.getByRole('button', { name: 'I consent, save' }).click();
    await page.getByText('Saved. Version 1 is live.').waitFor();
    for (const secret of [wrong, account.authToken]) expect(await keptBy(page)).not.toContain(secret);
    await console.screenshot('account-saved');
  });

  test('given choices that are not saved, when the page is loaded again, then all are there, and the token is not (V7)', async () => {
    const account = system().simulator.addAccount({ numbers: 3 });
    const { page } = await openAccount(newTenant());
    await choose(page, 'Voice');
    await choose(page, 'Custom');
    await page.getByLabel('Twilio account SID').fill(account.sid);
    await page.getByLabel('Twilio auth token').fill(aSecret());
    await page.reload();
    await expect.poll(() => page.getByLabel('Twilio account SID').inputValue()).toBe(account.sid);
    expect(await page.getByLabel('Twilio auth token').inputValue()).toBe('');
    expect(await page.getByRole('checkbox', { name: 'Voice' }).isChecked()).toBe(false);
    await verify(page, account);
    await page.getByRole('option').first().click();
    await page.getByText('The selection is kept in the draft').waitFor();
    await page.reload();
    await page.getByRole('option', { selected: true }).waitFor();
    await page.getByText('1 of 3 selected').waitFor();
  });

  test('given two admins, when one saves, then the other is told who and what, and goes on with what was chosen (S3)', async () => {
    const tenant = await aUsedTenant(system(), 0);
    const [{ page: ann }, bob] = [await openAccount(tenant), await openAccount(tenant)];
    await choose(bob.page, 'Voice');
    await choose(ann, 'Disable');
    await button(ann, 'Save').click();
    await ann.getByText('Saved. Version 2 is live.').waitFor();
    await bob.page.getByText('Development admin saved version 2 meanwhile').waitFor();
    const changes = bob.page.getByRole('table', { name: 'Changes' });
    expect(await changes.getByRole('row', { name: 'Fallback' }).textContent()).toContain('EnableDisable');
    await bob.screenshot('account-meanwhile');
    // A reload forgets neither what is typed here nor what the other changed.
    await bob.page.reload();
    await bob.page.getByText('Development admin saved version 2 meanwhile').waitFor();
    expect(await changes.getByRole('row', { name: 'Fallback' }).textContent()).toContain('EnableDisable');
    expect(await bob.page.getByRole('checkbox', { name: 'Voice' }).isChecked()).toBe(false);
    await button(bob.page, 'Go on with my changes').click();
    await button(bob.page, 'Save').click();
    await bob.page.getByText('Saved. Version 3 is live.').waitFor();
    await bob.page.getByRole('tab', { name: 'Version history' }).click();
    const newest = bob.page.getByRole('article', { name: 'Version 3' });
    await newest.getByText('SMS, Voice').waitFor();
    expect(await newest.getByRole('row').count()).toBe(2);
    await bob.screenshot('account-history');
  });

  test('given an account with 5,000 numbers, then they are shown at once in few rows, and searched and selected as one (N4)', async () => {
    const account = system().simulator.addAccount({ numbers: NUMBERS });
    const { page } = await openAccount(newTenant());
    await choose(page, 'Custom');
    await verify(page, account);
    await page.getByText(`0 of ${NUMBERS.toLocaleString('en')} selected`).waitFor({ timeout: 60_000 });
    await page.reload();
    const shownMs = await page.evaluate(async () => {
      const when = (text: string) =>
        new Promise<number>((resolve) => {
          const look = () =>
            document.body.textContent?.includes(text)
              ? resolve(performance.now())
              : requestAnimationFrame(look);
          look();
        });
      const begun = await when('Organization numbers');
      await new Promise<void>((resolve) => {
        const look = () =>
          document.querySelector('[role="option"]') ? resolve() : requestAnimationFrame(look);
        look();
      });
      return performance.now() - begun;
    });
    expect(shownMs).toBeLessThan(SHOWN_WITHIN_MS);
    await expect.poll(() => button(page, 'Select all').isEnabled(), { timeout: 60_000 }).toBe(true);
    expect(await page.getByRole('option').count()).toBeLessThanOrEqual(MOST_ROWS);
    await button(page, 'Select all').click();
    await page.getByText('The selection is kept in the draft').waitFor();
    const last = page.getByRole('listbox', { name: 'Organization numbers to select' });
    await last.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await page
      .getByText(`${(NUMBERS - 1).toLocaleString('en')} of ${NUMBERS.toLocaleString('en')} selected`)
      .waitFor();
    await choose(page, 'Show only selected');
    expect(await page.getByRole('option').first().getAttribute('aria-setsize')).toBe(String(NUMBERS - 1));
  });
});
