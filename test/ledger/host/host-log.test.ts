import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkAudit } from '../../../src/audit/check/audit-check.ts';
import { HOST_LOG } from '../../../src/kernel/brand.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { startEpoch } from '../../../src/ledger/seal/epoch.ts';
import { Heads } from '../../../src/ledger/seal/head-memory.ts';
import { createSealer } from '../../../src/ledger/seal/sealer.ts';
import {
  openCheckpoint,
  originOf,
  parseOrigin,
  readCheckpoint,
} from '../../../src/ledger/tree/checkpoint.ts';
import { EMPTY_TREE, extendTree, leafHash, rootOf } from '../../../src/ledger/tree/merkle-rules.ts';
import { newScope } from '../../support/journey.ts';
import { attack } from '../hostile-owner.ts';
import { type LedgerSetup, startLedger } from '../ledger-setup.ts';

let setup: LedgerSetup;
beforeAll(async () => {
  setup = await startLedger();
});
afterAll(() => setup.stop());

const sizeOf = async ({ tenant }: Pick<RequestScope, 'tenant'>, of = setup) =>
  readCheckpoint(await of.note(tenant))?.size;

/** The rounds that the database holds, with the tenants of each in the order of its heads. */
const rounds = (of = setup, epoch = 1) =>
  of.rows(
    `select r.round, r.root, r.heads, array_agg(h.tenant_id order by h.position) as tenants from ledger_round r
       join ledger_round_head h on h.epoch = r.epoch and h.round = r.round where r.epoch = $1 group by 1, 2, 3 order by 1`,
    [epoch],
  );

async function ownLedger(copyOf?: LedgerSetup): Promise<LedgerSetup> {
  const own = await startLedger(copyOf?.keys, copyOf === undefined ? {} : { copyOf: copyOf.test });
  onTestFinished(() => own.stop());
  return own;
}

describe('the host log', () => {
  test('has a leaf for each round, over the heads that the round moved on, and is signed in its own name (A7, A3)', async () => {
    const own = await ownLedger();
    const [one, two] = [newScope(), newScope()];
    await own.add(one, 3);
    await own.add(two, 2);
    await own.sealAll();
    await own.add(two, 1);
    await own.sealAll();
    const found = await rounds(own);
    expect(found.map(({ tenants }) => [...tenants].toSorted())).toEqual([
      [one.tenant, two.tenant].toSorted(),
      [two.tenant],
    ]);
    const leaves = found.map(({ root }) => leafHash(Buffer.from(root)));
    const note = await own.note(HOST_LOG);
    const root = rootOf(extendTree(EMPTY_TREE, leaves).tree);
    expect(openCheckpoint(note, own.keys.verifiersOf('ledger.test/log'))).toMatchObject({
      ok: true,
      checkpoint: { origin: 'ledger.test/log', size: 2, root },
      key: { name: 'ledger.test/log' },
    });
    // The key of the host does not stand for it, nor the key of the host log for the log of a tenant.
    expect(openCheckpoint(note, own.keys.all)).toMatchObject({ ok: false, reason: 'UNKNOWN_KEY' });
    const ofTenant = await own.note(one.tenant);
    expect(openCheckpoint(ofTenant, own.keys.verifiersOf('ledger.test/log'))).toMatchObject({ ok: false });
    expect(await checkAudit(own, null)).toMatchObject({ differences: [] });
  });

  test('grows by nothing where nothing is sealed (A7, A3)', async () => {
    const own = await ownLedger();
    await own.add(newScope(), 1);
    await own.sealAll();
    await own.sealAll();
    expect(await rounds(own)).toHaveLength(1);
  });

  test('shows nothing of tenants to who has no opening: neither names nor the same hash twice (A7, A3)', async () => {
    const scope = newScope();
    for (let round = 0; round < 2; round += 1) {
      await setup.add(scope, 1);
      await setup.sealAll();
    }
    const text = JSON.stringify(await setup.rows('select root, heads from ledger_round'));
    expect(text).not.toContain(scope.tenant);
    expect(text).not.toContain(Buffer.from(scope.tenant).toString('hex'));
    const [head] = await setup.rows('select opening from ledger_head where tenant_id = $1', [scope.tenant]);
    expect(head?.['opening']).toEqual(setup.keys.openingOf(originOf('ledger.test', scope.tenant, 1)));
  });

  test.each([
    ['log.example/log', { host: 'log.example', epoch: 1 }],
    ['log.example/log/epoch-2', { host: 'log.example', epoch: 2 }],
    ['log.example/log/epoch-1', undefined],
    ['log.example/log/epoch-02', undefined],
    ['log.example/a/log', undefined],
  ])('is named %s in no more than one way', (origin, named) => {
    const parsed = parseOrigin(origin);
    if (named === undefined) expect(parsed).toBeUndefined();
    else expect(parsed).toEqual({ ...named, tenant: HOST_LOG, keyName: origin });
    // The log of a tenant that is called so is another one.
    expect(parseOrigin('log.example/log/1')).toMatchObject({ tenant: 'log', keyName: 'log.example' });
  });
});

