import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { TestSettings } from '../support/test-settings.ts';

/** Processes of ours that a bench starts, and stops by their ids. */
export class Processes {
  readonly #children: ChildProcess[] = [];

  /** Starts a script of ours and waits until it says where it listens. */
  async start(
    [script = '', ...args]: readonly string[],
    environment: TestSettings,
    listening: RegExp,
  ): Promise<{ readonly at: string; readonly pid: number }> {
    const path = fileURLToPath(new URL(`../../${script}`, import.meta.url));
    const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
    const child = spawn(process.execPath, [...loader, path, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    let output = '';
    return new Promise((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const at = listening.exec(output)?.[1];
        if (at !== undefined && child.pid !== undefined) resolve({ at, pid: child.pid });
      });
      child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
    });
  }

  async stop(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
}

/** The clock ticks of /proc, in milliseconds. */
const TICK_MS = 10;

/** The processor time that a process has used so far, in milliseconds; `undefined` where there is no /proc. */
export function cpuOf(pid: number): number | undefined {
  const stat = statOf(pid);
  return stat === undefined ? undefined : (Number(stat[11]) + Number(stat[12])) * TICK_MS;
}

/** The processor time of a PostgreSQL server with all its processes, in milliseconds: those that it waited for, too. */
export function cpuOfPostgres(postmaster: number): number | undefined {
  const own = statOf(postmaster);
  if (own === undefined) return undefined;
  const ofChildren = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat !== undefined && Number(stat[1]) === postmaster)
    .reduce((sum, stat) => sum + Number(stat?.[11]) + Number(stat?.[12]), 0);
  const [user, system, waitedUser, waitedSystem] = own.slice(11, 15).map(Number);
  return ((user ?? 0) + (system ?? 0) + (waitedUser ?? 0) + (waitedSystem ?? 0) + ofChildren) * TICK_MS;
}

/** The process that started this one; `undefined` where there is no /proc. */
function parentOf(pid: number): number | undefined {
  const stat = statOf(pid);
  return stat === undefined ? undefined : Number(stat[1]);
}

/** The process that all processes of the database server come from; 0 where there is no /proc. */
export async function postmasterOf(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return parentOf(rows[0]?.pid ?? 0) ?? 0;
  } finally {
    await client.end();
  }
}

/**
 * How long the first thread of a process could have run but waited for a processor, so far, in milliseconds; `undefined`
 * where there is no /proc.
 */
export function waitedOf(pid: number): number | undefined {
  try {
    const [, nanoseconds] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return undefined;
  }
}

/** The memory that a process has in use, in bytes; `undefined` where there is no /proc. */
export function memoryOf(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** The fields of /proc/…/stat after the name of the program. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
