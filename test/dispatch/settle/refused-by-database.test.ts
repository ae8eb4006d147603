import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusedStatement } from '../../../src/database/connection/refused-statement.ts';
import { eraseRetiredTokens } from '../../../src/dispatch/upkeep/token-erasure.ts';
import { keptTokens, liveConfiguration, newScope } from '../../support/journey.ts';
import { startServices } from '../../support/services.ts';
import { aCustomTenant, anInput, newRecipient } from '../dispatch-kit.ts';
import {
  type CallbackSystem,
  followUpNow,
  recordNow,
  recordWhen,
  startCallbackSystem,
} from '../follow-up/callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  system = await startCallbackSystem({ TOKEN_ERASURE_POLL_MS: '3600000' });
});
afterAll(() => system.stopAll());

const isFollowUpClaim = (text: string) => text.includes('"follow_up_at" <=');

let constraints = 0;

/** Has the database refuse rows of the tenant that are not so. */
async function refuseUnless(table: string, tenant: string, condition: string): Promise<void> {
  constraints += 1;
  await system.rows(
    `alter table ${table} add constraint refused_${constraints} check (tenant_id <> '${tenant}' or ${condition}) not valid`,
  );
}

const HALF_AN_HOUR_MS = 1_800_000;
const isFar = (instant: Date | null) => instant !== null && instant.getTime() > Date.now() + HALF_AN_HOUR_MS;

const refusalsOf = ({ id }: { readonly id: string }) =>
  system.logLines.filter((line) => line.includes(id) && line.includes('"23514"'));

describe('given a database that refuses to keep what became of a dispatch', () => {
  test('when Twilio was asked once, then it is left alone for long, and others go on (D11, B3)', async () => {
    const { scope, account } = await aCustomTenant(system);
    const sent = await system.node.services.dispatches.dispatch(scope, anInput());
    await recordWhen(system, sent, ({ delivery }) => delivery === 'DELIVERED');
    await refuseUnless('dispatch_record', scope.tenant, 'charge_amount is null');
    const before = system.simulator.requests(account.sid);
    await followUpNow(system, sent);
    const left = await recordWhen(system, sent, ({ followUpAt }) => isFar(followUpAt));
    expect(left).toMatchObject({ state: 'ACCEPTED', charge: null });
    expect(system.simulator.requests(account.sid)).toBe(before + 1);
    expect(refusalsOf(sent)).toHaveLength(1);

    const other = await aCustomTenant(system);
    const fine = await system.node.services.dispatches.dispatch(other.scope, anInput());
    await recordWhen(system, fine, ({ delivery }) => delivery === 'DELIVERED');
    await followUpNow(system, fine);
    await recordWhen(system, fine, ({ charge }) => charge !== null);
  });

  test('when its lease has run out, then recovery tries it once and leaves it alone for long (D11)', async () => {
    const { scope } = await aCustomTenant(system);
    await refuseUnless('dispatch_record', scope.tenant, `state = 'PENDING'`);
    const asked = anInput({ to: newRecipient() });
    await expect(system.node.services.dispatches.dispatch(scope, asked)).rejects.toSatisfy(
      isRefusedStatement,
    );
    const [row] = await system.rows(
      `update dispatch_record set lease_until = now() where tenant_id = $1 returning tenant_id as tenant, id`,
      [scope.tenant],
    );
    const named = { tenant: scope.tenant, id: row?.['id'] };
    await recordWhen(system, named, ({ leaseUntil }) => isFar(leaseUntil));
    expect(await recordNow(system, named)).toMatchObject({ state: 'PENDING' });
    expect(refusalsOf(named)).toHaveLength(1);
  });
});

test('given a database that refuses what is read again and again, then that waits, and says so once in a while', async () => {
  const own = await startServices({ SEAL_POLL_MS: '10', RECOVERY_POLL_MS: '10' }, { work: false });
  try {
    await own.rows('revoke select on ledger_queue, account_check from originator_system');
    const { background } = own.anotherNode();
    background.start();
    await expect
      .poll(() => own.statements.filter(isFollowUpClaim).length, { timeout: 20_000 })
      .toBeGreaterThan(100);
    await background.stop();
    for (const told of ['failed to seal', 'a verification or refresh failed']) {
      const lines = own.logLines.filter((line) => line.includes(told));
      expect(lines.length, told).toBeGreaterThan(0);
      // Once in five seconds, and not as often as what is not refused.
      expect(lines.length, told).toBeLessThan(10);
    }
  } finally {
    await own.stop();
  }
});

test('given replaced tokens of which the database refuses to erase the first, then the others are erased (S10)', async () => {
  const tenants = [await aCustomTenant(system), await aCustomTenant(system), await aCustomTenant(system)];
  const [first, second, third] = tenants.map(({ scope }) => scope.tenant);
  for (const { scope } of tenants) {
    await system.node.services.dispatches.dispatch(scope, anInput({ to: '+15005000701' }));
    const { version } = await liveConfiguration(system, scope.tenant);
    await system.node.services.configurations.remove(newScope({ tenant: scope.tenant }), {
      baseVersion: version,
    });
  }
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('a tenant is missing');
  for (const tenant of [first, third]) await refuseUnless('account_credential', tenant, 'erased_at is null');
  await system.rows(`update account_credential set retired_at = retired_at - interval '24 hours'`);
  await expect(eraseRetiredTokens(system.database, 60_000)).rejects.toSatisfy(isRefusedStatement);
  expect(await Promise.all([first, second, third].map((tenant) => keptTokens(system, tenant)))).toEqual([
    [true],
    [false],
    [true],
  ]);
});
