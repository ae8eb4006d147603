import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { Client } from 'pg';
import { UnfitDatabaseError } from '../connection/unfit-database.ts';
import * as tables from '../tables.ts';

/**
 * Something of the schema that rights, isolation or history rest on, in words. A partition has the same as the others of
 * its table, so `relation` is that table and `partition` its own name.
 */
interface Item {
  readonly relation: string;
  readonly partition: string | null;
  readonly item: string;
  /** The further properties that it must have, told apart only as long as PostgreSQL is of the same major version. */
  readonly detail: string;
}

/** A table of its own beside that of the migrations, for which no other schema of the database is asked. */
const MAKE_KEPT = `create table if not exists drizzle.originator_catalogue
  (relation text not null, is_partition boolean not null, item text not null, detail text not null)`;

/** The number of missing things that are named. */
const NAMED = 8;

/** Keeps what migrations have made, as what has to be there from then on. */
export async function keepCatalogue(client: Client): Promise<void> {
  await client.query(MAKE_KEPT);
  const known = new Set<string>(
    Object.values(tables).flatMap((one) => (is(one, PgTable) ? [getTableName(one)] : [])),
  );
  const present = (await readCatalogue(client)).filter(
    ({ relation }) => relation === '' || known.has(relation),
  );
  const kept = [...whole(present), ...common(present)];
  await client.query('delete from drizzle.originator_catalogue');
  await client.query(
    `insert into drizzle.originator_catalogue
       select * from unnest($1::text[], $2::boolean[], $3::text[], $4::text[])`,
    [
      kept.map(({ relation }) => relation),
      kept.map(({ partition }) => partition !== null),
      kept.map(({ item }) => item),
      kept.map(({ detail }) => detail),
    ],
  );
}

/**
 * Refuses a database from which something was taken that migrations had made, as by a restore without the roles.
 *
 * @throws UnfitDatabaseError, whose message names what is missing
 */
export async function refuseIncompleteCatalogue(client: Client): Promise<void> {
  const missing = await missingItems(client);
  if (missing.length === 0) return;
  const named = missing.slice(0, NAMED).join('; ');
  const more = missing.length > NAMED ? `; and ${missing.length - NAMED} more` : '';
  throw new UnfitDatabaseError(
    `Objects that the migrations created are missing from the database or were changed: ${named}${more}. Restore them, for example from a backup ` +
      'that is restored with the roles first, before it is migrated or served.',
  );
}

/** True if what has to be there was ever kept. */
export async function isCatalogueKept(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ kept: boolean }>(
    `select to_regclass('drizzle.originator_catalogue') is not null as kept`,
  );
  return rows[0]?.kept === true;
}

async function missingItems(client: Client): Promise<readonly string[]> {
  if (!(await isCatalogueKept(client))) return [];
  const { rows: kept } = await client.query<{
    relation: string;
    is_partition: boolean;
    item: string;
    detail: string;
  }>('select relation, is_partition, item, detail from drizzle.originator_catalogue order by 1, 2, 3');
  const present = await readCatalogue(client);
  const held = new Map(present.map((one) => [keyOf(one.partition ?? one.relation, one.item), one.detail]));
  const partitions = new Map<string, Set<string>>();
  for (const { relation, partition } of present) {
    if (partition === null) continue;
    partitions.set(relation, (partitions.get(relation) ?? new Set()).add(partition));
  }
  return kept.flatMap(({ relation, is_partition: ofPartitions, item, detail }) => {
    const holders = ofPartitions ? [...(partitions.get(relation) ?? [])] : [relation];
    return holders
      .filter((holder) => differs(detail, held.get(keyOf(holder, item))))
      .map((holder) => (holder === '' ? item : `${item} of ${holder}`));
  });
}

const keyOf = (holder: string, item: string) => `${holder} ${item}`;

function differs(kept: string, present: string | undefined): boolean {
  if (present === undefined) return true;
  const [major, words] = kept.split(':');
  const [presentMajor, presentWords] = present.split(':');
  const isOfVersion = words !== undefined && presentWords !== undefined;
  return isOfVersion && major !== presentMajor ? false : kept !== present;
}

const whole = (present: readonly Item[]) => present.filter(({ partition }) => partition === null);

