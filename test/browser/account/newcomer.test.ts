import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { newTenant } from '../../support/running-system.ts';
import { button, choose, selectAll, verify } from '../kit/account-page.ts';
import { settled, useConsole } from '../kit/console-kit.ts';

/** The time in which a newcomer is to come from the first page to a bill that is explained. The test reads and types faster. */
const MINUTES = 5;

const { open, system } = useConsole();

/** Signs in as another role by the header, as one does in a development. */
async function become(page: Page, role: string): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Role|Role$/ })
    .click();
  await page.getByRole('option', { name: role, exact: true }).click();
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await settled(page);
}

test('given a newcomer with the printed SID and token, then by the page alone an account goes live, a message is sent, and its bill is explained (S1–S9, D12, B4)', async () => {
  const account = system().simulator.addAccount({ numbers: 4, name: 'Acme Messaging' });
  const begun = performance.now();
  const { page, screenshot } = await open({ role: 'admin', tenant: newTenant(), path: '' });
  await choose(page, 'Custom');
  await verify(page, account);
  await selectAll(page);
  await button(page, 'Save').click();
  await button(page, 'I consent, save').click();
  await page.getByText('Saved. Version 1 is live.').waitFor();
  await screenshot('newcomer-live');

  await become(page, 'dispatcher');
  await page.getByRole('link', { name: 'Dispatches' }).click();
  await page.getByRole('tab', { name: 'Send a message' }).click();
  await page.getByLabel('To', { exact: true }).fill('+15005550100');
  await page.getByLabel('Text', { exact: true }).fill('Your code is 493 816');
  await button(page, 'Send').click();
  await page.getByRole('link', { name: 'Explain this dispatch in full' }).click();
  await page.getByRole('heading', { name: 'Bill', exact: true }).waitFor();
  const told = page.getByRole('figure');
  await expect.poll(() => told.innerText()).toContain('The custom account was tried first');
  expect(await told.innerText()).toContain('The custom account is billed');
  await screenshot('newcomer-explained');
  expect((performance.now() - begun) / 60_000).toBeLessThan(MINUTES);
});
