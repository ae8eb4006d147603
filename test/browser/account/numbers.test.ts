import { expect, test } from 'vitest';
import { newTenant } from '../../support/running-system.ts';
import { settled, useConsole } from '../kit/console-kit.ts';

const { open, system } = useConsole();

/** What the browser may show of a long list at once. */
const ROWS = 200;

test('given 5,000 numbers, then they are searched, selected and narrowed with few of them in the document (S3, S4)', async () => {
  const account = system().simulator.addAccount({ numbers: 5_000 });
  const { page, screenshot } = await open({ role: 'admin', tenant: newTenant(), path: 'account' });
  await page.getByText('Your own Twilio account is always tried first').click();
  await page.getByLabel('Twilio account SID', { exact: true }).fill(account.sid);
  await page.getByLabel('Twilio auth token', { exact: true }).fill(account.authToken);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  const list = page.getByRole('listbox', { name: 'Organization numbers to select' });
  await list.waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Select all' }).click({ timeout: 60_000 });
  await page.getByText('5,000 of 5,000 selected').waitFor({ timeout: 60_000 });
  await page.getByText('The selection is kept in the draft.').waitFor({ timeout: 60_000 });
  const rows = list.getByRole('option');
  expect(await rows.count()).toBeLessThanOrEqual(ROWS);
  await screenshot('account-5000-numbers');

  const [first = ''] = await rows.first().allTextContents();
  const number = /\+\d+/.exec(first)?.[0] ?? '';
  await page.getByLabel('Search', { exact: true }).fill(number);
  await expect.poll(() => rows.count()).toBe(1);
  await rows.first().click();
  await page.getByText('4,999 of 5,000 selected').waitFor();
  await page.getByText('Show only selected').click();
  await page.getByText('No number fits the search.').waitFor();
  await page.getByText('The selection is kept in the draft.').waitFor();
  await page.reload();
  await settled(page);
  await page.getByText('No number fits the search.').waitFor({ timeout: 60_000 });
  await page.getByLabel('Search', { exact: true }).fill('');
  await list.waitFor();
  await list.press('End');
  expect(await rows.count()).toBeLessThanOrEqual(ROWS);
  await page.getByText('4,999 of 5,000 selected').waitFor();
});
