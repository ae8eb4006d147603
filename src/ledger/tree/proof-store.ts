import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { columnsOf, leafRow } from '../../database/rows.ts';
import { ledgerLeaf } from '../../database/tables.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { NodePlace } from './merkle-rules.ts';

/** The place at which an entry is sealed. */
export interface Seal {
  readonly entryId: Uuid;
  readonly epoch: number;
  readonly leafIndex: number;
  readonly sealedAt: Date;
}

const seal = leafRow.pick({ entryId: true, epoch: true, leafIndex: true, sealedAt: true });

const SEALS: PreparedStatement = {
  name: 'ledger-seals',
  text: `select ${columnsOf(ledgerLeaf, 'l', seal)} from ledger_leaf l
          where tenant_id = $1 and entry_id = any($2::uuid[])`,
};

/** The seals of these entries of the tenant, of those that are sealed, in no order. */
export async function findSeals(tx: Transaction, entryIds: readonly Uuid[]): Promise<readonly Seal[]> {
  return (await tx.prepared(SEALS, [tx.tenant, entryIds])).map((row) => seal.parse(row));
}

/*
 * One look by its key for each place, whatever PostgreSQL knows of the tables: in a log of which it has no statistics yet
 * it would rather read all of it.
 */
const SUBTREES: PreparedStatement = {
  name: 'ledger-subtrees',
  text: `select 0 as level, p.node_index, l.hash
           from unnest($3::bigint[]) as p (node_index) cross join lateral (
             select leaf_hash as hash from ledger_leaf
              where tenant_id = $1 and epoch = $2 and leaf_index = p.node_index offset 0) l
         union all
         select p.level, p.node_index, n.hash
           from unnest($4::smallint[], $5::bigint[]) as p (level, node_index) cross join lateral (
             select hash from ledger_node
              where tenant_id = $1 and epoch = $2 and level = p.level and node_index = p.node_index offset 0) n`,
};

const subtree = z.object({
  level: z.number(),
  node_index: z.coerce.number().int(),
  hash: z.instanceof(Buffer),
});

/** A place as the key of a map. */
export function placeKey({ level, index }: NodePlace): string {
  return `${level}/${index}`;
}

/** The hashes of these perfect subtrees of the tenant's tree, by `placeKey`, of those that are there. */
export async function findSubtrees(
  tx: Transaction,
  epoch: number,
  places: readonly NodePlace[],
  tenant = tx.tenant,
): Promise<ReadonlyMap<string, Buffer>> {
  const inner = places.filter(({ level }) => level > 0);
  const rows = await tx.prepared(SUBTREES, [
    tenant,
    epoch,
    places.filter(({ level }) => level === 0).map(({ index }) => index),
    inner.map(({ level }) => level),
    inner.map(({ index }) => index),
  ]);
  return new Map(
    rows
      .map((row) => subtree.parse(row))
      .map(({ level, node_index, hash }) => [placeKey({ level, index: node_index }), hash]),
  );
}

const FRONTIERS: PreparedStatement = {
  name: 'ledger-frontiers',
  text: `select p.log, coalesce(l.leaf_hash, n.hash) as hash
           from unnest($2::int[], $3::text[], $4::smallint[], $5::bigint[]) with ordinality as p (log, tenant_id, level, node_index, ordinal)
           left join lateral (select leaf_hash from ledger_leaf
                               where p.level = 0 and tenant_id = p.tenant_id and epoch = $1 and leaf_index = p.node_index offset 0) l on true
           left join lateral (select hash from ledger_node
                               where tenant_id = p.tenant_id and epoch = $1 and level = p.level and node_index = p.node_index offset 0) n on true
          order by p.ordinal`,
};

const frontierRow = z.object({ log: z.number(), hash: z.instanceof(Buffer).nullable() });

/** The hashes of these places of each log, in their order; `undefined` for a log of which one is missing. Runs as the system. */
export async function readFrontiers(
  tx: Transaction,
  epoch: number,
  logs: readonly { readonly tenant: TenantId; readonly places: readonly NodePlace[] }[],
): Promise<readonly (readonly Buffer[] | undefined)[]> {
  const places = logs.flatMap(({ tenant, places: own }, log) =>
    own.map((place) => ({ log, tenant, ...place })),
  );
  const rows = await tx.prepared(FRONTIERS, [
    epoch,
    places.map(({ log }) => log),
    places.map(({ tenant }) => tenant),
    places.map(({ level }) => level),
    places.map(({ index }) => index),
  ]);
  const found = logs.map((): Buffer[] => []);
  for (const { log, hash } of rows.map((row) => frontierRow.parse(row)))
    if (hash !== null) found[log]?.push(hash);
  return found.map((hashes, log) => (hashes.length === logs[log]?.places.length ? hashes : undefined));
}
