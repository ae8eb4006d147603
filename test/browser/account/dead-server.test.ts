import { connect, createServer } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../../support/test-setup.ts';
import { useBrowser } from '../kit/browser.ts';
import { keptBy, openConsole } from '../kit/console-kit.ts';

/** What the browser tells of a server that is gone. */
const GONE = ['ERR_', 'Failed to fetch'];

const browser = useBrowser();
const way = await openWay();
const processes: ServerProcess[] = [];
let setup: TestSetup;

beforeAll(async () => {
  // Twilio has all the time that the test needs to kill who waits for it.
  setup = await startTestSetup({ TWILIO_RESPONSE_TIMEOUT_MS: '60000' });
});

// A server of the test before would take over what this one is to see taken over.
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.end('SIGTERM')));
});

afterAll(async () => {
  way.close();
  await setup.stop();
});

/** An address that leads to one server after another, as that of a load balancer does. */
async function openWay() {
  let port: number | undefined;
  const server = createServer((client) => {
    client.on('error', () => undefined);
    if (port === undefined) return void client.destroy();
    const upstream = connect({ host: '127.0.0.1', port });
    upstream.on('error', () => undefined);
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the way to the servers has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    leadTo: (next: ServerProcess) => {
      port = Number(new URL(next.url).port);
    },
    close: () => server.close(),
  };
}

async function start(): Promise<ServerProcess> {
  const started = await startServerProcess(setup.environment);
  processes.push(started);
  return started;
}

const isOn = (page: Page, channel: string) => page.getByRole('checkbox', { name: channel }).isChecked();

test.each([
  ['another server has run beside it', true],
  ['a server is started in its place', false],
])(
  'given a server that is killed while it verifies, when %s, then the page goes on by itself with all that was chosen (V5, V7)',
  async (_, isBeside) => {
    const holder = await start();
    way.leadTo(holder);
    const tenant = newTenant();
    const account = setup.simulator.addAccount({ numbers: 3, scenario: 'HANGS' });
    const twilio = setup.simulator.account(account.sid);
    const { page, screenshot } = await openConsole(browser(), way.url, {
      ...{ role: 'admin', tenant, path: 'account', expects: GONE },
    });
    await page.locator('label', { hasText: 'Voice' }).click();
    await page.locator('label', { hasText: 'Custom' }).first().click();
    await page.getByLabel('Twilio account SID').fill(account.sid);
    await page.getByLabel('Twilio auth token').fill(account.authToken);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect.poll(() => twilio.requests, { timeout: 30_000 }).toBeGreaterThan(0);
    const beside = isBeside ? await start() : undefined;
    // Who takes it over is answered; the request that is under way stays without an answer.
    twilio.setScenario('FINE');
    await holder.end('SIGKILL');
    await page.getByText('The connection was lost. The verification goes on').waitFor();
    expect(await isOn(page, 'Voice')).toBe(false);
    expect(await keptBy(page)).not.toContain(account.authToken);
    await screenshot(`account-server-gone-${isBeside ? 'another' : 'restart'}`);

    way.leadTo(beside ?? (await start()));
    await page.getByText('0 of 3 selected').waitFor();
    expect(await isOn(page, 'Voice')).toBe(false);
    await page.getByRole('button', { name: 'Select all' }).click();
    await page.getByText('The selection is kept in the draft').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'I consent, save' }).click();
    await page.getByText('Saved. Version 1 is live.').waitFor();
    expect(await isOn(page, 'Voice')).toBe(false);
    expect(await page.getByText('was lost').count()).toBe(0);
  },
);
