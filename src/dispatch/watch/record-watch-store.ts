import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { DispatchRecord } from '../record/dispatch.ts';
import { RECORD, toDispatchRecord } from '../record/dispatch-row.ts';

/** A record as it was read, and which writing of its row that was. */
export interface RecordVersion {
  readonly record: DispatchRecord;
  readonly version: string;
}

/**
 * The instant of a change is that of its transaction's beginning, and two changes may have the same one, so what was
 * given is told by the row's version. Records under way are left out: they are not yet known to be anything. The collation names the
 * index of a tenant's changes.
 */
const CHANGED: PreparedStatement = {
  name: 'dispatch-changed',
  text: `select r.row_version, ${RECORD} from (
           select *, xmin::text as row_version from dispatch_record
            where tenant_id collate "C" = any($1::text[])
              and changed_at >= coalesce($2::timestamptz, statement_timestamp()) - make_interval(secs => $3)
              and state <> 'PENDING'
              and not exists (select from unnest($4::uuid[], $5::text[]) as given (id, row_version)
                               where given.id = dispatch_record.id and given.row_version = dispatch_record.xmin::text)
            order by changed_at, id limit $6) r
          order by r.changed_at, r.id`,
};

const versionRow = z.object({ row_version: z.string() });

/**
 * Settled records of these tenants that were written in other versions than those given, in the order of their
 * change. Runs as the system.
 *
 * @param asked.after changes from `overlapS` seconds before it on; null for now
 */
export async function readChangedRecords(
  tx: Transaction,
  asked: {
    readonly tenants: readonly TenantId[];
    readonly after: Date | null;
    readonly overlapS: number;
    readonly given: ReadonlyMap<Uuid, { readonly version: string }>;
    readonly limit: number;
  },
): Promise<readonly RecordVersion[]> {
  const { tenants, after, overlapS, given, limit } = asked;
  const versions = [...given.values()].map(({ version }) => version);
  const rows = await tx.prepared(CHANGED, [tenants, after, overlapS, [...given.keys()], versions, limit]);
  return rows.map((row) => ({
    record: toDispatchRecord(row),
    version: versionRow.parse(row).row_version,
  }));
}
