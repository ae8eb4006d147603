import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchItem } from '../../../src/dispatch/send/batch.ts';
import type { TwilioGateway } from '../../../src/twilio/gateway.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import {
  aCustomTenant,
  acceptedFor,
  anInput,
  anotherNode,
  countRows,
  newKey,
  newRecipient,
  recordsOf,
  sender,
  useOnly,
} from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ DISPATCH_BUDGET_MS: '4000', DISPATCH_FIRST_ATTEMPT_MS: '2000' });
});
afterAll(() => system.stop());

const shape = (item: BatchItem) =>
  item.kind === 'RECORD'
    ? `${item.record.state} ${item.record.billed}`
    : item.kind === 'REFUSED'
      ? item.refusal.problems.map(({ code, path }) => `${code} ${path.join('.')}`).join(', ')
      : item.kind;

describe('a batch', () => {
  test('answers each item in its place, settled, the bad among the good', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const used = anInput();
    await system.services.dispatches.dispatch(scope, used);
    account.setScenario('NOT_USABLE', { on: 'CALLS' });
    const items = await system.services.dispatches.dispatchBatch(scope, [
      anInput(),
      anInput({ to: '12345' }),
      anInput({ channel: 'VOICE' }),
      anInput({ text: '', idempotencyKey: '' }),
      anInput({ to: '+15005521610' }),
      used,
      { ...used, text: 'another' },
      anInput({ to: '+15005000500' }),
    ]);

    expect(items.map(shape)).toEqual([
      'ACCEPTED CUSTOM',
      'VALUE_MALFORMED input.items.1.to',
      'ACCEPTED DEFAULT',
      'VALUE_MALFORMED input.items.3.idempotencyKey, VALUE_OUT_OF_RANGE input.items.3.text',
      'FAILED NONE',
      'ACCEPTED CUSTOM',
      'IDEMPOTENCY_KEY_REUSED input.items.6.idempotencyKey',
      'OUTCOME_UNKNOWN UNKNOWN',
    ]);
  });

  test('of more than one chunk keeps its order, and each item has its own message', async () => {
    const scope = sender();
    const recipients = Array.from({ length: 200 }, newRecipient);
    const inputs = recipients.map((to) => anInput({ to }));
    const records = recordsOf(await system.services.dispatches.dispatchBatch(scope, inputs));

    expect(records.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      inputs.map(({ idempotencyKey }) => idempotencyKey),
    );
    expect(records.filter(({ state }) => state !== 'ACCEPTED')).toEqual([]);
    expect(recipients.map((to) => acceptedFor(system, to).length)).toEqual(recipients.map(() => 1));
    expect(await countRows(system, scope.tenant)).toEqual({ records: 200, attempts: 200, keys: 200 });
  });

  test('commits no more than 256 intents before their calls begin, whatever room there is (D11)', async () => {
    const scope = sender();
    const begun: number[] = [];
    const gateway: TwilioGateway = {
      ...system.gateway,
      async sendMessage(...order) {
        begun.push((await countRows(system, scope.tenant)).records);
        return system.gateway.sendMessage(...order);
      },
    };
    const settings = { CALLS_PER_ACCOUNT: '2000', CALLS_PER_NODE: '2000', DISPATCH_BUDGET_MS: '20000' };
    const inputs = Array.from({ length: 260 }, () => anInput({ to: newRecipient() }));
    const items = await anotherNode(system, { gateway, settings }).dispatchBatch(scope, inputs);
    expect(recordsOf(items)).toHaveLength(260);
    const transactions = await system.rows(
      'select count(*)::int as intents from dispatch_record where tenant_id = $1 group by created_at order by created_at',
      [scope.tenant],
    );
    expect(transactions.map(({ intents }) => intents)).toEqual([256, 4]);
    expect(begun.map((count) => [256, 260].includes(count))).not.toContain(false);
  });

  test('gives one record to a key that is repeated in it, as it is in the end (D10)', async () => {
    const scope = sender();
    const to = newRecipient();
    const request = anInput({ to });
    const others = Array.from({ length: 70 }, () => anInput({ to: newRecipient() }));
    const items = await system.services.dispatches.dispatchBatch(scope, [
      ...[request, request, { ...request, text: 'another' }],
      ...others,
      request,
    ]);

    expect(items.slice(0, 3).map(shape)).toEqual([
      'ACCEPTED DEFAULT',
      'ACCEPTED DEFAULT',
      'IDEMPOTENCY_KEY_REUSED input.items.2.idempotencyKey',
    ]);
    const ids = recordsOf([items[0], items[1], items.at(-1)].filter((item) => item !== undefined));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(ids).toHaveLength(3);
    expect(acceptedFor(system, to)).toHaveLength(1);
  });

  test('of nothing is answered with nothing', async () => {
    expect(await system.services.dispatches.dispatchBatch(sender(), [])).toEqual([]);
  });

  test('refuses items on a channel that is off, each by itself, and their keys are free (S9)', async () => {
    const scope = sender();
    await useOnly(system, scope, 'SMS');
    const call = anInput({ channel: 'VOICE' });
    const items = await system.services.dispatches.dispatchBatch(scope, [call, anInput(), call]);

    expect(items.map(shape)).toEqual([
      'NOT_POSSIBLE input.items.0.channel',
      'ACCEPTED DEFAULT',
      'NOT_POSSIBLE input.items.2.channel',
    ]);
    expect((await countRows(system, scope.tenant)).keys).toBe(1);
  });

  test('with more items than there are places begins the rest as places come free', async () => {
    const dispatches = anotherNode(system, { settings: { CALLS_PER_ACCOUNT: '3' } });
    const scope = sender();
    const inputs = Array.from({ length: 40 }, () => anInput({ to: newRecipient() }));
    const items = await dispatches.dispatchBatch(scope, inputs);

    expect(items.map(shape).filter((item) => item !== 'ACCEPTED DEFAULT')).toEqual([]);
    expect(recordsOf(items).map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      inputs.map(({ idempotencyKey }) => idempotencyKey),
    );
  });

  test('answers NOT_STARTED for items that it had no time for, and their keys are free', async () => {
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('HANGS', { on: 'MESSAGES' });
    const settings = {
      ...{ CALLS_PER_ACCOUNT: '2', DISPATCH_BUDGET_MS: '500', DISPATCH_FIRST_ATTEMPT_MS: '400' },
    };
    const dispatches = anotherNode(system, { settings });
    const inputs = Array.from({ length: 12 }, () => anInput({ to: newRecipient() }));
    const items = await dispatches.dispatchBatch(scope, inputs);

    const begun = recordsOf(items);
    const shapes = items.map(shape);
    expect(begun.length).toBeGreaterThanOrEqual(2);
    expect(shapes.slice(begun.length)).toEqual(inputs.slice(begun.length).map(() => 'NOT_STARTED'));
    expect(shapes.at(-1)).toBe('NOT_STARTED');
    expect(await countRows(system, scope.tenant)).toEqual({
      ...{ records: begun.length, attempts: begun.length, keys: begun.length },
    });
    account.setScenario('FINE');
    const again = await dispatches.dispatchBatch(scope, inputs.slice(begun.length));
    expect(recordsOf(again).filter(({ state }) => state === 'ACCEPTED').length).toBeGreaterThan(0);
  });

  test('never cuts an item short for having been begun late', async () => {
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('SLOW', { on: 'MESSAGES' });
    const settings = {
      ...{ CALLS_PER_ACCOUNT: '1', DISPATCH_BUDGET_MS: '700', DISPATCH_FIRST_ATTEMPT_MS: '600' },
    };
    const inputs = Array.from({ length: 40 }, () => anInput({ to: newRecipient() }));
    const items = await anotherNode(system, { settings }).dispatchBatch(scope, inputs);

    expect(items.map(shape)).toContain('NOT_STARTED');
    expect(recordsOf(items).filter(({ state }) => state !== 'ACCEPTED')).toEqual([]);
  });

  test('that cannot be kept fails as a whole once nothing is under way, and can be repeated (D10)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('SLOW', { on: 'MESSAGES' });
    const dispatches = anotherNode(system, { settings: { CALLS_PER_ACCOUNT: '10' } });
    const inputs = Array.from({ length: 20 }, () =>
      anInput({ to: newRecipient(), idempotencyKey: newKey() }),
    );
    const done = dispatches.dispatchBatch(scope, inputs).then(
      () => 'done',
      () => 'failed',
    );
    await begunBy(scope.tenant);
    await system.rows(
      'alter table dispatch_attempt add constraint broken check (outcome <> $$ACCEPTED$$) not valid',
    );
    const outcome = await done.finally(() =>
      system.rows('alter table dispatch_attempt drop constraint broken'),
    );
    account.setScenario('FINE');

    expect(outcome).toBe('failed');
    const again = await dispatches.dispatchBatch(scope, inputs);
    expect(recordsOf(again)).toHaveLength(20);
    expect(inputs.map(({ to }) => acceptedFor(system, to).length)).toEqual(inputs.map(() => 1));
  });
});

async function begunBy(tenant: string): Promise<void> {
  await until(async () => (await countRows(system, tenant)).records > 0);
}
