import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, OriginatorError } from '../../src/client/index.ts';
import { newKey } from '../dispatch/dispatch-kit.ts';
import { newTenant, type RunningSystem, startSystem } from '../support/running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

async function dispatcher(tenant = newTenant()) {
  const token = await system.token({ role: 'dispatcher', tenant, kind: 'service', subject: 'mfa' });
  return createClient({ url: system.endpoint, token });
}

const MESSAGE = { channel: 'SMS', to: '+4915112345678', text: 'Your code is 123456' } as const;

test('given a full batch of the longest SMS, when it is posted, then each item is answered in order', async () => {
  const items = Array.from({ length: 1_000 }, (_, index) => ({
    ...({ channel: 'SMS', to: `nobody ${index}`, text: 'x'.repeat(1_600) } as const),
    idempotencyKey: newKey(),
  }));
  const result = await (await dispatcher()).dispatchBatch({ items });
  if (result.__typename !== 'DispatchBatchPayload') throw new Error(result.message);
  expect(result.items).toHaveLength(1_000);
  expect(result.items.at(-1)).toMatchObject({
    __typename: 'InvalidInput',
    code: 'PHONE_NUMBER_FORMAT',
    path: ['input', 'items', '999', 'to'],
  });
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
