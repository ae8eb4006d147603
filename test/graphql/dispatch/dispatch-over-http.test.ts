import { createClient as createSocketClient } from 'graphql-ws';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createClient, OriginatorError } from '../../../src/client/index.ts';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { newKey } from '../../dispatch/dispatch-kit.ts';
import { messageFields, post } from '../../dispatch/follow-up/callback-kit.ts';
import { newTenant, type RunningSystem } from '../../support/running-system.ts';
import { sharedSystem } from '../../support/shared.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await sharedSystem();
});

async function dispatcher(tenant = newTenant()) {
  const token = await system.token({ role: 'dispatcher', tenant, kind: 'service', subject: 'mfa' });
  return createClient({ url: system.endpoint, token });
}

const MESSAGE = { channel: 'SMS', to: '+4915112345678', text: 'Your code is 123456' } as const;

/** As many items as a batch may have, of the longest SMS, none of which is sent. */
const fullBatch = () =>
  Array.from({ length: 1_000 }, (_, index) => ({
    ...({ channel: 'SMS', to: `nobody ${index}`, text: 'x'.repeat(1_600) } as const),
    idempotencyKey: newKey(),
  }));

test('given a full batch of the longest SMS, when it is posted, then each item is answered in order', async () => {
  const items = fullBatch();
  const result = await (await dispatcher()).dispatchBatch({ items });
  if (result.__typename !== 'DispatchBatchPayload') throw new Error(result.message);
  expect(result.items).toHaveLength(1_000);
  expect(result.items.at(-1)).toMatchObject({
    __typename: 'InvalidInput',
    code: 'VALUE_MALFORMED',
    path: ['input', 'items', '999', 'to'],
  });
});

test('given the same over a WebSocket, when it is sent, then each item is answered too', async () => {
  const token = await system.token({ role: 'dispatcher', tenant: newTenant(), kind: 'service' });
  const client = createSocketClient({
    url: system.endpoint.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { token },
  });
  onTestFinished(async () => void (await client.dispose()));
  const query = `mutation ($input: DispatchBatchInput!) {
    dispatchBatch(input: $input) { ... on DispatchBatchPayload { items { __typename } } } }`;
  const { value } = await client.iterate({ query, variables: { input: { items: fullBatch() } } }).next();
  expect(value).toEqual({
    data: { dispatchBatch: { items: fullBatch().map(() => ({ __typename: 'InvalidInput' })) } },
  });
});

test('given a message that Twilio reports on, when it does so, then the record says it, and no forger changes it (D13, B1)', async () => {
  const client = await dispatcher();
  const sent = await client.dispatch({ ...MESSAGE, idempotencyKey: newKey(), to: '+15005530003' });
  if (sent.__typename !== 'DispatchPayload') throw new Error(sent.message);
  const { id } = sent.record;
  await vi.waitFor(
    async () => {
      expect(await client.dispatchRecord({ id })).toMatchObject({
        ...{
          delivery: 'UNDELIVERED',
          deliveryError: { code: 30_003 },
          state: 'ACCEPTED',
          billedAccount: 'DEFAULT',
        },
      });
    },
    { timeout: 20_000, interval: 50 },
  );
  const quiet = await client.dispatch({ ...MESSAGE, idempotencyKey: newKey(), to: '+15005000701' });
  if (quiet.__typename !== 'DispatchPayload') throw new Error(quiet.message);
  const sid = quiet.record.attempts[0]?.twilioSid ?? '';
  const { statusCallback } = system.simulator.accepted().find((one) => one.sid === sid) ?? {};
  const [url = ''] = (statusCallback ?? '').split('#');
  const report = async (status: string, token: string) =>
    (await post(url, messageFields(sid, status), token)).status;
  expect(await report('failed', 'somebody else’s token')).toBe(403);
  expect(await client.dispatchRecord({ id: quiet.record.id })).toMatchObject({ delivery: 'NONE' });
  expect(await report('delivered', simulatedPlatform().authToken)).toBe(204);
  expect(await client.dispatchRecord({ id: quiet.record.id })).toMatchObject({ delivery: 'DELIVERED' });
});

test('given a batch and one more by the same dispatcher, when they are read, then all of it is there, typed', async () => {
  const client = await dispatcher();
  const keys = [newKey(), newKey()];
  const batch = await client.dispatchBatch({
    items: keys.map((idempotencyKey) => ({ ...MESSAGE, idempotencyKey })),
  });
  expect(batch.__typename === 'DispatchBatchPayload' && batch.items.map((item) => item.__typename)).toEqual([
    'DispatchPayload',
    'DispatchPayload',
  ]);
  const single = await client.dispatch({ ...MESSAGE, idempotencyKey: newKey() });
  if (single.__typename !== 'DispatchPayload') throw new Error(single.message);
  const { record } = single;
  expect(await client.dispatchRecord({ id: record.id })).toMatchObject({ id: record.id });
  const { idempotencyKey } = record;
  expect((await client.dispatchRecordOfKey({ idempotencyKey }))?.dispatchRecord?.id).toBe(record.id);
  const listed = (await client.dispatchRecords({ first: 10 }))?.dispatchRecords?.edges ?? [];
  expect(listed.map(({ node }) => node.idempotencyKey).toSorted()).toEqual(
    [...keys, idempotencyKey].toSorted(),
  );
  const preview = await client.dispatchPreview({ channel: 'SMS', to: MESSAGE.to });
  expect(preview?.dispatchPreview?.first?.originator).toBe('DEFAULT');
});

test.each([
  { what: 'U+0000 in the text', change: { text: 'a\0b' } },
  { what: 'half a surrogate pair in the text', change: { text: 'a\ud800b' } },
  { what: 'U+0000 in the key', change: { idempotencyKey: '\0' } },
  { what: 'a validity beyond 32 bits', change: { validitySeconds: 2 ** 40 } },
  { what: 'a validity that is no whole number', change: { validitySeconds: 0.5 } },
])(
  'given $what, when it is posted, then it is refused as the input of a client, and nothing is logged as our fault',
  async ({ change }) => {
    const sending = (await dispatcher()).dispatch({ ...MESSAGE, idempotencyKey: newKey(), ...change });
    const error: unknown = await sending.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OriginatorError);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(system.logLines.join()).not.toContain('unexpected error');
  },
);

test('given statistics, when they are asked for by the operations of the contract, then they are answered', async () => {
  const tenant = newTenant();
  const sent = await (await dispatcher(tenant)).dispatch({ ...MESSAGE, idempotencyKey: newKey() });
  expect(sent.__typename).toBe('DispatchPayload');
  const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  const ofTenant = createClient({
    url: system.endpoint,
    token: await system.token({ role: 'auditor', tenant }),
  });
  const stats = (await ofTenant.dispatchStats({ range, bucket: 'HOUR', groupBy: ['CHANNEL'] }))
    ?.dispatchStats;
  expect(stats?.buckets).toHaveLength(24);
  const ofPlatform = createClient({
    url: system.endpoint,
    token: await system.token({ role: 'platform-analyst' }),
  });
  const all = await ofPlatform.platformDispatchStats({ range, bucket: 'DAY', groupBy: ['TENANT'] });
  expect(all?.totals.dispatches).toBe(0);
});
