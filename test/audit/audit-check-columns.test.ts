import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOST_LOG } from '../../src/kernel/brand.ts';
import { PLATFORM_TENANT, type TenantId } from '../../src/kernel/ids.ts';
import { anInput } from '../dispatch/dispatch-kit.ts';
import { attack } from '../ledger/hostile-owner.ts';
import { newAccount, newScope, saved, verified } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { aLivedTenant, CHECKED, check, told } from './lived-tenant.ts';

/** A column, or a member of an object in one; the page names it like this. */
interface Place {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly member: string | null;
  readonly name: string;
}

let system: OwnServices;
let tenant: TenantId;
let places: readonly Place[];
/** What the page says that the check cannot see: `table.column`, `table.column.member` or `table.*`. */
let unseen: ReadonlySet<string>;

beforeAll(async () => {
  system = await startServices(CHECKED);
  tenant = await aLivedTenant(system);
  const scope = newScope({ tenant });
  // A trial account, which has a warning.
  await saved(system, scope, newAccount(system, { type: 'Trial' }));
  await verified(system, scope, newAccount(system));
  await system.sealAll();
  // One more waits to be sealed.
  await system.services.dispatches.dispatch(scope, anInput());
  await system.stopWork();
  const page = await readFile('docs/audit-check.md', 'utf8');
  unseen = new Set([...page.matchAll(/^\| `([a-zA-Z_.*]+)` \| \S/gm)].map(([, name]) => String(name)));
  places = await findPlaces();
  await letGo();
});
afterAll(() => system.stop());

const isUnseen = ({ table, column, name }: Place) =>
  [`${table}.*`, `${table}.${column}`, name].some((each) => unseen.has(each));

/** Every column of every table that tenants have, and of those that belong to the platform. */
async function findPlaces(): Promise<readonly Place[]> {
  const columns = await system.rows(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attgenerated = '' and a.attidentity = '' order by c.relname, a.attnum`,
  );
  const found: Place[] = [];
  for (const { table, column, type } of columns) {
    const place = { table: String(table), column: String(column), type: String(type) };
    const members = type === 'jsonb' ? await membersIn(place.table, place.column) : [];
    if (members.length === 0) found.push({ ...place, member: null, name: `${table}.${column}` });
    for (const member of members) found.push({ ...place, member, name: `${table}.${column}.${member}` });
  }
  return found;
}

/** The members of the objects in a column; of the first object where it holds lists of them. */
async function membersIn(table: string, column: string): Promise<readonly string[]> {
  const rows = await system.rows(
    `select distinct jsonb_object_keys(case jsonb_typeof(${column}) when 'object' then ${column} when 'array' then ${column} -> 0 end) as member
       from ${table} where tenant_id = $1 and jsonb_typeof(coalesce(${column} -> 0, ${column})) = 'object' order by 1`,
    [tenant],
  );
  return rows.map(({ member }) => String(member));
}

/** An owner can take away whatever else would refuse a change. */
async function letGo(): Promise<void> {
  const constraints = await system.rows(
    `select conrelid::regclass::text as table, quote_ident(conname) as name from pg_constraint
      where contype in ('c', 'f') and connamespace = 'public'::regnamespace and conparentid = 0 and coninhcount = 0`,
  );
  for (const { table, name } of constraints)
    await system.rows(`alter table ${table} drop constraint if exists ${name} cascade`);
}

const OF_PLATFORM: ReadonlySet<string> = new Set([
  'consent_document',
  'key_check',
  'ledger_epoch',
  'ledger_published',
  'ledger_round',
  'rollup_progress',
]);

const OTHERWISE: Readonly<Record<string, string>> = {
  // A JSON text stays one.
  text: `coalesce(%, '') || ' '`,
  integer: 'coalesce(%, 0) + 1000',
  bigint: 'coalesce(%, 0) + 1000',
  smallint: 'coalesce(%, 0) + 1000',
  numeric: 'coalesce(%, 0) + 1',
  boolean: 'not coalesce(%, false)',
  'timestamp with time zone': `coalesce(%, now()) + interval '1 second'`,
  uuid: `case when % is null then gen_random_uuid()
              else overlay(%::text placing case substr(%::text, 30, 1) when '0' then '1' else '0' end from 30)::uuid end`,
  bytea: `coalesce(sha256(%), '')`,
  'integer[]': `coalesce(%, '{}') || 1`,
  date: 'coalesce(%, current_date) + 1',
  'text[]': `coalesce(%, '{}') || array['x']`,
  jsonb: `case jsonb_typeof(%) when 'array' then % || '[7]' else '{"other": 1}' end`,
};

/** Has a place of all rows of the tenant say something else. */
function change({ table, column, type, member }: Place): string {
  const owner = OF_PLATFORM.has(table) ? 'true' : `tenant_id = '${tenant}'`;
  const path = `case jsonb_typeof(${column}) when 'array' then array['0', '${member}'] else array['${member}'] end`;
  const [value, where] =
    member === null
      ? [(OTHERWISE[type] ?? 'no such type').replaceAll('%', column), owner]
      : [`jsonb_set(${column}, ${path}, '"other"')`, `${owner} and ${column} #> (${path}) is not null`];
  return `update ${table} set ${column} = ${value} where ${where}`;
}

/** What the check tells after these changes, which are undone. */
async function foundAfter(changed: readonly Place[]): Promise<readonly string[]> {
  const tables = [...new Set(changed.map(({ table }) => table))];
  await attack(system.adminUrl, async (run) => {
    for (const table of tables)
      await run(`create table if not exists before_${table} as select * from ${table}`);
    for (const place of changed) await run(change(place));
  });
  try {
    const ofPlatform = changed.some(({ table }) => OF_PLATFORM.has(table));
    const found = await Promise.all(
      [tenant, ...(ofPlatform ? [PLATFORM_TENANT, HOST_LOG] : [])].map((each) => check(system, each)),
    );
    return found.flatMap(told);
  } finally {
    await attack(system.adminUrl, async (run) => {
      for (const table of tables) {
        const columns = await run(
          `select string_agg(quote_ident(attname), ', ') as names from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
          [table],
        );
        const names = String(columns[0]?.['names']);
        await run(`delete from ${table}`);
        await run(
          `insert into ${table} (${names}) overriding system value select ${names} from before_${table}`,
        );
      }
    });
  }
}

describe('of all that the program reads from the database, an owner’s change', () => {
  test('is told by the check, column by column, or the page says why it cannot be (A1, A3)', async () => {
    expect(await foundAfter([])).toEqual([]);
    const silent: string[] = [];
    for (const place of places.filter((each) => !isUnseen(each)))
      if ((await foundAfter([place])).length === 0) silent.push(place.name);
    expect(silent).toEqual([]);
  }, 120_000);

  test('is not told where the page says so, and the page names nothing that is not there', async () => {
    expect(await foundAfter(places.filter(isUnseen))).toEqual([]);
    const names = new Set(
      places.flatMap(({ table, column, name }) => [`${table}.*`, `${table}.${column}`, name]),
    );
    expect([...unseen].filter((name) => !names.has(name))).toEqual([]);
  });
});
