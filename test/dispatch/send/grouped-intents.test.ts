import { beforeAll, describe, expect, test } from 'vitest';
import { isRefusedStatement } from '../../../src/database/connection/refused-statement.ts';
import { newScope } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import { aCustomTenant, acceptedFor, anInput, countRows, newRecipient } from '../dispatch-kit.ts';

/** How many dispatches leave at once. */
const MANY = 24;

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

const many = () => Array.from({ length: MANY }, () => anInput({ to: newRecipient() }));

describe('given many single dispatches of one tenant at once', () => {
  test('when different services send them, then few transactions keep the intents, each in its sender’s name (D11, A1)', async () => {
    const { scope } = await aCustomTenant(system);
    const senders = ['mfa', 'alerts'].map((subject) =>
      newScope({ tenant: scope.tenant, kind: 'SERVICE', subject }),
    );
    const records = await Promise.all(
      many().map((input, index) => system.services.dispatches.dispatch(senders[index % 2] ?? scope, input)),
    );
    expect(records.map(({ state }) => state)).toEqual(Array(MANY).fill('ACCEPTED'));
    expect(records.map(({ requestedBy }) => requestedBy.subject)).toEqual(
      records.map((_, index) => (index % 2 === 0 ? 'mfa' : 'alerts')),
    );
    const [counted] = await system.rows(
      'select count(distinct created_at)::int as intents from dispatch_record where tenant_id = $1',
      [scope.tenant],
    );
    expect(counted?.['intents']).toBeLessThanOrEqual(MANY / 4);
    const entries = await system.rows(
      `select actor_subject as subject, count(*)::int from audit_entry
        where tenant_id = $1 and kind = 'DISPATCH_DECIDED' group by 1 order by 1`,
      [scope.tenant],
    );
    expect(entries).toEqual(['alerts', 'mfa'].map((subject) => ({ subject, count: MANY / 2 })));
  });

  test('when the database refuses one of them, then all others are kept and sent, and its key is free (D11)', async () => {
    const { scope } = await aCustomTenant(system);
    const inputs = many();
    const [odd] = inputs.slice(MANY / 2);
    await system.rows(
      `alter table dispatch_key add constraint refused_key check (idempotency_key <> '${odd?.idempotencyKey}')`,
    );
    const answers = await Promise.allSettled(
      inputs.map((input) => system.services.dispatches.dispatch(scope, input)),
    );
    await system.rows('alter table dispatch_key drop constraint refused_key');
    for (const [index, answer] of answers.entries()) {
      const input = inputs[index];
      if (input === odd) expect(answer).toMatchObject({ reason: expect.toSatisfy(isRefusedStatement) });
      else expect(answer).toMatchObject({ value: { state: 'ACCEPTED' } });
      expect(acceptedFor(system, input?.to ?? '')).toHaveLength(input === odd ? 0 : 1);
    }
    expect(await countRows(system, scope.tenant)).toEqual({
      records: MANY - 1,
      attempts: MANY - 1,
      keys: MANY - 1,
    });
    expect(await system.services.dispatches.dispatch(scope, odd ?? anInput())).toMatchObject({
      state: 'ACCEPTED',
    });
  });

  test('when two have the same key, then one record answers both and one message is sent (D10)', async () => {
    const { scope } = await aCustomTenant(system);
    const inputs = many();
    const twice = inputs[3] ?? anInput();
    const records = await Promise.all(
      [...inputs, twice].map((input) => system.services.dispatches.dispatch(scope, input)),
    );
    expect(records.at(-1)?.id).toBe(records[3]?.id);
    expect(acceptedFor(system, twice.to)).toHaveLength(1);
    expect(await countRows(system, scope.tenant)).toMatchObject({ records: MANY, keys: MANY });
  });
});
