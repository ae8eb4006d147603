import type { PreparedStatement, Transaction } from '../../database/client.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { CanonicalEntry } from '../entries/canonical-entry.ts';

const INSERT_EPOCH: PreparedStatement = {
  name: 'ledger-insert-epoch',
  text: 'insert into ledger_epoch (epoch, started_at) values ($1, $2)',
};

/** Makes an epoch the one that holds for all logs. Runs as the system. */
export async function insertEpoch(tx: Transaction, epoch: number, startedAt: Date): Promise<void> {
  await tx.prepared(INSERT_EPOCH, [epoch, startedAt]);
}

const STARTED_AS: PreparedStatement = {
  name: 'ledger-epoch-started-as',
  text: `select count(*)::int as logs from ledger_leaf l
           join ledger_head h on h.tenant_id = l.tenant_id and h.epoch = l.epoch and h.size = 1
           join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id and e.kind = 'LEDGER_EPOCH_STARTED'
          where l.epoch = $1 and l.leaf_index = 0 and l.leaf_hash = any($2::bytea[])`,
};

/** The number of logs that hold nothing in this epoch but the entry that began it, which is one of these. Runs as the system. */
export async function logsStartedWith(
  tx: Transaction,
  epoch: number,
  leafHashes: readonly Buffer[],
): Promise<number> {
  const [row] = await tx.prepared(STARTED_AS, [epoch, leafHashes]);
  return Number(row?.['logs']);
}

/** An entry of a log that the caller places in its tree itself. */
export interface UnqueuedEntry extends CanonicalEntry {
  readonly tenant: TenantId;
}

const INSERT_ENTRIES: PreparedStatement = {
  name: 'ledger-insert-entries',
  text: `insert into audit_entry (tenant_id, id, body, leaf_hash, kind, actor_subject, object)
         select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::text[])`,
};

/** Writes entries past the queue. Runs as the system. */
export async function insertEntries(tx: Transaction, entries: readonly UnqueuedEntry[]): Promise<void> {
  await tx.prepared(INSERT_ENTRIES, [
    entries.map(({ tenant }) => tenant),
    entries.map(({ id }) => id),
    entries.map(({ body }) => body),
    entries.map((entry) => entry.leafHash),
    entries.map(({ kind }) => kind),
    entries.map(({ actorSubject }) => actorSubject),
    entries.map(({ object }) => object),
  ]);
}
