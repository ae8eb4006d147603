import type { Rows } from '../../support/test-setup.ts';

const MONTH = `to_char(date_trunc('month', now() at time zone 'UTC') - $1 * interval '1 month', 'YYYY_MM')`;

/** The month so many months ago, as partitions are named. */
export async function monthAgo(rows: Rows, months: number): Promise<string> {
  const [row] = await rows(`select ${MONTH} as month`, [months]);
  return String(row?.['month']);
}

/** Makes the partitions of a month long ago as the service made them when it was to come. */
export async function makeMonth(rows: Rows, month: string): Promise<void> {
  const [owner] = await rows(
    `select quote_ident(tableowner) as name from pg_tables where schemaname = 'public' and tablename = 'dispatch_record'`,
  );
  await rows(`begin; set local role ${owner?.['name']}; set local search_path = public;
    select originator_make_partition(parent, to_date('${month}', 'YYYY_MM')::timestamp)
      from unnest(array['dispatch_record', 'dispatch_attempt']) as parent; commit`);
}

/** Moves a record, its attempts and its key to the tenth of a month long ago. */
export async function moveTo(rows: Rows, month: string, id: string): Promise<void> {
  const to = `overlay(%s::text placing left(originator_first_uuid(to_timestamp('${month}_10', 'YYYY_MM_DD'))::text, 13) from 1 for 13)::uuid`;
  const of = (column: string) => to.replace('%s', column);
  await rows(`update dispatch_record set id = ${of('id')} where id = $1`, [id]);
  await rows(
    `update dispatch_attempt set id = ${of('id')}, dispatch_id = ${of('dispatch_id')} where dispatch_id = $1`,
    [id],
  );
  await rows(`update dispatch_key set dispatch_id = ${of('dispatch_id')} where dispatch_id = $1`, [id]);
}