describe('damage', () => {
  test('of a tenant’s log does not keep the host log from growing (A7, A3)', async () => {
    const own = await ownLedger();
    const [hurt, other] = [newScope(), newScope()];
    await own.add(hurt, 3);
    await own.sealAll();
    await attack(own.test.adminUrl, async (run) => {
      await run(`update ledger_head set size = 2 where tenant_id = $1`, [hurt.tenant]);
    });
    for (const scope of [hurt, other]) await own.add(scope, 1);
    const sealer = createSealer({ ...own, memory: new Heads() });
    await expect(sealer.seal()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
    expect((await rounds(own)).map(({ tenants }) => tenants)).toEqual([[hurt.tenant], [other.tenant]]);
  });

  test('of the host log keeps no other from being sealed, and is told (A7, A3)', async () => {
    const own = await ownLedger();
    const scope = newScope();
    await own.add(scope, 1);
    await own.sealAll();
    await attack(own.test.adminUrl, async (run) => {
      await run(`update ledger_head set size = 0, frontier = '' where tenant_id = $1`, [HOST_LOG]);
    });
    await own.add(scope, 1);
    const sealer = createSealer({ ...own, memory: new Heads() });
    await expect(sealer.seal()).rejects.toMatchObject({
      code: 'LEDGER_DAMAGED',
      message: expect.stringContaining('$log'),
    });
    expect([await sizeOf(scope, own), sealer.heldLogs()]).toEqual([2, { rolledBack: 0, damaged: 1 }]);
    await own.add(scope, 1);
    expect(await sealer.seal()).toBe(1);
    expect(await rounds(own)).toHaveLength(1);
  });

  test.each([
    ['a root', `update ledger_round set root = sha256('a') where round = 1`],
    ['heads', `update ledger_round set heads = sha256('a') where round = 1`],
    ['a round that is gone', 'delete from ledger_round where round = 1'],
    ['a size', 'update ledger_round_head set size = 1 where round = 1'],
    ['an opening', `update ledger_head set opening = sha256('a') where tenant_id <> '${HOST_LOG}'`],
    ['a leaf', `update ledger_leaf set leaf_hash = sha256('a') where tenant_id = '${HOST_LOG}'`],
    ['a node', `delete from ledger_node where tenant_id = '${HOST_LOG}'`],
  ])('of its rows is found by audit:check: %s (A7, A3)', async (_, statement) => {
    const own = await ownLedger();
    const scope = newScope();
    for (let round = 0; round < 3; round += 1) {
      await own.add(scope, 2);
      await own.sealAll();
    }
    expect((await checkAudit(own, null)).differences).toEqual([]);
    await attack(own.test.adminUrl, async (run) => {
      await run(statement);
    });
    expect((await checkAudit(own, null)).differences).not.toEqual([]);
  });
});

describe('a database that was brought back', () => {
  /** A node that has signed two rounds, and the database as it was after the first. */
  async function rolledBack() {
    const first = await ownLedger();
    const [scope, memory] = [newScope(), new Heads()];
    await first.add(scope, 1);
    await createSealer({ ...first, memory }).seal();
    await first.close();
    const [lost, restored] = [await ownLedger(first), await ownLedger(first)];
    await lost.add(newScope(), 1);
    await createSealer({ ...lost, memory }).seal();
    return { restored, memory, scope };
  }

  test('has its host log signed no further by a node that has signed more of it; tenants’ logs go on (A7, A3)', async () => {
    const { restored, memory, scope } = await rolledBack();
    await restored.add(scope, 1);
    const sealer = createSealer({ ...restored, memory });
    await expect(sealer.seal()).rejects.toMatchObject({ code: 'LEDGER_ROLLED_BACK' });
    expect([await sizeOf(scope, restored), await sizeOf({ tenant: HOST_LOG }, restored)]).toEqual([2, 1]);
  });

  test('begins a host log of another name with the new epoch, whose first round holds all that go on (A7, A3)', async () => {
    const { restored, memory, scope } = await rolledBack();
    const { epoch, logs } = await startEpoch({ ...restored, memory }, []);
    expect(epoch).toBe(2);
    expect(logs.map(({ tenant }) => tenant)).not.toContain(HOST_LOG);
    const note = await restored.note(HOST_LOG);
    expect(openCheckpoint(note, restored.keys.verifiersOf('ledger.test/log/epoch-2'))).toMatchObject({
      ok: true,
      checkpoint: { origin: 'ledger.test/log/epoch-2', size: 1 },
    });
    const [first] = await rounds(restored, 2);
    expect(new Set(first?.['tenants'])).toEqual(new Set(logs.map(({ tenant }) => tenant)));
    await restored.add(scope, 1);
    await createSealer({ ...restored, memory }).seal();
    expect(await sizeOf({ tenant: HOST_LOG }, restored)).toBe(2);
    expect((await checkAudit(restored, null)).differences).toEqual([]);
  });
});
