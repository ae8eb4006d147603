import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import { createDevelopmentKey, developmentTokenKeyPath } from '../../src/http/auth/development-token.ts';
import { builtCommand } from '../support/processes/built-program.ts';
import { auditKindsOf, newTenant, type RunningSystem, startSystem } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';
import type { TestSettings } from '../support/test-settings.ts';

const WIDTH = 100;

let system: RunningSystem;
beforeAll(async () => {
  system = await sharedSystem();
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Takes the tour as a person does, with nothing of our environment but what is named. */
async function takeTour(args: readonly string[], environment: TestSettings = {}): Promise<Outcome> {
  const simulator = args.includes('--simulator') ? [] : ['--simulator', system.simulatorUrl];
  const env = { PATH: process.env['PATH'], DATA_DIR: system.config.dataDir, ...environment };
  const tour = await builtCommand('tour');
  return new Promise((resolve) => {
    execFile(process.execPath, [tour, ...args, ...simulator], { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

/** What the steps that send, bill, prove and count come to. */
const SENDING = [
  /mutation Dispatch\(\$input: DispatchInput!\) {[^→]*→ CUSTOM account \S+: ACCEPTED \(201\)\n +→ ACCEPTED by the rule CUSTOM_FIRST, billed to CUSTOM, /,
  /→ CUSTOM account \S+: REFUSED \(403, 20005\)\n +→ DEFAULT account \S+: ACCEPTED \(201\)\n +→ ACCEPTED by the rule FALLBACK_ALLOWED, billed to DEFAULT, 0\.0083 USD/,
  /query DispatchRecords\([^→]*→ \S+ +FALLBACK_ALLOWED +billed to DEFAULT, 0\.0083 USD\n +→ \S+ +CUSTOM_FIRST +billed to CUSTOM, /,
  /query DispatchStats\([^→]*→ 2 dispatches\n[\s\S]*?Charged so far: 0\.\d+ USD for /,
  /mutation IssueConsentReceipt\([^→]*→ consent-receipt-\S+\.json, \d+ bytes/,
  /GET \/audit\/keys\n +→ VERIFIED: [^→]*→ IN DOUBT: It contradicts its entry in “piiPrincipalName”/,
];

test('given a running server, when the tour is taken twice, then each goes through every step and shows no token (X4)', async () => {
  const tenant = newTenant();
  const sentBefore = system.simulator.accepted().length;
  const [first, second] = await Promise.all([
    takeTour(['--url', system.app.url, '--tenant', tenant]),
    takeTour(['--url', `${system.app.url}/`]),
  ]);
  for (const { code, stdout, stderr } of [first, second]) {
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^ ?\d+ {2}\S/gm)).toHaveLength(23);
    expect(stdout).toContain('mutation SaveTwilioAccount($input: SaveTwilioAccountInput!) {');
    for (const sentence of SENDING) expect(stdout).toMatch(sentence);
    expect(stdout).toContain('every result was as expected');
    expect(stdout.split('\n').filter((line) => [...line].length > WIDTH)).toEqual([]);
    for (const { authToken } of SIMULATED_ACCOUNTS) expect(stdout).not.toContain(authToken);
  }
  expect(first.stdout).toContain(`The journey of the tenant ${tenant}`);
  const kinds = await auditKindsOf(system, tenant);
  expect(kinds.filter((kind) => kind === 'DISPATCH_DECIDED')).toHaveLength(2);
  expect(kinds.slice(kinds.indexOf('CONSENT_RECEIPT_ISSUED'))).toContain('ACCOUNT_REMOVED');
  expect(system.simulator.accepted().length - sentBefore).toBe(4);

  const again = await takeTour(['--url', system.app.url, '--tenant', tenant]);
  expect([again.code, again.stderr.trim()]).toEqual([
    1,
    `The tenant ${tenant} is already configured. Name another one.`,
  ]);
});

test('given a tenant that has sent already, when the tour is taken, then it sends under keys of its own', async () => {
  const tenant = newTenant();
  const token = await system.token({ tenant, role: 'dispatcher', kind: 'service' });
  const service = createClient({ url: system.endpoint, token });
  const input = { idempotencyKey: 'login-1', channel: 'SMS', to: '+15005550100', text: 'Before.' } as const;
  expect(await service.dispatch(input)).toMatchObject({ record: { state: 'ACCEPTED' } });
  const { code, stdout, stderr } = await takeTour(['--url', system.app.url, '--tenant', tenant]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('→ 3 dispatches');
});

test('given no server, when the tour is taken, then one sentence says how to start one', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  await new Promise((resolve) => server.close(resolve));
  const { code, stderr } = await takeTour(['--url', url]);
  expect(code).toBe(1);
  expect(stderr.trim()).toBe(
    `There is no server at ${url}/graphql, or it stopped. Start one with \`npm start\`, or name another one with --url.`,
  );
});

test('given something else that answers, or a server with other keys, when the tour is taken, then that is said', async () => {
  const server = createServer((_, response) => response.end('<html>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  expect((await takeTour(['--url', url])).stderr).toContain('is not Originator');
  const folder = await mkdtemp(join(system.config.dataDir, 'stranger-'));
  await createDevelopmentKey(developmentTokenKeyPath(folder));
  const stranger = await takeTour(['--url', system.app.url], { DATA_DIR: folder });
  expect([stranger.code, stranger.stderr]).toEqual([1, expect.stringContaining('does not accept our token')]);
});

test('given no simulator where it is said to be, when the tour is taken, then one sentence says how to name it', async () => {
  const nowhere = 'http://127.0.0.1:9';
  const { code, stderr } = await takeTour(['--url', system.app.url, '--simulator', nowhere]);
  expect([code, stderr.trim()]).toEqual([
    1,
    `There is no simulator at ${nowhere}. Name the right address with --simulator.`,
  ]);
});

test.each([
  [['--url', 'localhost:4000'], '--url: must be an address'],
  [['--simulator', 'localhost:4010'], '--simulator: must be an address'],
  [['--tenant', 'not a tenant'], '--tenant: must be'],
  [['--fast'], '--fast'],
])('given %j, when the tour is asked for, then it says how it is called', async (args, expected) => {
  const { code, stdout, stderr } = await takeTour(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(expected);
  expect(stderr).toContain('usage: npm run tour');
});

test('given a step that does not do what it should, when the tour is taken, then it ends with that in a sentence', async () => {
  const elsewhere = await startSystem();
  onTestFinished(() => elsewhere.stop());
  for (const { sid } of SIMULATED_ACCOUNTS) elsewhere.simulator.account(sid).rotateToken();
  const { code, stderr } = await takeTour(['--url', elsewhere.app.url], {
    DATA_DIR: elsewhere.config.dataDir,
  });
  expect([code, stderr.trim()]).toEqual([
    1,
    'The tour met an unexpected result: an account without numbers ends with INCORRECT_CREDENTIALS.',
  ]);
});
