import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { signature } from '../../src/dev/simulator/status-callback.ts';
import type { TestSetup } from '../support/test-setup.ts';

const READ = '{ tenant { tenantId latestVerification { status } } }';
const CHANGE = `mutation {
  verifyTwilioAccount(input: { accountSid: "AC${'0'.repeat(32)}", authToken: "x" }) { __typename }
}`;
const SINGLE = { channel: 'SMS', to: '+15005550100', text: 'x' };
const DISPATCH = `mutation ($input: DispatchInput!) {
  dispatch(input: $input) { __typename ... on DispatchPayload { record { id } } }
}`;
const BATCH = 'mutation ($input: DispatchBatchInput!) { dispatchBatch(input: $input) { __typename } }';
const FOLLOW = 'subscription ($id: ID!) { verificationStatus(id: $id) { status } }';

/** What a door answered. */
export interface DoorAnswer {
  /** The status; over a WebSocket 200, since it has no other. */
  readonly status: number;
  readonly retryAfter: string | null;
  /** The answer, all its events, or the first message. */
  readonly body: string;
}

/** Every way in that needs the database, by its name. */
export type Doors = Readonly<Record<string, () => Promise<DoorAnswer>>>;

/** Who comes in, and with what. */
export interface Visitor {
  readonly setup: TestSetup;
  readonly url: string;
  readonly tenant: string;
  /** A verification of the tenant. */
  readonly verification: string;
}

/** The doors of a server for a tenant that has sent a message, whose callback comes by one of them. */
export async function doorsOf({ setup, url, tenant, verification }: Visitor): Promise<Doors> {
  const bearing = async (role: 'admin' | 'auditor' | 'dispatcher') => ({
    authorization: `Bearer ${await setup.token({ tenant, role, kind: role === 'dispatcher' ? 'service' : 'person' })}`,
  });
  const [admin, auditor, service] = [
    await bearing('admin'),
    await bearing('auditor'),
    await bearing('dispatcher'),
  ];
  const key = () => `${Math.random()}`;
  const post = (query: string, variables: object, headers: object, accept = 'application/json') =>
    answerOf(`${url}/graphql`, {
      method: 'POST',
      headers: { ...headers, accept, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
  const get = (query: string, accept: string) =>
    answerOf(
      `${url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify({ id: verification }) })}`,
      { headers: { ...admin, accept } },
    );
  const single = () => ({ input: { ...SINGLE, idempotencyKey: key() } });
  await post(DISPATCH, single(), service);
  const [sent] = setup.simulator.accepted().filter(({ statusCallback }) => statusCallback !== null);
  // What follows the # is for Twilio itself, which neither sends nor signs it.
  const [callback = ''] = sent?.statusCallback?.split('#') ?? [];
  const token = setup.simulator.account(sent?.accountSid ?? '').authToken;
  const socket = (query: string) => overSocket(`${url}/graphql`, admin, query, { id: verification });
  return {
    'a query by POST': () => post(READ, {}, admin),
    'a query by GET': () => get(READ, 'application/graphql-response+json'),
    'a change': () => post(CHANGE, {}, admin),
    'a dispatch': () => post(DISPATCH, single(), service),
    'a batch': () => post(BATCH, { input: { items: [{ ...SINGLE, idempotencyKey: key() }] } }, service),
    'a query as events': () => post(READ, {}, admin, 'text/event-stream'),
    'a subscription by POST': () => post(FOLLOW, { id: verification }, admin, 'text/event-stream'),
    'a subscription by GET': () => get(FOLLOW, 'text/event-stream'),
    'a query over a WebSocket': () => socket(READ),
    'a subscription over a WebSocket': () => socket(FOLLOW),
    'an export': () => answerOf(`${url}/audit/export`, { headers: auditor }),
    'a callback': () => {
      const fields = { MessageSid: sent?.sid ?? '', MessageStatus: 'delivered' };
      return answerOf(callback, {
        method: 'POST',
        headers: { 'x-twilio-signature': signature(callback, fields, token) },
        body: new URLSearchParams(fields),
      });
    },
    readiness: () => answerOf(`${url}/health/ready`, {}),
  };
}

async function answerOf(url: string, request: RequestInit): Promise<DoorAnswer> {
  const response = await fetch(url, request);
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: await response.text(),
  };
}

function overSocket(
  url: string,
  connectionParams: Record<string, unknown>,
  query: string,
  variables: Record<string, unknown>,
): Promise<DoorAnswer> {
  const client = createClient({
    ...{ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams },
  });
  const answer = new Promise<DoorAnswer>((resolve) => {
    const tell = (result: unknown) =>
      resolve({ status: 200, retryAfter: null, body: JSON.stringify(result) });
    client.subscribe({ query, variables }, { next: tell, error: tell, complete: () => tell('complete') });
  });
  return answer.finally(() => client.dispose());
}
