import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { ask, beginToAsk, beginToFetch, LONG, PATIENCE } from './api.ts';
import { blockedOn, lockOn } from './locks.ts';
import { beginToExport, newReader, type Reader } from './readers.ts';

const READING = 4;
const LEGAL_TEXT = '{ consentDocument { version } }';
/** What reading the legal text and reading a page of an export wait for; sealing waits, too. */
const READ_LAST = 'lock table consent_document, ledger_leaf in access exclusive mode';
const SAVE = `mutation {
  saveTwilioAccount(input: { baseVersion: 0, fallbackMode: DISABLED }) {
    ... on SaveTwilioAccountPayload { configuration { version } }
  }
}`;
/** By what else a statement would end. */
const LATER = { OPERATION_TIMEOUT_MS: '120000', DATABASE_STATEMENT_TIMEOUT_MS: '120000' };
/** The time in which the request to cancel has to be sent, in milliseconds; an idle machine takes a few. */
const SENT_MS = 1_000;
/** The ways between test, server and database from leaving to seeing the statement gone, each as long as the machine is busy. */
const WAYS_BETWEEN = 10;

let setup: TestSetup;
let server: ServerProcess;

beforeAll(async () => {
  setup = await startTestSetup({ DATABASE_POOL_READING: String(READING), DATABASE_POOL_JOBS: '1', ...LATER });
  server = await startServerProcess(setup.environment);
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await setup?.stop();
});

const blocked = () => blockedOn(setup, 'reading');
const blockedReads = async () => (await blocked()).length;

/** The time that a way to the server and back, and one to the database, take at the moment, in milliseconds. */
async function roundTrip(): Promise<number> {
  const since = performance.now();
  await Promise.all([fetch(`${server.url}/health/live`), setup.rows('select')]);
  return performance.now() - since;
}

const FOLLOW = (id: string) => `subscription {
  verificationStatus(id: "${id}") { draft { consentRequired { document { version } } } }
}`;

/** Begins to read, and gives the way to leave before there is an answer. */
type Begin = (reader: Reader) => Promise<() => Promise<void>>;

const byGet: Begin = async ({ token }) =>
  beginToFetch(`${server.endpoint}?query=${encodeURIComponent(LEGAL_TEXT)}`, {
    headers: { authorization: `Bearer ${token}` },
  });

const exporting =
  (parameters: string): Begin =>
  (reader) =>
    beginToExport(setup, server, reader, parameters);

const asEvents =
  (queryOf: (reader: Reader) => string): Begin =>
  async (reader) =>
    beginToFetch(server.endpoint, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${reader.token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ query: queryOf(reader) }),
    });

/** Over a WebSocket the client says that it does not want the answer any more, or is gone. */
const bySocket =
  (queryOf: (reader: Reader) => string, leave: 'COMPLETE' | 'CLOSE'): Begin =>
  async (reader) => {
    const socket = new WebSocket(server.endpoint.replace('http', 'ws'), 'graphql-transport-ws');
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token: reader.token } }));
    await once(socket, 'message');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: queryOf(reader) } }));
    return async () => {
      if (leave === 'CLOSE') socket.terminate();
      else socket.send(JSON.stringify({ id: '1', type: 'complete' }));
    };
  };

const legalText = () => LEGAL_TEXT;
const follow = ({ verification }: Reader) => FOLLOW(verification);

/** How, by how many at once, as pages of exports leave places to everything else, and what each does. */
const WAYS: readonly (readonly [string, number, Begin])[] = [
  ['breaks a POST off', READING, async ({ token }) => beginToAsk(server.endpoint, token, LEGAL_TEXT)],
  ['breaks a GET off', READING, byGet],
  ['breaks an answer by events off', READING, asEvents(legalText)],
  ['breaks a stream of events off in an event', READING, asEvents(follow)],
  ['completes over a WebSocket', READING, bySocket(legalText, 'COMPLETE')],
  ['closes its WebSocket', READING, bySocket(legalText, 'CLOSE')],
  ['completes a subscription over a WebSocket in an event', READING, bySocket(follow, 'COMPLETE')],
  ['closes its WebSocket in an event', READING, bySocket(follow, 'CLOSE')],
  ['breaks an export off', 1, exporting('format=ndjson')],
  ['breaks an export of a part off', 1, exporting('format=csv&actor=ann')],
];

describe('a client that leaves', LONG, () => {
  it.each(WAYS)(
    'given it reads and %s, then its statement is cancelled, and place and connection are free (X5)',
    async (_, clients, begin) => {
      const readers = await Promise.all(Array.from({ length: READING }, () => newReader(setup, server)));
      const letGo = await lockOn(setup, READ_LAST);
      const leaving = await Promise.all(readers.slice(0, clients).map(begin));
      await expect.poll(blockedReads, PATIENCE).toBe(clients);
      const connections = await blocked();
      const since = performance.now();
      const [way] = await Promise.all([roundTrip(), ...leaving.map((leave) => leave())]);
      await expect.poll(blockedReads, PATIENCE).toBe(0);
      expect(performance.now() - since).toBeLessThan(SENT_MS + WAYS_BETWEEN * way);

      const others = readers.map(({ token }) => ask(server.endpoint, token, LEGAL_TEXT));
      await expect.poll(blockedReads, PATIENCE).toBe(READING);
      expect(await blocked()).toEqual(expect.arrayContaining([...connections]));
      await letGo();
      expect(new Set((await Promise.all(others)).map(({ status }) => status))).toEqual(new Set([200]));
    },
  );

  it('given it changes something, when it breaks off, then the change is made and recorded (A1)', async () => {
    const tenant = newTenant();
    const token = await setup.token({ tenant });
    await ask(server.endpoint, token, '{ tenant { tenantId } }');
    const letGo = await lockOn(setup, `select from tenant where tenant_id = '${tenant}' for update`);
    const leave = beginToAsk(server.endpoint, token, SAVE);
    await expect.poll(blockedReads, PATIENCE).toBe(1);
    await leave();
    const line = new RegExp(`"aborted":true,"tenant":"${tenant}"`);
    await expect.poll(() => server.output(), PATIENCE).toMatch(line);
    expect(await blockedReads()).toBe(1);
    await letGo();
    const saved = () => setup.rows('select kind from audit_entry where tenant_id = $1', [tenant]);
    await expect.poll(async () => (await saved()).length, PATIENCE).toBeGreaterThan(0);
    expect(
      await setup.rows('select version from configuration_version where tenant_id = $1', [tenant]),
    ).toEqual([{ version: 1 }]);
  });
});
