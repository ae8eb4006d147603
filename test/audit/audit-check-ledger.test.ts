import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkAudit } from '../../src/audit/check/audit-check.ts';
import { PLATFORM_TENANT, type TenantId } from '../../src/kernel/ids.ts';
import { systemScope } from '../../src/kernel/scope.ts';
import { append } from '../../src/ledger/entries/append.ts';
import { startEpoch } from '../../src/ledger/seal/epoch.ts';
import { anInput, sender } from '../dispatch/dispatch-kit.ts';
import { attack } from '../ledger/hostile-owner.ts';
import { type LedgerSetup, startLedger } from '../ledger/ledger-setup.ts';
import { newScope } from '../support/journey.ts';
import { startServices } from '../support/services.ts';
import { CHECKED, check, told } from './lived-tenant.ts';

let setup: LedgerSetup;
beforeAll(async () => {
  setup = await startLedger();
});
afterAll(() => setup.stop());

/** A log of ten sealed entries. */
async function aLog({ add, sealAll } = setup): Promise<TenantId> {
  const scope = newScope();
  await add(scope, 10);
  await sealAll();
  return scope.tenant;
}

const found = async (tenant: TenantId | null, of = setup) => told(await checkAudit(of, tenant));

const LOG = 'the log of epoch 1';
const EDITS: readonly [name: string, statement: string, findings: readonly string[]][] = [
  [
    'a leaf that is gone, and goes on with what lies behind it',
    'delete from ledger_leaf where leaf_index = 4 and tenant_id = $1',
    [
      `leaf 5 of ${LOG} is in the place of leaf 4; from here on the tree cannot be recomputed`,
      `${LOG} has 9 leaves, but its head says 10`,
      'entry <id> (FALLBACK_POLICY_CHANGED) is neither sealed nor queued',
    ],
  ],
  [
    'an entry that is gone',
    `delete from audit_entry where tenant_id = $1 and id = (select entry_id from ledger_leaf where tenant_id = $1 and leaf_index = 4)`,
    [
      `leaf 4 of ${LOG} seals entry <id>, which does not exist`,
      'entry <id> has disclosures but does not exist',
    ],
  ],
  [
    'a head that is gone',
    'delete from ledger_head where tenant_id = $1',
    [
      `${LOG} has leaves or nodes but no head`,
      `${LOG} has 10 leaves beyond its head: it was rolled back`,
      `${LOG} has 8 nodes that do not belong to its tree`,
      `${LOG} has 1 rounds of the host log at sizes that it never had`,
    ],
  ],
  [
    'a frontier that does not fit',
    `update ledger_head set frontier = overlay(frontier placing '\\x00'::bytea from 1) where tenant_id = $1`,
    [`${LOG} has a head whose frontier does not match its leaves`],
  ],
  [
    'nodes that are gone, and nodes that cannot be',
    `with gone as (delete from ledger_node where tenant_id = $1 and level = 3 returning hash)
     insert into ledger_node select $1, 1, level, 5, hash from gone, (values (1), (60)) as l (level)`,
    [`${LOG} has 2 nodes that do not belong to its tree`, `node 0 of level 3 of ${LOG} is missing`],
  ],
  [
    'leaves of an epoch that never was',
    `update ledger_leaf set epoch = 7 where tenant_id = $1 and leaf_index = 9`,
    [
      `${LOG} has 9 leaves, but its head says 10`,
      'the log of epoch 7 belongs to an epoch that was never started',
      'the log of epoch 7 has leaves or nodes but no head',
      'the log of epoch 7 has 1 leaves beyond its head: it was rolled back',
    ],
  ],
  [
    'an entry that is sealed and waits to be',
    'insert into ledger_queue (tenant_id, entry_id, leaf_hash) select $1, entry_id, leaf_hash from ledger_leaf where tenant_id = $1 and leaf_index = 0',
    ['entry <id> (FALLBACK_POLICY_CHANGED) is sealed 1 times and queued 1 times'],
  ],
  [
    'an entry that waits to be sealed as another',
    `insert into ledger_queue (tenant_id, entry_id, leaf_hash) select $1, entry_id, sha256(leaf_hash) from ledger_leaf where tenant_id = $1 and leaf_index = 0`,
    [
      'entry <id> (FALLBACK_POLICY_CHANGED) is sealed 1 times and queued 1 times',
      'queue, entry <id> is queued with a hash that is not its own',
    ],
  ],
  [
    'an entry that waits to be sealed and is not there',
    `insert into ledger_queue (tenant_id, entry_id, leaf_hash) select $1, '019de2fb-1900-7000-8000-000000000001', sha256('')`,
    ['queue, entry <id> is queued but does not exist'],
  ],
  [
    'an entry that was moved to another id',
    `update audit_entry set id = overlay(id::text placing '0000' from 33)::uuid
      where tenant_id = $1 and id = (select entry_id from ledger_leaf where tenant_id = $1 and leaf_index = 4)`,
    [
      `leaf 4 of ${LOG} seals entry <id>, which does not exist`,
      'entry <id> (FALLBACK_POLICY_CHANGED) is stored under an id or tenant other than its own',
      'entry <id> (FALLBACK_POLICY_CHANGED) is neither sealed nor queued',
      'entry <id> (FALLBACK_POLICY_CHANGED) has lost the value of /actor/displayName, which was not erased',
      'entry <id> (FALLBACK_POLICY_CHANGED) has lost the value of /actor/subject, which was not erased',
      'entry <id> has disclosures but does not exist',
    ],
  ],
];

