import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '../../src/client/index.ts';
import { scenarioAccounts } from '../../src/dev/simulator/scenario-accounts.ts';
import type { SimulatedAccount } from '../../src/dev/simulator/simulator.ts';
import { expectA, FrontEnd } from '../../src/dev/tour/front-end.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, type OwnSystem, startSystem } from '../support/running-system.ts';
import { canaryToken, hasCanary } from './canary.ts';

/** Everything in this file happens in one test, so that one search sees it all. */
const PATIENCE_MS = 120_000;

let system: OwnSystem;
/** Another process on the same database, whose very output is searched: nothing it writes can bypass the test. */
let other: ServerProcess;
/** Everything that clients got to see: replies with their headers, events, errors. */
const received: string[] = [];
let tokens = 0;

beforeAll(async () => {
  system = await startSystem({
    CHECKS_PER_MINUTE: '1000',
    LOG_LEVEL: 'trace',
    TWILIO_RESPONSE_TIMEOUT_MS: '2000',
  });
  other = await startServerProcess(system.environment);
});
afterAll(async () => {
  await other.end('SIGTERM');
  await system.stop();
});

function keepError(error: unknown): undefined {
  received.push(inspect(error, { depth: 20, showHidden: true, maxStringLength: null }));
  return undefined;
}

/** `fetch` that keeps what it is answered, as the caller reads it. */
const recordingFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  received.push(JSON.stringify([...response.headers]));
  const place = received.push('') - 1;
  const decoder = new TextDecoder();
  const recorder = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received[place] += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(recorder) ?? null, response);
};

function nextToken(): string {
  tokens += 1;
  return canaryToken(tokens);
}

/** An account like one of the simulator's own, with a token that is recognised. */
function canaryAccount({ spec, key, does }: ReturnType<typeof scenarioAccounts>[number]): SimulatedAccount {
  const { sid: _, ownerSid: __, ...rest } = spec;
  return system.simulator.addAccount({ ...rest, key: `canary-${key}`, does, authToken: nextToken() });
}

async function admin(endpoint: string, tenant: string): Promise<FrontEnd> {
  const token = await system.token({ tenant });
  return new FrontEnd(createClient({ url: endpoint, token, fetch: recordingFetch }));
}

/** Verifies with the right token and a wrong one, and goes on as far as the account allows. */
async function useAccount(account: SimulatedAccount, endpoint: string): Promise<string> {
  const tenant = newTenant();
  const ann = await admin(endpoint, tenant);
  await ann.verify({ sid: account.sid, authToken: nextToken() });
  const { status } = await ann.verify(account);
  if (status !== 'VERIFIED') return status;
  await ann.select('ALL');
  await ann.saveDraft();
  expectA(
    await ann.saveDraft({ fallbackMode: 'DISABLED', ...(await ann.consent()) }),
    'SaveTwilioAccountPayload',
  );
  const rotated = { sid: account.sid, authToken: nextToken() };
  system.simulator.account(account.sid).rotateToken(rotated.authToken);
  await ann.client.refreshOrganizationNumbers();
  await ann.verify(rotated);
  expectA(await ann.saveDraft(), 'SaveTwilioAccountPayload');
  // Of one half of the tenants a token stays behind, live and sealed.
  if (tokens % 2 === 0) await ann.client.removeTwilioAccount({ baseVersion: 2 });
  return status;
}

/** Requests that no client of ours sends, with a token where it does not belong. */
function misplacedTokens(): readonly (readonly [string, RequestInit])[] {
  const token = nextToken();
  const mutation =
    'mutation($input: VerifyTwilioAccountInput!) { verifyTwilioAccount(input: $input) { __typename } }';
  const post = (body: unknown): RequestInit => ({
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const sid = `AC${'0'.repeat(32)}`;
  const inline = (value: string) =>
    `mutation { verifyTwilioAccount(input: { accountSid: "${sid}", authToken: ${value} }) { __typename } }`;
  const variables = (input: unknown) => post({ query: mutation, variables: { input } });
  return [
    ['', variables({ accountSid: token, authToken: token })],
    ['', variables({ accountSid: sid, authToken: `${token}\u0000` })],
    ['', variables({ accountSid: sid, authToken: token.repeat(9) })],
    ['', variables({ accountSid: sid, authToken: [token] })],
    ['', variables({ accountSid: sid, authToken: { token } })],
    ['', variables(token)],
    ['', post({ query: inline(`"${token}`) })],
    ['', post({ query: inline(token) })],
    ['', post({ query: inline(`"${token}"`), operationName: token })],
    ['', post({ query: `mutation { verifyTwilioAccount(input: "${token}") { __typename } }` })],
    ['', post({ query: '{ node(id: $id) { id } }', variables: { id: token } })],
    ['', post({ query: `{ node(id: "${token}") { id } }` })],
    ['', post(`{"query": "${token}`)],
    ['', post(token)],
    [`?query=${encodeURIComponent(inline(`"${token}"`))}`, { method: 'GET' }],
    [`?query={viewer{subject}}&variables={"authToken":"${token}"}`, { method: 'GET' }],
    [`/${token}?${token}`, post(variables(token))],
    [
      '',
      {
        ...post({ query: '{ viewer { subject } }' }),
        headers: { authorization: `Bearer ${token}.${token}.${token}` },
      },
    ],
    ['', { ...post({ query: '{ viewer { subject } }' }), headers: { 'content-type': token } }],
  ];
}

/** Names of a document are repeated to the sender, as GraphQL does; but nobody else may get to see them. */
async function sendTokensAsNames(endpoint: string): Promise<void> {
  const token = nextToken();
  const authorization = `Bearer ${await system.token({ tenant: newTenant() })}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const input = { accountSid: `AC${'0'.repeat(32)}`, authToken: token, [token]: token };
  for (const [query, variables] of [
    [
      'mutation($input: VerifyTwilioAccountInput!) { verifyTwilioAccount(input: $input) { __typename } }',
      { input },
    ],
    [`{ ${token} }`, {}],
    [`query($${token}: ${token}) { viewer { subject } }`, {}],
  ] as const) {
    const reply = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    expect(reply.status).toBe(400);
  }
}

async function sendMisplacedTokens(endpoint: string): Promise<number> {
  const bearer = await system.token({ tenant: newTenant() });
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const requests = misplacedTokens();
  for (const [path, init] of requests) {
    const reply = await recordingFetch(`${endpoint}${path}`, {
      ...init,
      headers: { ...headers, ...init.headers },
    });
    await reply.text();
  }
  return requests.length;
}

/** The same over WebSocket, on which every message of the server is kept. */
async function sendOverWebSocket(endpoint: string): Promise<number> {
  const bearer = await system.token({ tenant: newTenant() });
  let messages = 0;
  for (const [, { body }] of misplacedTokens()) {
    const socket = new WebSocket(endpoint.replace('http', 'ws'), 'graphql-transport-ws');
    const closed = new Promise<void>((resolve) => {
      socket.on('close', (code, reason) => {
        received.push(`${code} ${String(reason)}`);
        resolve();
      });
    });
    socket.on('error', keepError);
    socket.on('message', (data) => {
      messages += 1;
      received.push(String(data));
      const { type } = JSON.parse(String(data));
      if (type === 'connection_ack') socket.send(`{"id":"1","type":"subscribe","payload":${String(body)}}`);
      else socket.close();
    });
    socket.on('open', () =>
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${bearer}` } }),
      ),
    );
    await closed;
  }
  return messages;
}

