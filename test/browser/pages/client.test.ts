import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundlePage, installClient } from '../../client/installed-client.ts';
import { newTenant, type OwnSystem, startSystem } from '../../support/running-system.ts';
import { useBrowser } from '../kit/browser.ts';

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** What a page and a worker do alike: a read, a refusal in types, and a subscription by each transport to its end. */
const JOURNEY = `
import { createClient } from '@originator/client';

export async function journey({ url, token }) {
  const { subject } = await createClient({ url, token }).viewer();
  const told = [subject];
  for (const transport of ['sse', 'websocket']) {
    const client = createClient({ url, token, transport });
    const authToken = '0123456789abcdef0123456789abcdef';
    const refused = await client.verifyTwilioAccount({ accountSid: 'AC0', authToken });
    told.push(refused.__typename);
    const accountSid = 'AC' + '0'.repeat(32);
    const { verification } = await client.verifyTwilioAccount({ accountSid, authToken });
    let last;
    for await (const event of client.verificationStatus({ id: verification.id })) last = event.status;
    told.push(last);
  }
  return told;
}
`;
const PAGE = `
import { journey } from './journey.js';

const inWorker = (access) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(access);
  });
globalThis.journeys = async (access) => [await journey(access), await inWorker(access)];
`;
const WORKER = `
import { journey } from './journey.js';

self.onmessage = async ({ data }) => self.postMessage(await journey(data));
`;

const browser = useBrowser();
let folder: string;
let origin: string;
let system: OwnSystem;
const files = new Map<string, string>();
const server = createServer((request, response) => {
  const name = (request.url ?? '/').slice(1) || 'index.html';
  const text = files.get(name);
  response.writeHead(text === undefined ? 404 : 200, {
    'content-type': TYPES[extname(name)] ?? 'text/plain',
  });
  response.end(text);
});

beforeAll(async () => {
  folder = await installClient();
  for (const output of await bundlePage(folder, PAGE, { 'journey.js': JOURNEY, 'worker.js': WORKER })) {
    files.set(output.fileName, output.type === 'chunk' ? output.code : String(output.source));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  system = await startSystem({ CORS_ORIGINS: origin });
}, 120_000);

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

test('given the installed client, when a page of another origin and its worker use it, then both read, are refused, and follow', async () => {
  const token = await system.token({ subject: 'ada', tenant: newTenant() });
  const page = await browser().newPage();
  await page.goto(origin);
  await page.waitForFunction('globalThis.journeys !== undefined');
  const access = JSON.stringify({ url: system.endpoint, token });
  const told: unknown = await page.evaluate(`globalThis.journeys(${access})`);
  const one = ['ada', 'InvalidInput', 'FAILED', 'InvalidInput', 'FAILED'];
  expect(told).toEqual([one, one]);
  await page.close();
});
