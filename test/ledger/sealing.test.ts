import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { append } from '../../src/ledger/entries/append.ts';
import type { NewEntry } from '../../src/ledger/entries/entry-kinds.ts';
import { openCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import { readHead } from '../../src/ledger/tree/head-store.ts';
import {
  EMPTY_TREE,
  extendTree,
  isConsistent,
  leafHash,
  rootFromInclusion,
  rootOf,
} from '../../src/ledger/tree/merkle-rules.ts';
import { proveConsistency, proveInclusion } from '../../src/ledger/tree/proofs.ts';
import { newAccount, newScope, saved } from '../support/journey.ts';
import { seal } from '../support/ledger/sealing.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { attack } from './hostile-owner.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ SEAL_POLL_MS: '60000' });
});
afterAll(() => system.stop());

const changed = (mode: string): NewEntry => ({
  kind: 'FALLBACK_POLICY_CHANGED',
  object: 'fallback-policy',
  before: { mode: 'NOT_DEFINED' },
  after: { mode },
});

const sealOnce = () => seal({ database: system.database, keys: system.ledgerKeys });

const add = (scope: RequestScope, count: number) =>
  system.database.write(scope.tenant, async (tx) => {
    await makeTenant(tx);
    await append(
      tx,
      scope,
      Array.from({ length: count }, (_, index) => changed(`mode ${index}`)),
    );
  });

const headOf = async ({ tenant }: RequestScope) => {
  const head = await system.read(tenant, (tx) => readHead(tx));
  if (head === undefined) throw new Error('nothing is sealed');
  const opened = openCheckpoint(head.note, system.ledgerKeys.all);
  if (!opened.ok) throw new Error(opened.reason);
  return { head, checkpoint: opened.checkpoint };
};

/** The log's leaves in order, behind row-level security. */
const leavesOf = ({ tenant }: RequestScope) =>
  system.rows(
    `select l.leaf_index::int as index, l.leaf_hash, e.body, l.entry_id from ledger_leaf l
       join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
      where l.tenant_id = $1 order by l.epoch, l.leaf_index`,
    [tenant],
  );