describe('checking the ledger finds', () => {
  test.each(EDITS)('%s (A2, A3)', async (_, statement, findings) => {
    const tenant = await aLog();
    await attack(setup.test.adminUrl, async (run) => void (await run(statement, [tenant])));
    onTestFinished(() =>
      attack(setup.test.adminUrl, async (run) => void (await run('delete from ledger_queue'))),
    );
    const differences = await found(tenant);
    expect(differences.toSorted()).toEqual([...findings].toSorted());
  });

  test('checkpoints of other logs in place of one’s own (A3)', async () => {
    const [one, other] = [await aLog(), await aLog()];
    const note = await setup.note(other);
    await attack(setup.test.adminUrl, async (run) => {
      await run('update ledger_head set note = $2 where tenant_id = $1', [one, note]);
    });
    expect(await found(one)).toEqual([
      `${LOG} has the checkpoint of another log, ledger.test/${other}/1`,
      `${LOG} has a root that differs from its signed checkpoint: sealed entries were changed`,
    ]);
  });

  test('logs of tenants that nobody knows (A3)', async () => {
    const tenant = await aLog();
    await attack(setup.test.adminUrl, async (run) => {
      await run('update ledger_leaf set tenant_id = $2 where tenant_id = $1', [tenant, 'zz-nobody']);
    });
    const { differences } = await checkAudit(setup);
    expect(differences).toContainEqual({
      ...{ tenant: 'zz-nobody', place: LOG },
      what: 'has leaves or nodes but no head',
    });
    await attack(setup.test.adminUrl, async (run) => {
      await run('update ledger_leaf set tenant_id = $1 where tenant_id = $2', [tenant, 'zz-nobody']);
    });
  });
});

/** A database of the test's own. */
async function ownSetup(): Promise<LedgerSetup> {
  const own = await startLedger();
  onTestFinished(() => own.stop());
  return own;
}

describe('checking the ledger of a database finds', () => {
  test('epochs that do not go on from what the log had come to (A3)', async () => {
    const own = await ownSetup();
    const tenant = await aLog(own);
    await startEpoch(own, []);
    expect(await found(tenant, own)).toEqual([]);
    // The old epoch goes on behind the new one's back.
    await attack(
      own.test.adminUrl,
      async (run) => void (await run('delete from ledger_epoch where epoch = 2')),
    );
    await own.add(newScope({ tenant }), 1);
    await own.sealAll();
    await attack(own.test.adminUrl, async (run) => {
      await run('insert into ledger_epoch values (2, now()), (3, now())');
    });
    await own.add(newScope({ tenant }), 1);
    await own.sealAll();
    const origin = (epoch: number) => `ledger.test/${tenant}/${epoch}`;
    expect(await found(tenant, own)).toEqual([
      `the log of epoch 2 begins with an entry that names ${origin(1)} of 10 entries rather than ${origin(1)} of 11 entries`,
      `the log of epoch 3 does not begin with an entry that names the last checkpoint of ${origin(2)}`,
    ]);
  });

  test('entries that filters find by another kind than they say (A4)', async () => {
    const own = await ownSetup();
    const tenant = await aLog(own);
    await own.rows('alter table audit_entry drop constraint audit_entry_columns_of_body');
    await attack(own.test.adminUrl, async (run) => {
      await run(
        `update audit_entry set kind = 'DRAFT_DISCARDED' where id = (select min(id::text)::uuid from audit_entry)`,
      );
    });
    expect(await found(tenant, own)).toEqual([
      'entry <id> (DRAFT_DISCARDED) has a column kind that differs from its text',
    ]);
  });

  test('more than it lists, and counts them', async () => {
    const own = await ownSetup();
    const scope = newScope();
    await own.add(scope, 1_050);
    await attack(own.test.adminUrl, async (run) => void (await run('delete from ledger_queue')));
    const { differences, more } = await checkAudit(own);
    expect([differences.length, more]).toEqual([1_000, 50]);
  });
});

describe('dispatches that retention has removed', () => {
  test('are counted apart, and have to be as many as were removed (A1)', async () => {
    const system = await startServices(CHECKED);
    onTestFinished(() => system.stop());
    const scope = sender();
    for (let count = 0; count < 3; count += 1) await system.services.dispatches.dispatch(scope, anInput());
    await attack(system.adminUrl, async (run) => {
      for (const table of ['dispatch_record', 'dispatch_attempt', 'dispatch_key'])
        await run(`delete from ${table}`);
    });
    const unexplained = await check(system, null);
    expect(told(unexplained)).toEqual(
      Array.from(
        { length: 3 },
        () => 'entry <id> (DISPATCH_DECIDED) is about dispatch/<id>, which does not exist',
      ),
    );
    const month = new Date().toISOString().slice(0, 7);
    const applied = (dispatches: number, of: string) =>
      system.database.system(async (tx) => {
        const after = { month: of, dispatches, attempts: dispatches, keys: dispatches, kept: 0 };
        await append(tx, systemScope(PLATFORM_TENANT, 'retention', of), [
          { kind: 'RETENTION_APPLIED', object: `month/${of}`, before: null, after },
        ]);
      });
    await applied(3, month);
    expect(await check(system, null)).toMatchObject({ differences: [], removed: new Map([[month, 3]]) });
    expect(await check(system, scope.tenant)).toMatchObject({
      differences: [],
      removed: new Map([[month, 3]]),
    });
    await applied(4, '2026-01');
    expect(told(await check(system, null))).toEqual([
      'month/2026-01 was removed with 4 dispatches, but 0 were decided in it',
    ]);
  });
});
