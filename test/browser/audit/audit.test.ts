import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../kit/accessibility.ts';
import { settled, useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

const { open, system } = useConsole({ SEAL_POLL_MS: '50' });
let tenant: string;
let keyFile: Buffer;
beforeAll(async () => {
  tenant = await aUsedTenant(system());
  keyFile = Buffer.from(await (await fetch(`${system().app.url}/audit/keys`)).text());
});

/** The key file that the auditor has from somebody else. */
const chooseKeys = (page: Page, buffer = keyFile) =>
  page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'originator.pub', mimeType: 'text/plain', buffer });

const part = async (page: Page, name: string) => {
  await page.getByRole('tab', { name }).click();
  await settled(page);
};

async function downloaded(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFile(await download.path(), 'utf8');
}

describe('an auditor', () => {
  test('goes from the consent to its proof and its receipt, all checked in the browser (A3, A5, C3)', async () => {
    const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'audit?kind=CONSENT_GIVEN' });
    await part(page, 'Consents');
    await page.getByText('Yes, there was a valid consent').waitFor();
    await screenshot('audit-consents');
    await page.getByRole('button', { name: /^Receipt of the consent/ }).click();
    await page.getByRole('button', { name: 'Issue receipt' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Choose your key file to check it here.').waitFor();
    await dialog
      .locator('input[type="file"]')
      .setInputFiles({ name: 'originator.pub', mimeType: 'text/plain', buffer: keyFile });
    await dialog.getByText('The receipt is genuine').waitFor();
    await screenshot('audit-receipt');
    await expectAccessible(page, 'the receipt');
    const receipt = await downloaded(page, () => dialog.getByRole('button', { name: 'Save' }).click());
    expect(JSON.parse(receipt)).toMatchObject({
      version: expect.stringContaining('originator-consent-receipt/'),
    });
    await dialog.getByRole('button', { name: 'Close' }).click();
    const check = page.getByRole('region', { name: 'Check a receipt' });
    const choose = async (text: string) => {
      const file = { name: 'receipt.json', mimeType: 'application/json', buffer: Buffer.from(text) };
      await check.locator('input[type="file"]').first().setInputFiles(file);
    };
    await choose(receipt);
    await check.getByText('The receipt is genuine').waitFor();
    await screenshot('audit-receipt-checked');
    await choose(receipt.replace('2026', '2025'));
    await check.getByText('The receipt is in doubt').waitFor();

    await part(page, 'Log');
    await page.getByRole('button', { name: /^Open Consent given/ }).click();
    await page.getByRole('button', { name: 'Check the proof' }).click();
    await page.getByText('Proved: this entry is in the log').waitFor();
    await page.getByText('This does not show').waitFor();
    expect(new URL(page.url()).searchParams.get('entry')).toBeTruthy();
    await screenshot('audit-entry-proved');
    await expectAccessible(page, 'an entry that is proved');
    const proof = await downloaded(page, () => page.getByRole('button', { name: 'Keep the proof' }).click());
    expect(proof.split('\n')).toHaveLength(4);
    await page.reload();
    await page.getByRole('button', { name: 'Check the proof' }).waitFor();
    // A key file is kept nowhere.
    await page.getByText('None chosen.').waitFor();
  });

  test('is told when the key is not the one that signed, and when the server tells another entry (A3)', async () => {
    const { page, screenshot } = await open({
      role: 'auditor',
      tenant,
      path: 'audit?kind=CONFIGURATION_SAVED',
    });
    const foreign = 'ledger.test+1d5d4a09+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4';
    await page.getByRole('button', { name: /^Open Configuration saved/ }).click();
    await chooseKeys(page, Buffer.from(`${foreign}\n`));
    await page.getByText('is no key file').waitFor();
    await chooseKeys(page);
    const answer = (change: (text: string) => string) =>
      page.route('**/graphql*', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: change(await response.text()) });
      });
    await answer((text) =>
      text.includes('"entryText"') ? text.replace('CONFIGURATION_SAVED', 'CONFIGURATION_SAVEE') : text,
    );
    await page.getByRole('button', { name: 'Check the proof' }).click();
    await page.getByText('Not proved').waitFor();
    await screenshot('audit-entry-in-doubt');
    await expectAccessible(page, 'an entry in doubt');
  });

  test('keeps a checkpoint, and next time the log is compared with it; another one is told (A3, A5)', async () => {
    const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'audit?part=checkpoint' });
    const kept = await downloaded(page, () =>
      page.getByRole('button', { name: 'Keep this checkpoint' }).click(),
    );
    await chooseKeys(page);
    const compare = (note: string) =>
      page
        .locator('input[type="file"]')
        .nth(1)
        .setInputFiles({ name: 'kept', mimeType: 'text/plain', buffer: Buffer.from(note) });
    await compare(kept);
    await page.getByText('The log goes on from it').waitFor();
    await screenshot('audit-checkpoint-same');
    await expectAccessible(page, 'a checkpoint that was compared');
    await compare(kept.replace(/\n\d+\n/, '\n1\n'));
    await page.getByText('The log does not go on from it').waitFor();
  });

  test('downloads an export and a pack, and the token stands in no address (A4, A5, X6)', async () => {
    const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'audit?part=exports' });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    const lines = await downloaded(page, () =>
      page.getByRole('button', { name: 'Download the export' }).click(),
    );
    expect(lines).toContain('"kind":"CONSENT_GIVEN"');
    expect(lines.trimEnd().split('\n').at(-1)).toContain('"checkpoint"');
    await page.getByText('is complete').waitFor();
    await page.getByRole('button', { name: 'Download the pack' }).click();
    await page.getByText('A pack is of a span of time').waitFor();
    await page.getByLabel('From').fill('2020-01-01T00:00');
    await page.getByLabel('Before').fill('2100-01-01T00:00');
    const pack = await downloaded(page, () =>
      page.getByRole('button', { name: 'Download the pack' }).click(),
    );
    expect(pack.slice(0, 2)).toBe('PK');
    await screenshot('audit-exports');
    await expectAccessible(page, 'exports');
    expect(addresses.some((address) => address.includes('/audit/pack?'))).toBe(true);
    for (const address of addresses) expect(address).not.toMatch(/eyJ|token|authorization/i);
  });
});

