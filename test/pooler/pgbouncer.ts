import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** What is tried: the one that is installed, unless another is named. */
const PROGRAM = process.env['TEST_PGBOUNCER'] ?? 'pgbouncer';

/** How a PgBouncer is set up. */
export interface PoolerSetup {
  readonly mode: 'transaction' | 'statement';
  /** How many statements it keeps on a connection; as it comes unless said otherwise. */
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
  const child = spawn(PROGRAM, [...unprivileged(), ini], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = outputOf(child);
  const at = `postgres://pgbouncer@127.0.0.1:${port}/pgbouncer`;
  await answering(child, at, output);
  const show = async (what: string) => {
    const client = new Client({ connectionString: at });
    await client.connect();
    return (await client.query(`show ${what}`).finally(() => client.end())).rows;
  };
  return {
    urlOf: (url) => `postgres://${new URL(url).username}@127.0.0.1:${port}${new URL(url).pathname}`,
    show,
    async stop() {
      const closed = once(child, 'close');
      child.kill('SIGQUIT');
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It refuses to run as root; this user exists everywhere, and is the one that the tests' PostgreSQL then runs as. */
const unprivileged = () => (process.getuid?.() === 0 ? ['-u', 'nobody'] : []);

const passwordOf = ({ password }: URL) => (password === '' ? '' : `password=${decodeURIComponent(password)}`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

function outputOf(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return () => output;
}

async function answering(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (cause) => reject(new Error('pgbouncer cannot be started: install it', { cause })));
    child.once('close', (code) => reject(new Error(`pgbouncer ended with ${code}: ${output()}`)));
  });
  failed.catch(() => {});
  const attempt = async () => {
    for (;;) {
      const client = new Client({ connectionString: url });
      client.on('error', () => {});
      try {
        await client.connect();
        return await client.end();
      } catch {
        await sleep(20);
      }
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return undefined;
    }
  };
  await Promise.race([failed, attempt()]);
}