describe('sealing', () => {
  test('makes every entry the next leaf of its tenant’s tree and signs the root (A3)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await system.sealAll();
    const leaves = await leavesOf(scope);
    const entries = await system.rows('select body from audit_entry where tenant_id = $1 order by id', [
      scope.tenant,
    ]);
    expect(leaves.map(({ body }) => body)).toEqual(entries.map(({ body }) => body));
    expect(leaves.map(({ index }) => index)).toEqual(leaves.map((_, index) => index));
    const { head, checkpoint } = await headOf(scope);
    const { tree } = extendTree(
      EMPTY_TREE,
      leaves.map(({ body }) => leafHash(Buffer.from(body))),
    );
    expect(checkpoint).toEqual({
      origin: `ledger.test/${scope.tenant}/1`,
      size: leaves.length,
      root: rootOf(tree),
    });
    expect(head.tree).toEqual(tree);
  });

  test('goes on where it ended, in batches, so that every proof holds at every size (A3)', async () => {
    const scope = newScope();
    const heads: Awaited<ReturnType<typeof headOf>>[] = [];
    for (const count of [1, 2, 5, 4_100]) {
      await add(scope, count);
      await system.sealAll();
      heads.push(await headOf(scope));
    }
    const [last] = heads.slice(-1);
    if (last === undefined) throw new Error('nothing is sealed');
    expect(last.checkpoint.size).toBe(4_108);
    for (const { checkpoint } of heads) {
      const proof = await system.read(scope.tenant, (tx) =>
        proveConsistency(tx, last.head, { from: checkpoint.size, to: last.checkpoint.size }),
      );
      expect(isConsistent(checkpoint, last.checkpoint, proof.hashes)).toBe(true);
    }
    const leaves = await leavesOf(scope);
    for (const index of [0, 1, 7, 8, 4_095, 4_096, 4_107]) {
      const leaf = leaves[index];
      const proof = await system.read(scope.tenant, (tx) => proveInclusion(tx, leaf?.['entry_id']));
      expect(proof).toMatchObject({ leafIndex: index, treeSize: 4_108, checkpoint: last.head.note });
      expect(
        rootFromInclusion(index, 4_108, leafHash(Buffer.from(leaf?.['body'])), proof?.hashes ?? []),
      ).toEqual(last.checkpoint.root);
    }
  });

  test('by many at once leaves one tree, without a gap or a fork (A3)', async () => {
    const scopes = Array.from({ length: 5 }, () => newScope());
    const adding = scopes.map(async (scope) => {
      for (let round = 0; round < 20; round += 1) await add(scope, 7);
    });
    const sealing = Array.from({ length: 3 }, async () => {
      for (let round = 0; round < 15; round += 1) await sealOnce();
    });
    await Promise.all([...adding, ...sealing]);
    await system.sealAll();
    for (const scope of scopes) {
      const leaves = await leavesOf(scope);
      expect(leaves.map(({ index }) => index)).toEqual(Array.from({ length: 140 }, (_, index) => index));
      const { tree } = extendTree(
        EMPTY_TREE,
        leaves.map(({ body }) => leafHash(Buffer.from(body))),
      );
      expect((await headOf(scope)).checkpoint).toMatchObject({ size: 140, root: rootOf(tree) });
    }
    expect(await system.rows('select 1 from ledger_queue')).toEqual([]);
  });

  test('of a log that somebody has damaged is refused by name, and keeps no other from being sealed (A3)', async () => {
    const [damaged, whole] = [newScope(), newScope()];
    for (const scope of [damaged, whole]) await add(scope, 3);
    await system.sealAll();
    await attack(system.adminUrl, (run) =>
      run('update ledger_head set size = 0, frontier = $2 where tenant_id = $1', [
        damaged.tenant,
        Buffer.alloc(0),
      ]).then(() => undefined),
    );
    for (const scope of [damaged, whole]) await add(scope, 2);
    await expect(sealOnce()).rejects.toThrow(`the logs of ${damaged.tenant} cannot be sealed`);
    expect((await headOf(whole)).checkpoint.size).toBe(5);
    expect(await leavesOf(damaged)).toHaveLength(3);
    const queued = await system.rows('select tenant_id from ledger_queue');
    expect(queued).toEqual([{ tenant_id: damaged.tenant }, { tenant_id: damaged.tenant }]);
    await attack(system.adminUrl, (run) =>
      run('delete from ledger_queue where tenant_id = $1', [damaged.tenant]).then(() => undefined),
    );
  });

  test('of nothing changes nothing', async () => {
    await system.sealAll();
    expect(await sealOnce()).toBe(0);
  });

  test.each(['ledger_leaf', 'ledger_node', 'ledger_epoch'])(
    'is never undone: %s refuses it to the owner too (A2)',
    async (table) => {
      await add(newScope(), 2);
      await system.sealAll();
      await expect(system.rows(`delete from ${table}`)).rejects.toThrow(/append-only/);
      await expect(system.rows(`truncate ${table}`)).rejects.toThrow(/append-only/);
    },
  );

  test('never goes back: a head only grows (A2)', async () => {
    const scope = newScope();
    await add(scope, 3);
    await system.sealAll();
    await expect(
      system.rows('update ledger_head set size = size - 1 where tenant_id = $1', [scope.tenant]),
    ).rejects.toThrow(/only grows/);
    await expect(system.rows('delete from ledger_head')).rejects.toThrow(/append-only/);
  });

  test('of one tenant is not seen by another (X3)', async () => {
    const [mine, other] = [newScope(), newScope()];
    await add(mine, 3);
    await system.sealAll();
    expect(await system.read(other.tenant, (tx) => readHead(tx))).toBeUndefined();
    const [leaf] = await leavesOf(mine);
    expect(await system.read(other.tenant, (tx) => proveInclusion(tx, leaf?.['entry_id']))).toBeUndefined();
  });
});
