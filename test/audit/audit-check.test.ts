import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkAudit } from '../../src/audit/check/audit-check.ts';
import { createLedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { aCustomTenant, anInput } from '../dispatch/dispatch-kit.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { aLivedTenant, CHECKED, check, told } from './lived-tenant.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices(CHECKED);
});
afterAll(() => system.stop());

describe('checking the ledger', () => {
  test('finds nothing wrong with what services did, sealed or not, and says how much that was (A1, A3, C6)', async () => {
    const tenant = await aLivedTenant(system);
    const [counted] = await system.rows(
      `select (select count(*)::int from audit_entry where tenant_id = $1) as entries,
              (select count(*)::int from consent_record where tenant_id = $1) as consents,
              (select count(*)::int from dispatch_record where tenant_id = $1) as dispatches`,
      [tenant],
    );
    const state = { versions: 4, ...counted, removed: new Map(), differences: [], more: 0 };
    expect(counted).toMatchObject({ consents: 5, dispatches: 3 });
    const unsealed = await check(system, tenant);
    expect({ ...unsealed, queued: unsealed.queued + unsealed.sealed }).toMatchObject({
      ...{ ...state, queued: counted?.['entries'] },
    });
    await system.sealAll();
    expect(await check(system, tenant)).toEqual({
      ...state,
      logs: 1,
      sealed: counted?.['entries'],
      queued: 0,
    });
    const whole = await check(system, null);
    expect(whole).toMatchObject({ differences: [], more: 0 });
    expect(whole.logs).toBeGreaterThan(1);
    expect(whole.entries).toBeGreaterThan(Number(counted?.['entries']));
  });

  test('while entries are appended and sealed finds nothing that is not so', async () => {
    const { scope } = await aCustomTenant(system);
    let isOver = false;
    const sending = Promise.all(
      Array.from({ length: 2 }, async () => {
        while (!isOver) {
          await system.services.dispatches.dispatch(scope, anInput());
          await system.sealAll();
        }
      }),
    );
    for (let round = 0; round < 10; round += 1)
      expect((await check(system, scope.tenant)).differences).toEqual([]);
    isOver = true;
    await sending;
  });

  test('knows former keys and former names of the host, and says when it does not', async () => {
    const tenant = await aLivedTenant(system);
    await system.sealAll();
    const { database, ledgerKeys } = system;
    const renamed = createLedgerKeys({
      host: 'other.test',
      seed: Buffer.alloc(32, 1),
      past: [ledgerKeys.current],
    });
    expect(told(await checkAudit({ database, keys: renamed }, tenant))).toEqual([]);
    const without = createLedgerKeys({ host: ledgerKeys.host, seed: Buffer.alloc(32, 1), past: [] });
    expect(told(await checkAudit({ database, keys: without }, tenant))).toEqual([
      'the log of epoch 1 has a checkpoint that is signed by none of the configured keys (LEDGER_KEY, LEDGER_PAST_KEYS)',
    ]);
  });
});
