import { desc, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { columnsOf, headRow } from '../../database/rows.ts';
import { ledgerHead } from '../../database/tables.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { type Frontier, HASH_BYTES } from './merkle-rules.ts';

/** The head of a log in an epoch. */
export interface LedgerHead {
  readonly tenant: TenantId;
  readonly epoch: number;
  readonly origin: string;
  readonly tree: Frontier;
  /** The signed checkpoint of this very tree. */
  readonly note: string;
  readonly sealedAt: Date;
  /** The secret by which the log's name in the host log can be told (A7); null of one that was never in it. */
  readonly opening: Buffer | null;
}

const row = headRow.transform(
  ({ tenantId: tenant, size, frontier, ...head }): LedgerHead => ({
    ...head,
    tenant,
    tree: { size, hashes: splitHashes(frontier) },
  }),
);

function splitHashes(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

const COLUMNS = columnsOf(ledgerHead, 'h', headRow);

const NEWEST: PreparedStatement = {
  name: 'ledger-head',
  text: `select ${COLUMNS} from ledger_head h
          where tenant_id = $1 and ($2::integer is null or epoch = $2) order by epoch desc limit 1`,
};

/** The head of the tenant's log in an epoch, by default the newest that it has one in; `undefined` before the first seal. */
export async function readHead(
  tx: Transaction,
  epoch: number | null = null,
  tenant = tx.tenant,
): Promise<LedgerHead | undefined> {
  const [found] = await tx.prepared(NEWEST, [tenant, epoch]);
  return found === undefined ? undefined : row.parse(found);
}

const LOCK: PreparedStatement = {
  name: 'ledger-lock-heads',
  text: `select ${COLUMNS} from ledger_head h
          where tenant_id = any($1::text[]) and epoch = $2 for update`,
};

/** The heads of these logs in an epoch, locked, of those that have one. Runs as the system. */
export async function lockHeads(
  tx: Transaction,
  tenants: readonly TenantId[],
  epoch: number,
): Promise<ReadonlyMap<TenantId, LedgerHead>> {
  const rows = await tx.prepared(LOCK, [tenants, epoch]);
  return new Map(rows.map((found) => row.parse(found)).map((head) => [head.tenant, head]));
}

const WRITE: PreparedStatement = {
  name: 'ledger-write-heads',
  text: `with written as (
           insert into ledger_head (tenant_id, epoch, origin, size, frontier, note, opening, sealed_at)
           select h.tenant_id, h.epoch, h.origin, h.size, h.frontier, h.note, h.opening, $8
             from unnest($1::text[], $2::integer[], $3::text[], $4::bigint[], $5::bytea[], $6::text[], $7::bytea[])
                  as h (tenant_id, epoch, origin, size, frontier, note, opening)
           on conflict (tenant_id, epoch) do update
              set size = excluded.size, frontier = excluded.frontier, note = excluded.note, opening = excluded.opening,
                  sealed_at = excluded.sealed_at)
         select pg_current_xact_id()::text as transaction`,
};

/** Writes heads that have been moved on; gives the id of the transaction. Runs as the system. */
export async function writeHeads(
  tx: Transaction,
  heads: readonly Omit<LedgerHead, 'sealedAt'>[],
  sealedAt: Date,
): Promise<string> {
  const [written] = await tx.prepared(WRITE, [
    heads.map(({ tenant }) => tenant),
    heads.map(({ epoch }) => epoch),
    heads.map(({ origin }) => origin),
    heads.map(({ tree }) => tree.size),
    heads.map(({ tree }) => Buffer.concat(tree.hashes)),
    heads.map(({ note }) => note),
    heads.map(({ opening }) => opening),
    sealedAt,
  ]);
  return z.object({ transaction: z.string() }).parse(written).transaction;
}

/** In a database that was brought back, transactions may be still to come that were long ago. */
const COMMITTED: PreparedStatement = {
  name: 'ledger-transaction',
  text: `select case when $1::xid8 < pg_snapshot_xmax(pg_current_snapshot()) then pg_xact_status($1::xid8) end as status`,
};

/** True if this transaction is known to have been rolled back. */
export async function isRolledBack(tx: Transaction, transaction: string): Promise<boolean> {
  const [found] = await tx.prepared(COMMITTED, [transaction]);
  return found?.['status'] === 'aborted';
}

const BEHIND: PreparedStatement = {
  name: 'ledger-behind',
  text: `select s.origin from unnest($1::text[], $2::bigint[]) as s (origin, size)
           left join ledger_head h on h.origin = s.origin
          where coalesce(h.size, 0) < s.size`,
};

/** Those of these logs of which there is less than is said here. Runs as the system. */
export async function logsBehind(
  tx: Transaction,
  signed: readonly { readonly origin: string; readonly size: number }[],
): Promise<readonly string[]> {
  if (signed.length === 0) return [];
  const rows = await tx.prepared(BEHIND, [
    signed.map(({ origin }) => origin),
    signed.map(({ size }) => size),
  ]);
  return rows.map((found) => z.string().parse(found['origin']));
}

/** The newest head of every log, of those before an epoch where one is named. Runs as the system. */
export async function newestHeads(
  tx: Transaction,
  before: number | null = null,
): Promise<readonly LedgerHead[]> {
  const rows = await tx.sql
    .selectDistinctOn([ledgerHead.tenantId])
    .from(ledgerHead)
    .where(before === null ? undefined : lt(ledgerHead.epoch, before))
    .orderBy(ledgerHead.tenantId, desc(ledgerHead.epoch));
  return rows.map((found) => row.parse(found));
}

const EPOCH: PreparedStatement = {
  name: 'ledger-epoch',
  text: 'select epoch from ledger_epoch order by epoch desc limit 1',
};

/** The epoch that holds for all logs. */
export async function readEpoch(tx: Transaction): Promise<number> {
  const [found] = await tx.prepared(EPOCH, []);
  return z.object({ epoch: z.number() }).parse(found).epoch;
}
