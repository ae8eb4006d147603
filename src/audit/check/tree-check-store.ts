import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { auditEntry, ledgerLeaf, ledgerNode } from '../../database/tables.ts';

// Rows are read as they are: whatever somebody has written into them is to be told, not to be tripped over.

const index = z.coerce.number();

const NEXT_LOG: PreparedStatement = {
  name: 'audit-check-log',
  text: `with next as (
           select min(epoch) as epoch from (values
             ((select epoch from ledger_head where tenant_id = $1 and epoch > $2 order by epoch limit 1)),
             ((select epoch from ledger_leaf where tenant_id = $1 and epoch > $2 order by epoch limit 1)),
             ((select epoch from ledger_node where tenant_id = $1 and epoch > $2 order by epoch limit 1)),
             ((select epoch from ledger_round_head where tenant_id = $1 and epoch > $2 order by epoch limit 1))) as e (epoch))
         select next.epoch, h.origin, h.size, h.frontier, h.note,
                exists (select from ledger_epoch known where known.epoch = next.epoch) as is_known,
                (select count(*) from ledger_leaf l
                  where l.tenant_id = $1 and l.epoch = next.epoch and l.leaf_index >= coalesce(h.size, 0)) as leaves_beyond,
                (select count(*) from ledger_node n
                  where n.tenant_id = $1 and n.epoch = next.epoch
                    and (n.level not between 1 and 53
                         or n.node_index < 0 or n.node_index >= coalesce(h.size, 0) >> n.level)) as nodes_beyond,
                (select count(*) from ledger_round_head r
                  where r.tenant_id = $1 and r.epoch = next.epoch and r.size not between 1 and coalesce(h.size, 0)) as rounds_beyond
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
    rounds_beyond: index,
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
    roundsBeyond: rest.rounds_beyond,
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

/** A leaf as it is stored. */
export type StoredLeaf = Awaited<ReturnType<typeof pageLeaves>>[number];

/** Up to `limit` leaves after an index and before the tree's end, in order. */
export async function pageLeaves(
  tx: Transaction,
  log: { readonly tenant: string; readonly epoch: number; readonly size: number },
  after: number,
  limit: number,
) {
  const { tenantId, epoch, leafIndex, entryId, leafHash } = ledgerLeaf;
  return tx.sql
    .select({
      leafIndex,
      entryId,
      leafHash,
      /** The hash beside the entry itself; null when there is no such entry. */
      entryHash: auditEntry.leafHash,
    })
    .from(ledgerLeaf)
    .leftJoin(auditEntry, and(eq(auditEntry.tenantId, tenantId), eq(auditEntry.id, entryId)))
    .where(and(eq(tenantId, log.tenant), eq(epoch, log.epoch), gt(leafIndex, after), lt(leafIndex, log.size)))
    .orderBy(leafIndex)
    .limit(limit);
}

/** The nodes whose last leaf is one of those from `from` to before `to`. */
export async function nodesEndingWithin(
  tx: Transaction,
  log: { readonly tenant: string; readonly epoch: number },
  from: number,
  to: number,
) {
  const { tenantId, epoch, level, nodeIndex, hash } = ledgerNode;
  const isOfLog = and(eq(tenantId, log.tenant), eq(epoch, log.epoch));
  const endsWithin = sql`${nodeIndex} >= ${from}::bigint >> height and ${nodeIndex} < ${to}::bigint >> height`;
  return tx.sql
    .select({ level, index: nodeIndex, hash })
    .from(sql`generate_series(1, 53) as height`)
    .innerJoin(ledgerNode, and(isOfLog, sql`${level} = height`, endsWithin));
}

/** The text of the entry that the log begins an epoch with. */
export async function firstBody(tx: Transaction, tenant: string, epoch: number): Promise<string | undefined> {
  const { tenantId, entryId } = ledgerLeaf;
  const [found] = await tx.sql
    .select({ body: auditEntry.body })
    .from(ledgerLeaf)
    .innerJoin(auditEntry, and(eq(auditEntry.tenantId, tenantId), eq(auditEntry.id, entryId)))
    .where(and(eq(tenantId, tenant), eq(ledgerLeaf.epoch, epoch), eq(ledgerLeaf.leafIndex, 0)));
  return found?.body;
}
