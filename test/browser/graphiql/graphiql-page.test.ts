import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { REPOSITORY } from '../../support/processes/built-program.ts';
import { newTenant, type RunningSystem } from '../../support/running-system.ts';
import { sharedSystem } from '../../support/shared.ts';
import { useBrowser } from '../kit/browser.ts';

const SCREENSHOTS = join(REPOSITORY, 'test-results', 'screenshots', 'graphiql');
const PATIENCE = { timeout: 30_000 };
const WHO = '{ viewer { subject } }';

const browser = useBrowser();
let system: RunningSystem;

beforeAll(async () => {
  system = await sharedSystem();
});

/** Opens the page with a query as somebody of a tenant; the test fails when the browser complained, or went elsewhere. */
async function open(query = '', choice?: { readonly role: string; readonly tenant: string }) {
  const context = await browser().newContext({ viewport: { width: 1280, height: 800 } });
  const kept = JSON.stringify(JSON.stringify(choice ?? { role: 'admin', tenant: newTenant() }));
  await context.addInitScript(
    `if (sessionStorage.getItem('signIn') === null) sessionStorage.setItem('signIn', ${kept})`,
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const origins = new Set<string>();
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) origins.add(new URL(request.url()).origin);
  });
  onTestFinished(async () => {
    await context.close();
    expect([...origins]).toEqual([new URL(system.endpoint).origin]);
    expect(complaints).toEqual([]);
  });
  const address = new URL(system.endpoint);
  if (query !== '') address.searchParams.set('query', query);
  await page.goto(address.href);
  await expect.poll(() => told(page), PATIENCE).toMatch(/./);
  return { page, complaints };
}

const told = (page: Page) => page.locator('.sign-in output').textContent();
const run = (page: Page) => page.getByRole('button', { name: /^Execute query/ }).click();
const answered = (page: Page) => page.locator('.result-window').textContent();

async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

test('given the page is opened, then its first query runs as admin, and as another role once that is chosen (X1)', async () => {
  const { page } = await open();
  await run(page);
  await expect.poll(() => answered(page), PATIENCE).toContain('"Development admin"');
  await screenshot(page, 'first-query');
  for (const role of ['dispatcher', 'platform-auditor']) {
    await page.getByLabel('Role').selectOption(role);
    await expect.poll(() => told(page), PATIENCE).toContain(`Signed in as ${role}`);
    await run(page);
    await expect.poll(() => answered(page), PATIENCE).toContain(`"Development ${role}"`);
  }
  expect(await page.getByLabel('Tenant').isDisabled()).toBe(true);
});

test('given the schema is asked for, then the explorer shows it', async () => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByRole('link', { name: 'AuditEntryConnection', exact: true }).waitFor();
  await screenshot(page, 'explorer');
});

test('given a token under "Headers", then it goes before the role that is chosen (X1)', async () => {
  const { page } = await open(WHO);
  const authorization = `Bearer ${await system.token({ subject: 'ada', tenant: newTenant() })}`;
  await page.getByRole('button', { name: 'Headers' }).click();
  await page.locator('.graphiql-editor-tool .CodeMirror >> visible=true').click();
  await page.keyboard.insertText(JSON.stringify({ authorization }));
  await run(page);
  await expect.poll(() => answered(page), PATIENCE).toContain('"ada"');
});

test('given a tenant that cannot be, then the page tells so, and works again with one that can (X1)', async () => {
  const { page, complaints } = await open(WHO);
  const tenant = page.getByLabel('Tenant');
  await tenant.fill('..');
  await tenant.press('Enter');
  await expect.poll(() => told(page), PATIENCE).toContain('The tenant must be');
  await run(page);
  await expect.poll(() => answered(page), PATIENCE).toContain('The tenant must be');
  const wanted = newTenant();
  await tenant.fill(wanted);
  await tenant.press('Enter');
  await expect.poll(() => told(page), PATIENCE).toBe(`Signed in as admin of ${wanted}.`);
  await run(page);
  await expect.poll(() => answered(page), PATIENCE).toContain('"dev-admin"');
  // The browser notes each refusal that it was answered.
  expect(complaints.filter((text) => text.includes('400 (Bad Request)')).length).toBeGreaterThan(0);
  (complaints as string[]).length = 0;
});

test('given a subscription, then it is followed as an event stream, and a refusal comes with its code (X1)', async () => {
  const tenant = newTenant();
  const { page } = await open('subscription { dispatchRecorded { __typename } }', { role: 'admin', tenant });
  await run(page);
  await expect.poll(() => answered(page), PATIENCE).toContain('FORBIDDEN');
  await page.getByLabel('Role').selectOption('analyst');
  await expect.poll(() => told(page), PATIENCE).toContain('Signed in as analyst');
  const following = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await run(page);
  expect((await following).headers()['content-type']).toContain('text/event-stream');
  const dispatcher = await system.token({ subject: 'shop', tenant, role: 'dispatcher' });
  // One that is recorded before the stream begins is not told.
  const dispatchAndLook = () => dispatch(dispatcher).then(() => answered(page));
  await expect.poll(dispatchAndLook, PATIENCE).toContain('"DispatchRecorded"');
  await screenshot(page, 'subscription');
  await page.getByRole('button', { name: /^Stop query/ }).click();
});

async function dispatch(token: string): Promise<void> {
  const query = 'mutation($input: DispatchInput!) { dispatch(input: $input) { __typename } }';
  const input = { idempotencyKey: randomUUID(), channel: 'SMS', to: '+14155550123', text: 'Hello' };
  const answer = await fetch(system.endpoint, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  expect(await answer.json()).toEqual({ data: { dispatch: { __typename: 'DispatchPayload' } } });
}

test('given a link with a query, then the editor shows that, and what is edited is in the address for a reload', async () => {
  const { page } = await open(WHO);
  const editor = page.locator('.graphiql-query-editor .CodeMirror');
  await expect.poll(() => editor.textContent(), PATIENCE).toContain('subject');
  const write = async (text: string) => {
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  };
  await write('{ viewer { kind } }');
  const kept = () => new URL(page.url()).searchParams.get('query');
  await expect.poll(kept, PATIENCE).toBe('{ viewer { kind } }');
  await page.reload();
  await expect.poll(() => editor.textContent(), PATIENCE).toContain('kind');
  // An address that the server would refuse for its length is none to reload.
  await write(`{ ${'viewer { kind } '.repeat(1_000)} }`);
  await expect.poll(() => page.url(), PATIENCE).toBe(system.endpoint);
});