/** The items that all partitions of a table have, once. */
function common(present: readonly Item[]): readonly Item[] {
  const first = new Map<string, string>();
  const counts = new Map<string, number>();
  const names = new Map<string, Set<string>>();
  for (const { relation, partition, item, detail } of present) {
    if (partition === null) continue;
    names.set(relation, (names.get(relation) ?? new Set()).add(partition));
    if (!first.has(relation)) first.set(relation, partition);
    const key = `${keyOf(relation, item)} ${detail}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return present.filter(
    ({ relation, partition, item, detail }) =>
      partition !== null &&
      partition === first.get(relation) &&
      counts.get(`${keyOf(relation, item)} ${detail}`) === names.get(relation)?.size,
  );
}

async function readCatalogue(client: Client): Promise<readonly Item[]> {
  const { rows } = await client.query<Item>(CATALOGUE);
  return rows;
}

/** Words of PostgreSQL's own, which a later major version may put otherwise, carry that version. */
const CATALOGUE = `
  with groups as (
    select oid, rolname::text as name, rolcanlogin or rolbypassrls or rolsuper as is_more
      from pg_roles where rolname in ('originator_app', 'originator_system', 'originator_platform', 'originator_backup')
  ), ours as (
    select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.relkind, c.relowner,
           case when c.relispartition then p.relname::text else c.relname::text end as relation,
           case when c.relispartition then c.relname::text end as partition
      from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  ), routines as (
    select p.*, 'function ' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')' as named
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname like 'originator\\_%'
  ), major as (
    select current_setting('server_version_num')::int / 10000 || ':' as at
  )
  select relation, partition, 'row-level security, also for its owner,' as item, '' as detail
    from ours where relrowsecurity and relforcerowsecurity
  union all
  select t.relation, t.partition,
         'policy ' || p.polname || ' for ' || case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert'
           when 'w' then 'update' else 'delete' end || ' to ' || (
           select string_agg(case r when 0 then 'public' else pg_get_userbyid(r)::text end, ', ' order by r) from unnest(p.polroles) r),
         major.at || md5(p.polpermissive::text || coalesce(pg_get_expr(p.polqual, p.polrelid), '') ||
           coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))
    from pg_policy p join ours t on t.oid = p.polrelid, major where exists (select from groups where oid = any(p.polroles))
  union all
  select t.relation, t.partition, 'trigger ' || g.tgname || case g.tgenabled when 'A' then ', always enabled,' when 'D' then ', disabled,'
           when 'R' then ', enabled on replicas,' else ', enabled,' end, f.proname || ' ' || g.tgtype
    from pg_trigger g join ours t on t.oid = g.tgrelid join pg_proc f on f.oid = g.tgfoid 
   where not g.tgisinternal and f.proname like 'originator\\_%'
  union all
  select t.relation, t.partition, 'right of ' || r.name || ' to ' || lower(a.privilege_type), ''
    from ours t, aclexplode(t.relacl) a join groups r on r.oid = a.grantee
  union all
  select t.relation, t.partition,
         'right of ' || r.name || ' to ' || lower(a.privilege_type) || ' column ' || c.attname, ''
    from ours t join pg_attribute c on c.attrelid = t.oid, aclexplode(c.attacl) a join groups r on r.oid = a.grantee
   where not c.attisdropped
  union all
  select t.relation, null, 'column ' || c.attname, format_type(c.atttypid, c.atttypmod)
    from ours t join pg_attribute c on c.attrelid = t.oid where c.attnum > 0 and not c.attisdropped and t.partition is null
  union all
  select t.relation, null, 'constraint ' || k.conname, ''
    from ours t join pg_constraint k on k.conrelid = t.oid where t.partition is null and k.contype in ('c', 'f', 'p', 'u')
  union all
  select '', null, named, md5(concat_ws(' ', prosrc, prosecdef, proconfig)) from routines
  union all
  select '', null, 'right of ' || r.name || ' to call ' || named, ''
    from routines, aclexplode(proacl) a join groups r on r.oid = a.grantee
  union all
  select '', null, 'refusal to let everybody call ' || named, ''
    from routines where proacl is not null and not exists (select from aclexplode(proacl) a where a.grantee = 0)
  union all
  select '', null, 'right of ' || r.name || ' to use the schema public', ''
    from pg_namespace n, aclexplode(n.nspacl) a join groups r on r.oid = a.grantee
   where n.nspname = 'public' and a.privilege_type = 'USAGE'
  union all
  select '', null, 'role ' || name || ', which neither logs in nor passes row-level security by', '' from groups where not is_more`;