/** Verifications whose database connections are cut again and again, so that statements fail with what they hold. */
async function cutConnections(endpoint: string): Promise<void> {
  const account = system.simulator.addAccount({ numbers: 200, authToken: nextToken() });
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  for (let round = 0; round < 6; round++) {
    const ann = await admin(endpoint, newTenant());
    const verification = ann.verify(account).catch(keepError);
    await system.rows(cut);
    await system.rows(cut);
    await verification;
  }
}

/** Every row of every table, as text. */
async function everyRow(): Promise<readonly string[]> {
  const tables = await system.rows(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await system.rows(`select '${String(name)}: ' || t::text as row from ${String(name)} t`);
    rows.push(...found.map(({ row }) => String(row)));
  }
  return rows;
}

describe('auth tokens that are recognised wherever they turn up', () => {
  test(
    'given every account of the simulator, when all is done with them and amiss, then no token is in any log line, reply, error or row (X4)',
    async () => {
      const endpoints = [system.endpoint, other.endpoint];
      const accounts = scenarioAccounts().map(canaryAccount);
      const outcomes = await Promise.all(
        accounts.map((account, index) => useAccount(account, endpoints[index % 2] ?? system.endpoint)),
      );
      expect(outcomes.filter((status) => status === 'VERIFIED').length).toBeGreaterThanOrEqual(6);
      expect(outcomes.filter((status) => status === 'FAILED').length).toBeGreaterThanOrEqual(10);
      for (const endpoint of endpoints) {
        expect(await sendMisplacedTokens(endpoint)).toBeGreaterThan(15);
        expect(await sendOverWebSocket(endpoint)).toBeGreaterThan(15);
        await sendTokensAsNames(endpoint);
        await cutConnections(endpoint);
      }

      const rows = await everyRow();
      expect(rows.filter((row) => row.startsWith('public.account_credential: ')).length).toBeGreaterThan(30);
      expect(rows.filter(hasCanary)).toEqual([]);
      expect(received.length).toBeGreaterThan(300);
      expect(received.filter(hasCanary)).toEqual([]);
      expect(system.logLines.length).toBeGreaterThan(100);
      expect(system.logLines.filter(hasCanary)).toEqual([]);
      const output = other.output().split('\n');
      expect(output.length).toBeGreaterThan(100);
      expect(output.filter(hasCanary)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test('given a token that is put where it must not be, when it is searched for, then it is found in every form (X4)', async () => {
    const token = canaryToken(7);
    const basic = ['AC1', 'AC12', 'AC123'].map((sid) => Buffer.from(`${sid}:${token}`).toString('base64'));
    const leaks = [
      JSON.stringify({ msg: 'request', authToken: token }),
      token.toUpperCase(),
      ...basic.map((credentials) => `authorization: Basic ${credentials}`),
      Buffer.from(token).toString('base64url'),
      `\\x${Buffer.from(token).toString('hex')}`,
      JSON.stringify(Buffer.from(token)),
      Buffer.from(token, 'hex').toString('base64'),
      `https://example.org/?token=${[...Buffer.from(token)].map((byte) => `%${byte.toString(16)}`).join('')}`,
      inspect(new Error('outer', { cause: new Error(token) })),
    ];
    expect(leaks.filter((leak) => !hasCanary(leak))).toEqual([]);
    expect(hasCanary(JSON.stringify({ token: 'ca9a71e5', other: '70ce0000' }))).toBe(false);

    await system.rows('create table planted (id int, kept bytea)');
    await system.rows('insert into planted values (1, $1)', [Buffer.from(token)]);
    const found = (await everyRow()).filter(hasCanary);
    await system.rows('drop table planted');
    expect(found).toEqual([expect.stringContaining('public.planted: ')]);
  });
});
