import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SIMULATED_ACCOUNTS } from '../../src/simulator/simulator.ts';

/** Where the greedy tenant goes, and its token, which has every role of a tenant. */
export interface Greedy {
  readonly url: string;
  readonly token: string;
}

/** A carrier that never answers. */
const SILENT = '+15005000601';
const BATCH = 1_000;
/** Between two attempts of one connection, of which no client that means well has more. */
const PAUSE_MS = 5;

/** What one tenant may do to have a node for itself, by the resource that it takes. Each goes on until the process ends. */
export const ABUSES: Readonly<Record<string, (greedy: Greedy) => void>> = {
  'calls to a silent carrier': (greedy) =>
    repeat(4, () => ask(greedy, DISPATCH_BATCH, { items: items(BATCH, () => SILENT) })),
  batches: (greedy) => repeat(2, () => ask(greedy, DISPATCH_BATCH, { items: items(BATCH, reachable) })),
  'single dispatches': (greedy) => repeat(100, () => ask(greedy, DISPATCH, items(1, reachable)[0] ?? {})),
  'filters without an index': (greedy) =>
    repeat(50, () => ask(greedy, RECORDS, { countries: ['AQ'], originatingNumber: '+15550000000' })),
  statistics: (greedy) => repeat(50, () => ask(greedy, STATS, {})),
  'the audit log': (greedy) => repeat(50, () => ask(greedy, LOG, { actorSubject: 'nobody' })),
  subscriptions: (greedy) => repeat(500, () => subscribe(greedy)),
  'sockets without a token': (greedy) => repeat(500, () => openSocket(greedy)),
  'silent connections': ({ url }) => repeat(5_100, () => openConnection(url, '')),
  'pipelined requests': (greedy) =>
    repeat(50, () => openConnection(greedy.url, rawRequest(greedy).repeat(500))),
  'slow bodies': (greedy) => repeat(500, () => openConnection(greedy.url, rawRequest(greedy).slice(0, -1))),
  'hostile input': (greedy) =>
    repeat(4, () => ask(greedy, STATS, { groupBy: Array.from({ length: 500_000 }, () => ({})) })),
  exports: (greedy) => repeat(50, () => readSlowly(greedy)),
  verifications: (greedy) => repeat(20, () => ask(greedy, VERIFY, hanging())),
  'writes of the log': (greedy) => repeat(20, () => ask(greedy, SETTINGS, {})),
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
const SETTINGS =
  'mutation ($input: SelectOrganizationNumbersInput!) { selectOrganizationNumbers(input: $input) { __typename } }';
const RECORDS = `query ($input: DispatchRecordFilter) {
  tenant { dispatchRecords(first: 100, filter: $input) { edges { node { id } } } } }`;
const LOG = `query ($input: AuditEntryFilter) {
  tenant { auditLog(first: 100, filter: $input) { edges { node { id } } } } }`;
const STATS = `query { tenant {
  ${Array.from(
    { length: 20 },
    (_, index) => `s${index}: dispatchStats(bucket: HOUR,
    range: { from: "2026-01-01T00:00:00Z", to: "2026-01-31T00:00:00Z" },
    groupBy: [CHANNEL, STATE, COUNTRY]) { buckets { from } }`,
  ).join('\n')} } }`;
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

function hanging() {
  const account = SIMULATED_ACCOUNTS.find(({ key }) => key === 'fine');
  return { accountSid: account?.sid, authToken: account?.authToken };
}

/** Does it on so many connections, each time anew when it is over, whatever came of it. */
function repeat(connections: number, attempt: () => Promise<unknown>): void {
  const forEver = async () => {
    for (;;) {
      await attempt().catch(() => undefined);
      await sleep(PAUSE_MS);
    }
  };
  for (let count = 0; count < connections; count += 1) void forEver();
}

const agent = new Agent({ keepAlive: true });

function ask(greedy: Greedy, query: string, input: object): Promise<void> {
  return send(greedy, '/graphql', JSON.stringify({ query, variables: { input } }));
}

function send(
  { url, token }: Greedy,
  path: string,
  body: string,
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

function readSlowly({ url, token }: Greedy): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/audit/export?format=ndjson`, { headers }, (answer) => {
      answer.on('close', resolve);
      if (answer.statusCode !== 200) answer.resume();
    });
    sent.on('error', reject);
    sent.end();
  });
}
