import type { ClientBase } from 'pg';
import type { TenantId } from '../kernel/ids.ts';
import { beginFailure } from './connection/unfit-database.ts';
import type { DatabaseRole } from './roles.ts';

/**
 * A statement kept on the connection by its name, for paths that run often. One without a name is planned for its values
 * each time it is sent: where they decide which plan is good, PostgreSQL may otherwise settle on one that reads everything.
 */
export interface PreparedStatement {
  readonly name?: string;
  readonly text: string;
}

/** As whom, for whom and how a transaction begins. */
export interface Beginning {
  readonly role: DatabaseRole;
  readonly tenant: TenantId;
  readonly begin: string;
  readonly plans: 'force_generic_plan' | 'auto';
}

/**
 * The settings that the code depends on and that a session otherwise takes from the server, the database, the login or the
 * session before it on a pooled connection. Isolation and access mode go with `begin`.
 */
const PINNED: Readonly<Record<string, string>> = {
  search_path: 'public',
  row_security: 'on',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  lock_timeout: '0',
};

/** The time that the server keeps a transaction whose client has vanished, in milliseconds, at least. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * Commits are on disk, and on the synchronous standbys where there are any, when they are answered, whatever the server's
 * default is: intents and outcomes rest on it (D11). Stricter than that stays.
 */
const SYNCHRONOUS = `case pg_catalog.current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end`;

const setting = (name: string, value: string) => `pg_catalog.set_config('${name}', ${value}, true)`;

/** Versions before 17 do not know it; there a name of our own takes the value. Time is limited by statement. */
const NO_TRANSACTION_TIMEOUT = `pg_catalog.set_config(case when pg_catalog.current_setting('server_version_num')::int >= 170000
  then 'transaction_timeout' else 'originator.transaction_timeout' end, '0', true)`;

/**
 * Gives a transaction its role, its tenant and its limits, for as long as it lasts, so that nothing stays on the
 * connection. Its row is read under the settings that it makes, and tells which process of PostgreSQL it runs in: behind a
 * pooler that is known for the length of a transaction.
 */
export const SCOPE: PreparedStatement = {
  name: 'scope',
  text: `select ${[
    setting('role', '$1'),
    setting('originator.tenant', '$2'),
    setting('statement_timeout', '$3'),
    setting('plan_cache_mode', '$4'),
    setting('idle_in_transaction_session_timeout', '$5'),
    setting('synchronous_commit', SYNCHRONOUS),
    NO_TRANSACTION_TIMEOUT,
    ...Object.entries(PINNED).map(([name, value]) => setting(name, `'${value}'`)),
  ].join(', ')}, pg_catalog.clock_timestamp() as now, pg_catalog.pg_backend_pid() as backend`,
};

/** Gives the statements that follow in the transaction another time. */
export const STATEMENT_TIME = `select ${setting('statement_timeout', '$1')}`;

/** The values of the scope statement; its times are in milliseconds. */
export function scopeValues(
  { role, tenant, plans }: Pick<Beginning, 'role' | 'tenant' | 'plans'>,
  times: { readonly statement: number; readonly longestStatement: number },
): readonly unknown[] {
  const idle = Math.max(times.longestStatement, IDLE_IN_TRANSACTION_MS);
  return [role, tenant, String(times.statement), plans, String(idle)];
}

/**
 * Begins a transaction that acts as its own login, under the same settings from its first moment on.
 *
 * @throws UnfitDatabaseError where a pooler has no transactions
 */
export async function beginPinned(
  client: ClientBase,
  limits: { readonly statementTimeoutMs: number; readonly lockTimeoutMs: number },
): Promise<void> {
  const settings = {
    ...PINNED,
    client_min_messages: 'warning',
    statement_timeout: String(limits.statementTimeoutMs),
    lock_timeout: String(limits.lockTimeoutMs),
    idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_MS),
  };
  const pinned = [
    ...Object.entries(settings).map(([name, value]) => setting(name, `'${value}'`)),
    setting('synchronous_commit', SYNCHRONOUS),
    NO_TRANSACTION_TIMEOUT,
  ];
  const begin = `begin isolation level read committed, read write; select ${pinned.join(', ')}`;
  await client.query(begin).catch((error: unknown) => {
    throw beginFailure(error);
  });
}
