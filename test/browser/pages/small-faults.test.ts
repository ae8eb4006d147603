import { beforeAll, expect, test } from 'vitest';
import { settled, useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

const { open, system } = useConsole();
let tenant: string;
beforeAll(async () => {
  tenant = await aUsedTenant(system(), 8);
});

test('given charts that are not drawn yet, then none can be saved as a picture until it is', async () => {
  const { page } = await open({ role: 'analyst', tenant, path: 'nothing' });
  let draw = () => {};
  const drawing = new Promise<void>((resolve) => {
    draw = resolve;
  });
  await page.route('**/assets/charts-*.js', async (route) => {
    await drawing;
    await route.fallback();
  });
  await page.goto(new URL('/console/statistics?period=24h&zone=UTC', page.url()).href);
  const save = page.getByRole('button', { name: 'Save as picture: Volume by billed account' });
  await save.waitFor();
  expect(await save.isDisabled()).toBe(true);
  draw();
  await expect.poll(() => save.isEnabled(), { timeout: 30_000 }).toBe(true);
});

test('given one hour with a share between hours without, then its point is drawn', async () => {
  const { page, screenshot } = await open({
    role: 'analyst',
    tenant,
    path: 'statistics?period=24h&zone=UTC&bucket=HOUR',
  });
  const share = page.getByRole('region', { name: 'Fallback share', exact: true });
  await share.locator('circle[data-point="lone"]').waitFor({ timeout: 30_000 });
  await screenshot('statistics-lone-point');
});

test('given a role with four pages at 1280 pixels, then the header is one row', async () => {
  const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'account' });
  expect(await page.getByRole('navigation').getByRole('link').count()).toBe(4);
  const box = await page.getByRole('banner').boundingBox();
  expect(box?.height).toBeLessThan(64);
  await screenshot('header-of-four-pages');
});

test('given numbers with names at 320 pixels, then none is cut, and each row is as high as the list counts it', async () => {
  const { page, screenshot } = await open({ role: 'admin', tenant, path: 'account', width: 320 });
  const rows = page.getByRole('option');
  await rows.first().waitFor();
  const cut = await page.evaluate(`[...document.querySelectorAll('[role="option"]')].filter((row) =>
    row.scrollWidth > row.clientWidth || row.scrollHeight > row.clientHeight).map((row) => row.textContent)`);
  expect(cut).toEqual([]);
  const first = await rows.first().boundingBox();
  const second = await rows.nth(1).boundingBox();
  expect(second?.y).toBe((first?.y ?? 0) + (first?.height ?? 0));
  await settled(page);
  await screenshot('numbers-at-320');
});

test('given a live version, then it says since when and by whom without a gap before the comma', async () => {
  const { page } = await open({ role: 'admin', tenant, path: 'account' });
  const text = await page.getByText('Version 1 is live').locator('xpath=..').innerText();
  expect(text).toMatch(/since .+, saved by /);
  expect(text).not.toContain(' ,');
});
