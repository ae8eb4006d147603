import { describe, expect, test } from 'vitest';
import { newTenant } from '../../support/running-system.ts';
import { button, choose, verify } from '../kit/account-page.ts';
import { keptBy, settled, useConsole } from '../kit/console-kit.ts';
import { aSecret } from '../kit/secrets.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

/** The largest account whose numbers a selection can name, and what showing them may cost. */
const NUMBERS = 5_000;
const SHOWN_WITHIN_MS = 500;
const MOST_ROWS = 200;

/** The digest of the shipped text in English, version 1. */
const SHIPPED_DIGEST = 'f67ab964f319025bf81a10b4e86f42417f426929f4cf3ecf75fc3682dabab811';

const { open, system } = useConsole();

const openAccount = (tenant: string) => open({ role: 'admin', tenant, path: 'account' });
describe('the page of the account', () => {
  test('given a newcomer, then faults are told before any request, and verifying, selecting, consenting and saving make version 1, with no secret left (V1, V2, C1, X4)', async () => {
    const account = system().simulator.addAccount({ numbers: 3, authToken: aSecret() });
    const wrong = aSecret();
    const { page } = await openAccount(newTenant());
    await choose(page, 'Custom');
    const asked = system().logLines.length;
    await page.getByLabel('Twilio account SID').fill('AC123');
    await button(page, 'Verify').click();
    await page.getByText('Twilio account SID must be 34 characters long').waitFor();
    await page.getByText('Twilio auth token is required').waitFor();
    expect(system().logLines.slice(asked).join()).not.toContain('VerifyAccount');
    await verify(page, { sid: account.sid, authToken: wrong });
    await page.getByText('Error receiving account information').waitFor();
    expect(await keptBy(page)).not.toContain(wrong);
    await verify(page, account);
    await page.getByRole('option').first().click();
    await page.getByText('The selection is kept in the draft').waitFor();
    await button(page, 'Save').click();
    const dialog = page.getByRole('alertdialog', { name: 'Legal consent' });
    await dialog.getByText(SHIPPED_DIGEST).waitFor();
    await dialog.getByRole('button', { name: 'I consent, save' }).click();
    await page.getByText('Saved. Version 1 is live.').waitFor();
    for (const secret of [wrong, account.authToken]) expect(await keptBy(page)).not.toContain(secret);
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
    const [{ page: ann }, { page: bob }] = [await openAccount(tenant), await openAccount(tenant)];
    await choose(bob, 'Voice');
    await choose(ann, 'Disable');
    await ann.getByRole('option').first().click();
    await ann.getByText('The selection is kept in the draft').waitFor();
    await button(ann, 'Save').click();
    await ann.getByText('Saved. Version 2 is live.').waitFor();
    await bob.getByText('Development admin saved version 2 meanwhile').waitFor();
    const changes = bob.getByRole('table', { name: 'Changes' });
    expect(await changes.getByRole('row', { name: 'Fallback' }).textContent()).toContain('EnableDisable');
    await changes.getByRole('row', { name: 'Numbers' }).getByText('1 number removed').waitFor();
    // A reload forgets neither what is typed here nor what the other changed.
    await bob.reload();
    await bob.getByText('Development admin saved version 2 meanwhile').waitFor();
    expect(await changes.getByRole('row', { name: 'Fallback' }).textContent()).toContain('EnableDisable');
    expect(await bob.getByRole('checkbox', { name: 'Voice' }).isChecked()).toBe(false);
    await button(bob, 'Go on with my changes').click();
    await button(bob, 'Save').click();
    await bob.getByText('Saved. Version 3 is live.').waitFor();
    await bob.getByRole('tab', { name: 'Version history' }).click();
    const newest = bob.getByRole('article', { name: 'Version 3' });
    await newest.getByText('SMS, Voice').waitFor();
    expect(await newest.getByRole('row').count()).toBe(2);
  });

  test('given an account with 5,000 numbers, then they are shown at once in few rows, and searched, narrowed and selected as one (N4)', async () => {
    const account = system().simulator.addAccount({ numbers: NUMBERS });
    const { page, screenshot } = await openAccount(newTenant());
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
    const list = page.getByRole('listbox', { name: 'Organization numbers to select' });
    const rows = list.getByRole('option');
    const expectFewRows = async () => expect(await rows.count()).toBeLessThanOrEqual(MOST_ROWS);
    await expect.poll(() => button(page, 'Select all').isEnabled(), { timeout: 60_000 }).toBe(true);
    await expectFewRows();
    await button(page, 'Select all').click();
    await page.getByText('The selection is kept in the draft').waitFor({ timeout: 60_000 });
    await screenshot('account-5000-numbers');
    await list.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await page.getByText('4,999 of 5,000 selected').waitFor();
    await expectFewRows();

    const left = await list.getByRole('option', { selected: false }).innerText();
    const search = page.getByLabel('Search', { exact: true });
    await search.fill(/\+\d+/.exec(left)?.[0] ?? '');
    await expect.poll(() => rows.count()).toBe(1);
    await choose(page, 'Show only selected');
    await page.getByText('No number fits the search.').waitFor();
    await page.getByText('The selection is kept in the draft').waitFor({ timeout: 60_000 });
    await page.reload();
    await settled(page);
    await page.getByText('No number fits the search.').waitFor({ timeout: 60_000 });
    await search.fill('');
    expect(await rows.first().getAttribute('aria-setsize')).toBe(String(NUMBERS - 1));
    await page.getByText('4,999 of 5,000 selected').waitFor();
  });
});
