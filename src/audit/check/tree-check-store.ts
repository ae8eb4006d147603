import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';

// Rows are read as they are: whatever somebody has written into them is to be told, not to be tripped over.

const index = z.coerce.number();

const NEXT_LOG: PreparedStatement = {
  name: 'audit-check-log',
  text: `with next as (
           select min(epoch) as epoch from (values
             ((select epoch from ledger_head where tenant_id = $1 and epoch > $2 order by epoch limit 1)),
             ((select epoch from ledger_leaf where tenant_id = $1 and epoch > $2 order by epoch limit 1)),
             ((select epoch from ledger_node where tenant_id = $1 and epoch > $2 order by epoch limit 1))) as e (epoch))
         select next.epoch, h.origin, h.size, h.frontier, h.note,
                exists (select from ledger_epoch known where known.epoch = next.epoch) as is_known,
                (select count(*) from ledger_leaf l
                  where l.tenant_id = $1 and l.epoch = next.epoch and l.leaf_index >= coalesce(h.size, 0)) as leaves_beyond,
                (select count(*) from ledger_node n
                  where n.tenant_id = $1 and n.epoch = next.epoch
                    and (n.level not between 1 and 53
                         or n.node_index < 0 or n.node_index >= coalesce(h.size, 0) >> n.level)) as nodes_beyond
           from next left join ledger_head h on h.tenant_id = $1 and h.epoch = next.epoch
          where next.epoch is not null`,
};

const logRow = z
  .object({
    epoch: z.number(),
    origin: z.string().nullable(),
    size: index.nullable(),
    frontier: z.instanceof(Buffer).nullable(),
    note: z.string().nullable(),
    is_known: z.boolean(),
    leaves_beyond: index,
    nodes_beyond: index,
  })
  .transform(({ epoch, origin, size, frontier, note, ...rest }) => ({
    epoch,
    head:
      origin === null || size === null || frontier === null || note === null
        ? null
        : { origin, size, frontier, note },
    isKnown: rest.is_known,
    leavesBeyond: rest.leaves_beyond,
    nodesBeyond: rest.nodes_beyond,
  }));

/** A log in an epoch as its rows stand at one instant. */
export type StoredLog = z.infer<typeof logRow>;

/** The tenant's log in the next epoch after this one, in whichever table there is something of it. */
export async function nextLog(
  tx: Transaction,
  tenant: string,
  afterEpoch: number,
): Promise<StoredLog | undefined> {
  const [found] = await tx.prepared(NEXT_LOG, [tenant, afterEpoch]);
  return found && logRow.parse(found);
}

const LEAVES: PreparedStatement = {
  name: 'audit-check-leaves',
  text: `select l.leaf_index, l.entry_id, l.leaf_hash, e.leaf_hash as entry_hash
           from ledger_leaf l left join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
          where l.tenant_id = $1 and l.epoch = $2 and l.leaf_index > $3 and l.leaf_index < $4
          order by l.leaf_index limit $5`,
};

const leafRow = z
  .object({
    leaf_index: index,
    entry_id: z.string(),
    leaf_hash: z.instanceof(Buffer),
    entry_hash: z.instanceof(Buffer).nullable(),
  })
  .transform((row) => ({
    leafIndex: row.leaf_index,
    entryId: row.entry_id,
    leafHash: row.leaf_hash,
    /** The hash beside the entry itself; null when there is no such entry. */
    entryHash: row.entry_hash,
  }));

/** A leaf as it is stored. */
export type StoredLeaf = z.infer<typeof leafRow>;

/** Up to `limit` leaves after an index and before the tree's end, in order. */
export async function pageLeaves(
  tx: Transaction,
  log: { readonly tenant: string; readonly epoch: number; readonly size: number },
  after: number,
  limit: number,
): Promise<readonly StoredLeaf[]> {
  const rows = await tx.prepared(LEAVES, [log.tenant, log.epoch, after, log.size, limit]);
  return rows.map((row) => leafRow.parse(row));
}

const NODES: PreparedStatement = {
  name: 'audit-check-nodes',
  text: `select n.level, n.node_index, n.hash
           from generate_series(1, 53) as height
           join ledger_node n on n.tenant_id = $1 and n.epoch = $2 and n.level = height
                             and n.node_index >= $3::bigint >> height and n.node_index < $4::bigint >> height`,
};

const nodeRow = z
  .object({ level: z.number(), node_index: index, hash: z.instanceof(Buffer) })
  .transform(({ level, node_index, hash }) => ({ level, index: node_index, hash }));

/** The nodes whose last leaf is one of those from `from` to before `to`. */
export async function nodesEndingWithin(
  tx: Transaction,
  log: { readonly tenant: string; readonly epoch: number },
  from: number,
  to: number,
): Promise<readonly z.infer<typeof nodeRow>[]> {
  const rows = await tx.prepared(NODES, [log.tenant, log.epoch, from, to]);
  return rows.map((row) => nodeRow.parse(row));
}

const FIRST_BODY: PreparedStatement = {
  name: 'audit-check-first',
  text: `select e.body from ledger_leaf l join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
          where l.tenant_id = $1 and l.epoch = $2 and l.leaf_index = 0`,
};

/** The text of the entry that the log begins an epoch with. */
export async function firstBody(tx: Transaction, tenant: string, epoch: number): Promise<string | undefined> {
  const [found] = await tx.prepared(FIRST_BODY, [tenant, epoch]);
  return found && z.string().parse(found['body']);
}
