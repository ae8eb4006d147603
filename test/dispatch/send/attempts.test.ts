import { Client, escapeIdentifier } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isDatabaseUnavailable } from '../../../src/database/connection/outages.ts';
import { attemptId } from '../../../src/dispatch/decide/new-dispatch.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { SendOutcome, TwilioGateway } from '../../../src/twilio/gateway.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import {
  aCustomTenant,
  acceptedFor,
  anInput,
  anotherNode,
  countRows,
  loseIntents,
  newRecipient,
  storyOf,
} from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices();
});
afterAll(() => system.stop());

/** A dispatch that the tenant's account refused and the default account sent. */
async function aFallback(): Promise<DispatchRecord> {
  const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
  account.setScenario('NOT_USABLE', { on: 'MESSAGES' });
  return system.services.dispatches.dispatch(scope, anInput({ to: newRecipient() }));
}

/** A further attempt of the record as the application's role would write it, whatever the program decided. */
function insertAttempt({ tenant, id }: DispatchRecord, changes: Readonly<Record<string, unknown>>) {
  return system.database.write(tenant, (tx) =>
    tx.prepared(
      {
        name: '',
        text: `insert into dispatch_attempt
               select (jsonb_populate_record(a, $2::jsonb)).* from dispatch_attempt a
                where tenant_id = $3 and dispatch_id = $1 and ordinal = 2`,
      },
      [id, JSON.stringify(changes), tenant],
    ),
  );
}

describe('the database', () => {
  test('refuses a third attempt, and a second one of the same ordinal under whatever id (D15)', async () => {
    const record = await aFallback();
    const [, second] = record.attempts;
    const third = attemptId(record.id, 3);

    await expect(insertAttempt(record, { id: third, ordinal: 3 })).rejects.toThrow(
      'dispatch_attempt_ordinal',
    );
    await expect(insertAttempt(record, { id: third })).rejects.toThrow('dispatch_attempt_id_of_ordinal');
    await expect(insertAttempt(record, { id: second?.id })).rejects.toThrow('duplicate key');
    expect(await countRows(system, record.tenant)).toMatchObject({ attempts: 2 });
  });
});

/** A gateway that lets something happen to the database while the n-th call is under way. */
function meanwhile(nth: number, happens: () => Promise<unknown>): TwilioGateway {
  let calls = 0;
  const call = async <O extends SendOutcome>(send: () => Promise<O>): Promise<O> => {
    calls += 1;
    const answer = await send();
    if (calls === nth) await happens();
    return answer;
  };
  return {
    ...system.gateway,
    sendMessage: (...order) => call(() => system.gateway.sendMessage(...order)),
    placeCall: (...order) => call(() => system.gateway.placeCall(...order)),
  };
}

/** Takes the database away from everybody, until the function that it gives is called. */
async function closeDatabase(): Promise<() => Promise<void>> {
  const url = new URL(system.adminUrl);
  const name = escapeIdentifier(url.pathname.slice(1));
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`alter database ${name} allow_connections false`);
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    new URL(system.adminUrl).pathname.slice(1),
  ]);
  return async () => {
    await client.query(`alter database ${name} allow_connections true`);
    await client.end();
  };
}

describe('an outcome that the database is away for', () => {
  test('is kept once it is back, though its caller was told to come back (D8, D11, D15)', async () => {
    const { scope } = await aCustomTenant(system);
    const input = anInput({ to: newRecipient() });
    let open = async () => {};
    const away = meanwhile(1, async () => {
      open = await closeDatabase();
    });
    const node = anotherNode(system, { gateway: away });

    const failure = await node.dispatch(scope, input).catch((error: unknown) => error);
    await open();

    expect(isDatabaseUnavailable(failure)).toBe(true);
    await expect
      .poll(async () => storyOf(await node.dispatch(scope, input)), { timeout: 15_000, interval: 100 })
      .toMatchObject({ state: 'ACCEPTED', attempts: ['CUSTOM ACCEPTED'] });
    expect(acceptedFor(system, input.to)).toHaveLength(1);
  });

  test('begins no fallback any more, for nobody waits for one (D11, D15)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('NOT_USABLE', { on: 'MESSAGES' });
    const input = anInput({ to: newRecipient() });
    let open = async () => {};
    const away = meanwhile(1, async () => {
      open = await closeDatabase();
    });
    const node = anotherNode(system, { gateway: away });

    await expect(node.dispatch(scope, input)).rejects.toThrow();
    await open();

    const ended = async () => {
      const record = await node.dispatch(scope, input);
      return { state: record.state, reason: record.failureReason, attempts: storyOf(record).attempts };
    };
    await expect
      .poll(ended, { timeout: 15_000, interval: 100 })
      .toEqual({ state: 'FAILED', reason: 'INTERRUPTED', attempts: ['CUSTOM REFUSED'] });
    expect(acceptedFor(system, input.to)).toEqual([]);
  });
});

/** Of a second attempt, with the outcome of the first. */
async function loseFallback({ tenant }: RequestScope): Promise<void> {
  await system.rows(`delete from dispatch_attempt where tenant_id = $1 and ordinal = 2`, [tenant]);
  await system.rows(
    `update dispatch_attempt set outcome = 'OPEN', evidence = null, settled_at = null where tenant_id = $1`,
    [tenant],
  );
}

describe('an intent that a failover has taken back while its call was under way', () => {
  test('is kept again with what the call came to, and its key sends nothing again (D10, D11, D15)', async () => {
    const { scope } = await aCustomTenant(system);
    const input = anInput({ to: newRecipient() });
    const node = anotherNode(system, { gateway: meanwhile(1, () => loseIntents(system, scope)) });

    const record = await node.dispatch(scope, input);
    const repeated = await node.dispatch(scope, input);

    expect(storyOf(record)).toMatchObject({ state: 'ACCEPTED', attempts: ['CUSTOM ACCEPTED'] });
    expect(repeated).toEqual(record);
    expect(acceptedFor(system, input.to)).toHaveLength(1);
    const kinds = await system.rows(
      `select body::json ->> 'kind' as kind from audit_entry where tenant_id = $1 and body like '%DISPATCH%'`,
      [scope.tenant],
    );
    expect(kinds).toEqual([{ kind: 'DISPATCH_DECIDED' }]);
  });

  test('is kept again beside the first attempt where it was the fallback (D11, D15)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('NOT_USABLE', { on: 'MESSAGES' });
    const input = anInput({ to: newRecipient() });
    const node = anotherNode(system, { gateway: meanwhile(2, () => loseFallback(scope)) });

    const record = await node.dispatch(scope, input);

    expect(storyOf(record)).toMatchObject({
      state: 'ACCEPTED',
      billed: 'DEFAULT',
      attempts: ['CUSTOM REFUSED', 'DEFAULT ACCEPTED'],
    });
    expect(await node.dispatch(scope, input)).toEqual(record);
    expect(acceptedFor(system, input.to)).toHaveLength(1);
  });
});
