import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientOf } from '../../support/processes/fault-fleet.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { settled, useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

const MESSAGES = 24;
const REFUSED = 3;
const { open, system } = useConsole();
let tenant: string;
beforeAll(async () => {
  tenant = await aUsedTenant(system(), MESSAGES - REFUSED);
  const dispatcher = await clientOf(system(), system().endpoint, tenant, 'dispatcher');
  const items = Array.from({ length: REFUSED }, (_, index) => ({
    idempotencyKey: `refused-${index}`,
    channel: 'SMS' as const,
    // No account of the simulator takes it.
    to: '+15005521211',
    text: 'Your code is 493 816',
  }));
  await dispatcher.dispatchBatch({ items });
});

/** The records of the tenant, as the API lists them. */
async function records() {
  const admin = await clientOf(system(), system().endpoint, tenant, 'admin');
  const page = await admin.dispatchRecords({ first: MESSAGES + 1 });
  return page?.dispatchRecords?.edges.map(({ node }) => node) ?? [];
}

/** The value beside a term of the figures at the top. */
function figure(page: Page, term: string): Promise<string> {
  return page.locator('dt', { hasText: term }).first().locator('xpath=following-sibling::dd[1]').innerText();
}

/** The cells of the table behind a chart, row by row. */
async function tableOf(page: Page, title: string): Promise<string[][]> {
  const section = page.getByRole('region', { name: title, exact: true });
  const fold = section.locator('summary');
  if ((await fold.count()) > 0) await fold.click();
  const rows = await section.getByRole('row').all();
  const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole('cell').allInnerTexts()));
  return cells.map((row) => row.map((text) => text.trim()));
}

const total = (rows: readonly string[][], column: number) =>
  rows.reduce((sum, row) => sum + Number(row[column]?.replaceAll(',', '')), 0);

describe('the page of statistics', () => {
  it('given messages that were sent, then its numbers are those of the records (B1, B2)', async () => {
    const { page, screenshot } = await open({
      role: 'analyst',
      tenant,
      path: 'statistics?period=24h&zone=UTC',
    });
    const all = await records();
    expect(all).toHaveLength(MESSAGES);
    const billed = (account: string) => all.filter(({ billedAccount }) => billedAccount === account).length;
    await expect.poll(() => figure(page, 'Dispatches'), { timeout: 30_000 }).toBe(String(MESSAGES));
    expect(await figure(page, 'Billed to the custom account')).toBe(String(billed('CUSTOM')));
    expect(await figure(page, 'Billed to the default account')).toBe(String(billed('DEFAULT')));

    const volume = await tableOf(page, 'Volume by billed account');
    expect(volume).toHaveLength(24);
    expect([1, 2, 3, 4, 5].map((column) => total(volume, column))).toEqual([
      ...['CUSTOM', 'DEFAULT', 'NONE', 'UNKNOWN'].map(billed),
      MESSAGES,
    ]);

    const failed = all.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome !== 'ACCEPTED'));
    const undelivered = all.filter(({ delivery }) =>
      ['UNDELIVERED', 'FAILED', 'BUSY', 'NO_ANSWER', 'CANCELED'].includes(delivery),
    );
    expect(failed).toHaveLength(2 * REFUSED);
    const failures = await tableOf(page, 'Failures');
    expect(total(failures, 0)).toBe(failed.length + undelivered.length);
    expect(failures.map((row) => row[1])).toContain('21211');
    const delivery = await tableOf(page, 'Delivery');
    expect(total(delivery, 1) + total(delivery, 2)).toBe(MESSAGES);
    await page.locator('svg.recharts-surface').first().waitFor();
    await expectAccessible(page, 'statistics with its charts and tables');
    await screenshot('statistics-with-tables');
  });

  it('given a filter, then it is in the address, and reload and file tell what is seen', async () => {
    const { page } = await open({
      role: 'analyst',
      tenant,
      path: 'statistics?period=24h&zone=UTC&channel=VOICE',
    });
    const voice = (await records()).filter(({ channel }) => channel === 'VOICE').length;
    await expect.poll(() => figure(page, 'Dispatches'), { timeout: 30_000 }).toBe(String(voice));
    await page.getByRole('textbox', { name: 'Country' }).fill('DE');
    await expect.poll(() => new URL(page.url()).searchParams.get('country')).toBe('DE');
    await page.reload();
    await settled(page);
    expect(await page.getByRole('textbox', { name: 'Country' }).inputValue()).toBe('DE');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV: Volume by billed account' }).click();
    const lines = (await readFile(await (await saving).path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('From,Custom account,Default account,Nobody,Not known yet,All,Span before,Cost');
    expect(lines).toHaveLength(25);
    await page.locator('svg.recharts-surface').first().waitFor();
    const drawing = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as picture: Volume by billed account' }).click();
    expect(await readFile(await (await drawing).path(), 'utf8')).toContain(
      '<title>Volume by billed account</title>',
    );
  });

  it('given a tenant that sent nothing, then it says so, and what to do', async () => {
    const { page, screenshot } = await open({ role: 'analyst', tenant: 'nobody', path: 'statistics' });
    await page.getByText('Nothing was dispatched in this span').waitFor();
    await screenshot('statistics-empty');
  });
});

