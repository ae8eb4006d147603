import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, startInstalled } from './installed-program.ts';

/** What is tried: the one that is installed, unless another is named. */
const PROGRAM = process.env['TEST_PGBOUNCER'] ?? 'pgbouncer';

/** How a PgBouncer is set up. */
export interface PoolerSetup {
  readonly mode: 'transaction' | 'statement';
  /** How many statements it keeps on a connection; its default if absent. */
  readonly keptStatements?: number;
}

/** Whether this one can keep statements on its connections, as PgBouncer does from 1.21 on. */
export function keepsStatements(): boolean {
  const said = execFileSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /^PgBouncer (\d+)\.(\d+)/.exec(said) ?? [];
  if (minor === undefined) throw new Error(`this is no PgBouncer: ${said}`);
  return Number(major) > 1 || Number(minor) >= 21;
}

/** Its own to the database: fewer than a server process has to it, whose transactions meet what others left behind. */
export const CONNECTIONS = 3;

/** A PgBouncer before the tests' PostgreSQL. */
export interface Pooler {
  /** The same database as this URL leads to, through the pooler. */
  urlOf(databaseUrl: string): string;
  /** The rows that its console answers, such as to `show clients`. */
  show(what: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts it on a free port of the loopback interface, before the server of that URL. */
export async function startPgBouncer(
  { mode, keptStatements }: PoolerSetup,
  databaseUrl: string,
): Promise<Pooler> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const target = new URL(databaseUrl);
  const host = target.searchParams.get('host') ?? target.hostname;
  const login = decodeURIComponent(target.username);
  const ini = join(folder, 'pgbouncer.ini');
  await writeFile(join(folder, 'users'), [login, 'pgbouncer'].map((name) => `"${name}" ""\n`).join(''));
  await writeFile(
    ini,
    `[databases]
* = host=${host} port=${target.port || '5432'} ${passwordOf(target)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users')}
admin_users = pgbouncer
pool_mode = ${mode}
default_pool_size = ${CONNECTIONS}
${keptStatements === undefined ? '' : `max_prepared_statements = ${keptStatements}\n`}`,
  );
  const at = `postgres://pgbouncer@127.0.0.1:${port}/pgbouncer`;
  const connect = async () => {
    const client = new Client({ connectionString: at });
    client.on('error', () => {});
    await client.connect();
    await client.end();
  };
  const program = await startInstalled([PROGRAM, ...unprivileged(), ini], {
    ask: connect,
    stopSignal: 'SIGQUIT',
  });
  const show = async (what: string) => {
    const client = new Client({ connectionString: at });
    await client.connect();
    return (await client.query(`show ${what}`).finally(() => client.end())).rows;
  };
  return {
    urlOf: (url) => `postgres://${new URL(url).username}@127.0.0.1:${port}${new URL(url).pathname}`,
    show,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It refuses to run as root; this user exists everywhere, and is the one that the tests' PostgreSQL then runs as. */
const unprivileged = () => (process.getuid?.() === 0 ? ['-u', 'nobody'] : []);

const passwordOf = ({ password }: URL) => (password === '' ? '' : `password=${decodeURIComponent(password)}`);
