import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { tenantIdColumn } from '../../database/row-columns.ts';
import { leafRow } from '../../database/rows.ts';
import { ledgerQueue } from '../../database/tables.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { TreeNode } from '../tree/merkle-rules.ts';

/** An entry that is to be sealed. */
export interface QueuedEntry {
  readonly tenant: TenantId;
  readonly entryId: Uuid;
  readonly leafHash: Buffer;
}

/**
 * Names the sealing among the advisory locks.
 *
 * @internal
 */
export const SEALING_LOCK = 7_251_904_418;

const ELECT: PreparedStatement = {
  name: 'ledger-elect',
  text: 'select pg_try_advisory_xact_lock($1) as elected',
};

/** True if this transaction is the one that seals, until it ends. */
export async function electSealer(tx: Transaction): Promise<boolean> {
  const [found] = await tx.prepared(ELECT, [SEALING_LOCK]);
  return found?.['elected'] === true;
}

const AWAIT: PreparedStatement = {
  name: 'ledger-await-sealer',
  text: 'select pg_advisory_xact_lock($1)',
};

/** Waits until nobody else seals, and keeps it so until the transaction ends. */
export async function awaitSealer(tx: Transaction): Promise<void> {
  await tx.prepared(AWAIT, [SEALING_LOCK]);
}

const queued = leafRow
  .pick({ tenantId: true, entryId: true, leafHash: true })
  .transform(({ tenantId: tenant, ...entry }): QueuedEntry => ({ tenant, ...entry }));

const TAKE: PreparedStatement = {
  name: 'ledger-take',
  text: `with next as (select position from ledger_queue
                        where ($2::text is null or tenant_id = $2) and tenant_id <> all($3::text[])
                        order by position limit $1),
              taken as (delete from ledger_queue q using next where q.position = next.position
                        returning q.*)
         select tenant_id as "tenantId", entry_id as "entryId", leaf_hash as "leafHash" from taken order by position`,
};

/** The tenants whose entries are taken: one, or all but some. */
export interface TakenFrom {
  readonly only: TenantId | null;
  readonly without: readonly TenantId[];
}

/** Takes up to `limit` entries off the queue, in its order. */
export async function takeQueued(
  tx: Transaction,
  limit: number,
  { only, without }: TakenFrom,
): Promise<readonly QueuedEntry[]> {
  return (await tx.prepared(TAKE, [limit, only, without])).map((row) => queued.parse(row));
}

/** The tenants that have entries in the queue. */
export async function queuedTenants(tx: Transaction): Promise<readonly TenantId[]> {
  const rows = await tx.sql.selectDistinct({ tenantId: ledgerQueue.tenantId }).from(ledgerQueue);
  return rows.map(({ tenantId }) => tenantIdColumn.parse(tenantId));
}

/** A leaf with its place. */
export interface PlacedLeaf extends QueuedEntry {
  readonly leafIndex: number;
}

const INSERT_LEAVES: PreparedStatement = {
  name: 'ledger-insert-leaves',
  text: `insert into ledger_leaf (tenant_id, epoch, leaf_index, entry_id, leaf_hash, sealed_at)
         select l.tenant_id, $1, l.leaf_index, l.entry_id, l.leaf_hash, $6
           from unnest($2::text[], $3::bigint[], $4::uuid[], $5::bytea[]) as l (tenant_id, leaf_index, entry_id, leaf_hash)`,
};

/** Writes leaves. Rejects when one of the places, or one of the entries, has been sealed before. */
export async function insertLeaves(
  tx: Transaction,
  epoch: number,
  leaves: readonly PlacedLeaf[],
  sealedAt: Date,
): Promise<void> {
  await tx.prepared(INSERT_LEAVES, [
    epoch,
    leaves.map(({ tenant }) => tenant),
    leaves.map(({ leafIndex }) => leafIndex),
    leaves.map(({ entryId }) => entryId),
    leaves.map((leaf) => leaf.leafHash),
    sealedAt,
  ]);
}

/** A perfect subtree of a tenant's log. */
export interface PlacedNode extends TreeNode {
  readonly tenant: TenantId;
}

const INSERT_NODES: PreparedStatement = {
  name: 'ledger-insert-nodes',
  text: `insert into ledger_node (tenant_id, epoch, level, node_index, hash)
         select n.tenant_id, $1, n.level, n.node_index, n.hash
           from unnest($2::text[], $3::smallint[], $4::bigint[], $5::bytea[]) as n (tenant_id, level, node_index, hash)`,
};

/** Writes subtrees that have been completed. */
export async function insertNodes(
  tx: Transaction,
  epoch: number,
  nodes: readonly PlacedNode[],
): Promise<void> {
  if (nodes.length === 0) return;
  await tx.prepared(INSERT_NODES, [
    epoch,
    nodes.map(({ tenant }) => tenant),
    nodes.map(({ level }) => level),
    nodes.map(({ index }) => index),
    nodes.map(({ hash }) => hash),
  ]);
}