describe('the pages of the platform', () => {
  it('given tenants that sent, then they are listed, counted by tenant, and each look is in the log (A1, X1)', async () => {
    const { page, screenshot } = await open({ role: 'platform-auditor', path: 'platform' });
    await page.getByRole('cell', { name: tenant, exact: true }).waitFor();
    await screenshot('platform-tenants');
    await page.getByRole('tab', { name: 'Statistics' }).click();
    const row = page
      .getByRole('region', { name: 'By tenant', exact: true })
      .getByRole('row')
      .filter({ hasText: tenant });
    await expect
      .poll(() => row.getByRole('cell').nth(1).innerText(), { timeout: 30_000 })
      .toBe(String(MESSAGES));
    await screenshot('platform-statistics');
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByRole('cell', { name: 'Statistics read across tenants' }).first().waitFor();
    await screenshot('platform-log');
    await page.getByRole('tab', { name: 'Witnesses and sealing' }).click();
    await page.getByText('Sealing of the platform’s log').waitFor();
    await screenshot('platform-witnesses');
  });

  it('given an admin of the platform, when sending is stopped for a tenant, then it is refused until it is let go on (G1, A1)', async () => {
    const { page, screenshot } = await open({
      role: 'platform-admin',
      path: `platform?tab=stops&tenant=${tenant}`,
    });
    const dispatcher = await clientOf(system(), system().endpoint, tenant, 'dispatcher');
    const send = async (idempotencyKey: string) => {
      const message = { channel: 'SMS', to: '+4915112345678', text: 'Your code is 493 816' } as const;
      return (await dispatcher.dispatch({ idempotencyKey, ...message }, undefined))?.__typename;
    };
    await page.getByRole('heading', { name: 'Platform' }).waitFor();
    await screenshot('platform-stops-none');
    await page.getByRole('button', { name: `Stop sending for ${tenant}` }).click();
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await dialog.getByLabel('Country (optional)').fill('de');
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('Codes are sent to strangers');
    await expectAccessible(page, 'the dialog of a stop');
    await screenshot('platform-stop-dialog');
    await dialog.getByRole('button', { name: 'Stop sending', exact: true }).click();
    const standing = page.getByRole('region', { name: `Stops for ${tenant}`, exact: true });
    await standing.getByRole('cell', { name: 'Germany', exact: true }).waitFor();
    await expectAccessible(page, 'stops of sending');
    await screenshot('platform-stops');
    expect(await send('stopped')).toBe('SendingBlocked');
    await standing.getByRole('button', { name: 'Let go on: Germany' }).click();
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('It is over');
    await dialog.getByRole('button', { name: 'Let go on', exact: true }).click();
    await standing.getByText('Nothing is stopped here').waitFor();
    expect(await send('goes on')).toBe('DispatchPayload');
  });
});
