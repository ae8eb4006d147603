import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';

/** Where the greedy tenant goes, and its token, which has every role of a tenant. */
export interface Greedy {
  readonly url: string;
  readonly token: string;
}

/** A carrier that never answers. */
const SILENT = '+15005000601';
const BATCH = 1_000;
/** Between an answer and the next request of one connection. */
const PAUSE_MS = 5;
/** Between the end of a connection and the next. */
const RECONNECT_MS = 1_000;

/** What one tenant may do to have a node for itself, by the resource that it takes. Each goes on until the process ends. */
export const ABUSES: Readonly<Record<string, (greedy: Greedy) => void>> = {
  'calls to a silent carrier': (greedy) =>
    repeat(4, () => ask(greedy, DISPATCH_BATCH, { items: items(BATCH, () => SILENT) })),
  batches: (greedy) => repeat(2, () => ask(greedy, DISPATCH_BATCH, { items: items(BATCH, reachable) })),
  'single dispatches': (greedy) => repeat(100, () => ask(greedy, DISPATCH, items(1, reachable)[0] ?? {})),
  'filters without an index': (greedy) =>
    repeat(50, () => ask(greedy, RECORDS, { countries: ['AQ'], originatingNumber: '+15550000000' })),
  statistics: (greedy) => repeat(50, () => ask(greedy, STATS, {}, { range: lastDays(30) })),
  'the audit log': (greedy) => repeat(50, () => ask(greedy, LOG, { actorSubject: 'nobody' })),
  subscriptions: (greedy) => repeat(500, () => subscribe(greedy), RECONNECT_MS),
  'sockets without a token': (greedy) => repeat(500, () => openSocket(greedy), RECONNECT_MS),
  'silent connections': ({ url }) => repeat(5_100, () => openConnection(url, ''), RECONNECT_MS),
  // As much as a server reads of a connection at a time: with more, the client would keep a processor busy with itself.
  'pipelined requests': (greedy) =>
    repeat(50, () => openConnection(greedy.url, rawRequest(greedy).repeat(100)), RECONNECT_MS),
  'slow bodies': (greedy) =>
    repeat(500, () => openConnection(greedy.url, rawRequest(greedy).slice(0, -1)), RECONNECT_MS),
  'hostile input': (greedy) =>
    repeatBody(greedy, jsonFor({ items: Array.from({ length: 500_000 }, () => ({})) })),
  // Nothing but its contents is wrong with it, which are known when it has been read to its end.
  'long input': (greedy) => repeatBody(greedy, jsonFor({ items: [], unknown: 'x'.repeat(2_000_000) })),
  exports: (greedy) => repeat(50, () => exportLog(greedy, () => undefined), RECONNECT_MS),
  verifications: (greedy) => repeat(20, () => ask(greedy, VERIFY, FINE)),
  // Each export is noted in the log.
  'writes of the log': (greedy) => repeat(20, () => exportLog(greedy, (answer) => answer.resume())),
  'forged callbacks': (greedy) =>
    repeat(50, () =>
      send(greedy, '/twilio/status/forged', 'MessageStatus=sent', 'application/x-www-form-urlencoded'),
    ),
};

const DISPATCH = 'mutation ($input: DispatchInput!) { dispatch(input: $input) { __typename } }';
const DISPATCH_BATCH =
  'mutation ($input: DispatchBatchInput!) { dispatchBatch(input: $input) { __typename } }';
const VERIFY =
  'mutation ($input: VerifyTwilioAccountInput!) { verifyTwilioAccount(input: $input) { __typename } }';
const RECORDS = `query ($input: DispatchRecordFilter) {
  tenant { dispatchRecords(first: 100, filter: $input) { edges { node { id } } } } }`;
const LOG = `query ($input: AuditEntryFilter) {
  tenant { auditLog(first: 100, filter: $input) { edges { node { id } } } } }`;
const STATS = `query ($range: StatsRange!) { tenant {
  dispatchStats(bucket: HOUR, range: $range, groupBy: [CHANNEL, DELIVERY]) {
    buckets { start counts { dispatches } groups { counts { dispatches } } } } } }`;
const FOLLOW = 'subscription { dispatchRecorded { record { id } } }';

let made = 0;
const reachable = () => `+4915112${String(made % 1_000_000).padStart(6, '0')}`;

function items(count: number, recipient: () => string) {
  return Array.from({ length: count }, () => {
    made += 1;
    const idempotencyKey = `greedy-${process.pid}-${made}`;
    return { idempotencyKey, channel: 'SMS', to: recipient(), text: 'Your code is 123456' };
  });
}

const FINE =
  SIMULATED_ACCOUNTS.filter(({ key }) => key === 'fine').map(({ sid, authToken }) => ({
    accountSid: sid,
    authToken,
  }))[0] ?? {};

/** Does it on so many connections, each time again when it is over, whatever came of it. */
function repeat(connections: number, attempt: () => Promise<unknown>, pauseMs = PAUSE_MS): void {
  const forEver = async () => {
    for (;;) {
      await attempt().catch(() => undefined);
      await sleep(pauseMs);
    }
  };
  for (let count = 0; count < connections; count += 1) void forEver();
}

const agent = new Agent({ keepAlive: true });

function jsonFor(input: object): string {
  return JSON.stringify({ query: DISPATCH_BATCH, variables: { input } });
}

/** Four bodies at a time, made once: a client that makes each again would measure itself. */
function repeatBody(greedy: Greedy, body: string): void {
  const bytes = Buffer.from(body);
  repeat(4, () => send(greedy, '/graphql', bytes));
}

function ask(greedy: Greedy, query: string, input: object, more: object = {}): Promise<void> {
  return send(greedy, '/graphql', JSON.stringify({ query, variables: { input, ...more } }));
}

function lastDays(days: number) {
  const to = new Date();
  to.setUTCMinutes(0, 0, 0);
  return { from: new Date(to.getTime() - days * 86_400_000).toISOString(), to: to.toISOString() };
}

function send(
  { url, token }: Greedy,
  path: string,
  body: string | Buffer,
  contentType = 'application/json',
): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': contentType };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { agent, method: 'POST', headers }, (answer) => {
      answer.resume().on('close', resolve);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function subscribe({ url, token }: Greedy): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'text/event-stream',
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/graphql`, { method: 'POST', headers }, (answer) => {
      answer.resume().on('close', resolve);
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ query: FOLLOW }));
  });
}

function openSocket({ url }: Greedy): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

/** Sends something and reads nothing. */
function openConnection(url: string, sent: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

function rawRequest({ token }: Greedy): string {
  const body = JSON.stringify({ query: '{ viewer { subject } }' });
  const lines = ['POST /graphql HTTP/1.1', 'host: originator', `authorization: Bearer ${token}`];
  return [...lines, 'content-type: application/json', `content-length: ${body.length}`, '', body].join(
    '\r\n',
  );
}

function exportLog({ url, token }: Greedy, read: (answer: IncomingMessage) => void): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/audit/export?format=ndjson`, { headers }, (answer) => {
      answer.on('close', resolve);
      if (answer.statusCode === 200) read(answer);
      else answer.resume();
    });
    sent.on('error', reject);
    sent.end();
  });
}