test('given filters, then they are in the address, and a reload keeps them (A5)', async () => {
  const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'audit?kind=CONSENT_GIVEN' });
  await page.getByText('1 shown').waitFor();
  await page.getByLabel('Object').fill('no-such-object');
  await page.getByLabel('Object').press('Enter');
  await page.getByText('No entry matches').waitFor();
  expect(new URL(page.url()).searchParams.get('object')).toBe('no-such-object');
  await screenshot('audit-log-empty');
  await page.reload();
  await page.getByText('No entry matches').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page
    .getByRole('button', { name: /^Open / })
    .nth(1)
    .waitFor();
  await screenshot('audit-log');
});

test('the privacy officer places a hold, is refused its release and the erasure of whom it covers, and erases another person (A6)', async () => {
  const { page, screenshot } = await open({ role: 'privacy-officer', tenant, path: 'audit' });
  await page.getByText('No legal hold stands').waitFor();
  await screenshot('audit-privacy-empty');
  await page.getByRole('button', { name: 'Place a hold' }).click();
  const asked = page.getByRole('alertdialog');
  await asked.getByLabel('Subject').fill('somebody');
  await asked.getByLabel('Reason').fill('a suit');
  await asked.getByLabel('Reference').fill('case 1');
  await screenshot('audit-place-hold');
  await expectAccessible(page, 'placing a hold');
  await asked.getByRole('button', { name: 'Place a hold' }).click();
  await page.getByRole('button', { name: 'Release the hold case 1' }).click();
  await asked.getByLabel('Reason').fill('over');
  await asked.getByRole('button', { name: 'Release', exact: true }).click();
  await asked.getByText('another person than the one who placed it').waitFor();
  await asked.getByRole('button', { name: 'Cancel' }).click();

  const [admin] = await system().rows(
    `select subject from person where tenant_id = $1 and subject <> all ($2) limit 1`,
    [tenant, ['somebody', 'developer']],
  );
  const subject = String(admin?.['subject']);
  await page.getByLabel('Subject of the person').fill(subject);
  await page.getByLabel('Reason').fill('asked for it');
  await page.getByLabel('Reference').fill('ticket 7');
  await page.getByRole('button', { name: 'Erase a person' }).click();
  await screenshot('audit-erase-asks');
  await asked.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('The person was erased').waitFor();
  const certificate = await downloaded(page, () =>
    page.getByRole('button', { name: 'Save the certificate' }).click(),
  );
  expect(JSON.parse(certificate)).toMatchObject({ organization: tenant, reference: 'ticket 7' });
  await screenshot('audit-erased');
  await expectAccessible(page, 'an erasure');
  expect(await page.content()).not.toContain(`value="${subject}"`);
});
