import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, escapeLiteral } from 'pg';
import { REPOSITORY } from '../processes/built-program.ts';
import type { TestDatabase } from './cluster.ts';

/**
 * Variables by which other programs are told where a database is and how to talk to it; anyone who reads one of them does not
 * get to ours.
 */
export const HOSTILE_SHELL: Readonly<Record<string, string>> = {
  ...{
    PGHOST: '192.0.2.1',
    PGHOSTADDR: '192.0.2.1',
    PGPORT: '1',
    PGUSER: 'nobody-knows',
    PGDATABASE: 'elsewhere',
  },
  ...{ PGPASSWORD: 'wrong', PGPASSFILE: '/nonexistent', PGSERVICE: 'none', PGSERVICEFILE: '/nonexistent' },
  ...{
    PGSSLMODE: 'verify-full',
    PGSSLNEGOTIATION: 'direct',
    PGSSLROOTCERT: '/nonexistent',
    PGREQUIRESSL: '1',
  },
  ...{ PGOPTIONS: '-c default_transaction_read_only=on -c search_path=app', PGREPLICATION: 'database' },
  ...{
    PGTZ: 'Pacific/Chatham',
    PGDATESTYLE: 'German',
    PGCLIENTENCODING: 'LATIN1',
    PGCLIENT_ENCODING: 'LATIN1',
  },
  ...{
    PGAPPNAME: 'another program',
    PGCONNECT_TIMEOUT: '1',
    PGTARGETSESSIONATTRS: 'read-only',
    PGBINARY: '1',
  },
  ...{
    PGDATA: '/nonexistent',
    PGLOCALEDIR: '/nonexistent',
    PGSYSCONFDIR: '/nonexistent',
    PG_COLOR: 'always',
  },
};

/** What a database may say of its sessions. */
const OF_DATABASE: Readonly<Record<string, string>> = {
  ...{ DateStyle: 'SQL, DMY', IntervalStyle: 'sql_standard', TimeZone: 'Pacific/Chatham' },
  ...{ bytea_output: 'escape', extra_float_digits: '-15', standard_conforming_strings: 'off' },
  ...{
    client_encoding: 'LATIN1',
    quote_all_identifiers: 'on',
    default_transaction_isolation: 'serializable',
  },
};

/** What a login may have of its own; the times are far shorter than what it does may take. */
const OF_LOGIN: Readonly<Record<string, string>> = {
  ...{ search_path: 'app, public, pg_catalog', row_security: 'off', session_replication_role: 'replica' },
  ...{ default_transaction_read_only: 'on', default_transaction_deferrable: 'on', synchronous_commit: 'off' },
  ...{
    array_nulls: 'off',
    transform_null_equals: 'on',
    backslash_quote: 'off',
    check_function_bodies: 'off',
  },
  ...{ plan_cache_mode: 'force_custom_plan', client_min_messages: 'debug1', xmloption: 'document' },
  ...{ statement_timeout: '1s', lock_timeout: '1ms', idle_in_transaction_session_timeout: '1s' },
  ...{ lc_monetary: 'C', lc_numeric: 'C', lc_time: 'C', lc_messages: 'C', work_mem: '64kB' },
};

/** What only later versions of PostgreSQL know. */
const SINCE: Readonly<Record<string, number>> = { transaction_timeout: 17 };

/** Functions of PostgreSQL that the program calls, each of which has a double that only fails. */
const DOUBLED = [
  ...[
    'now',
    'clock_timestamp',
    'current_setting',
    'set_config',
    'current_database',
    'pg_has_role',
    'hashtext',
  ],
  ...[
    'pg_advisory_xact_lock',
    'pg_try_advisory_xact_lock',
    'to_regclass',
    'array_remove',
    'coalesce',
    'lower',
  ],
];

/**
 * Makes every connection to the database find a session in which nothing is as usual, and a schema `app` that comes first
 * and has tables and functions of the same names.
 */
export async function makeHostile(database: TestDatabase): Promise<void> {
  const { pathname, username } = new URL(database.url);
  const [name, login] = [pathname.slice(1), username];
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`select current_setting('server_version_num')::int / 10000 as major`);
    await client.query('create schema app; grant usage on schema app to public');
    for (const table of await migratedTables()) {
      await client.query(`create table app."${table}" (id int); grant all on app."${table}" to public`);
    }
    await client.query(DOUBLES);
    await client.query('select pg_temp.doubles($1)', [DOUBLED]);
    for (const [setting, value] of Object.entries(OF_DATABASE)) {
      await client.query(`alter database "${name}" set ${setting} = ${quoted(setting, value)}`);
    }
    const later = Object.entries(SINCE).filter(([, since]) => Number(rows[0]?.major) >= since);
    for (const [setting, value] of [
      ...Object.entries(OF_LOGIN),
      ...later.map(([key]) => [key, '1s'] as const),
    ]) {
      await client.query(
        `alter role "${login}" in database "${name}" set ${setting} = ${quoted(setting, value)}`,
      );
    }
  } finally {
    await client.end();
  }
}

/** A list of schemas in quotes would be one of that name. */
const quoted = (setting: string, value: string) => (setting === 'search_path' ? value : escapeLiteral(value));

const DOUBLES = `
  create function pg_temp.doubles(names text[]) returns void language plpgsql as $do$
  declare one text;
  begin
    for one in
      select format('create function app.%I(%s) returns %s language plpgsql as $$ begin raise exception ''app.%I was called''; end $$',
                    proname, pg_get_function_identity_arguments(oid), pg_get_function_result(oid), proname)
        from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname = any(names)
    loop
      execute one;
    end loop;
  end $do$;`;

/** The tables that migrations make, by the text of the migrations. */
async function migratedTables(): Promise<ReadonlySet<string>> {
  const folder = join(REPOSITORY, 'migrations');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/CREATE TABLE "(\w+)"/g)].map(([, name = '']) => name)),
  );
}
