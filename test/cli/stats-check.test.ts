import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aRecord,
  insertRecord,
  keepRecords,
  newTenant,
  openStatsDatabase,
  type StatsDatabase,
} from '../stats/stats-kit.ts';

const COMMAND = fileURLToPath(new URL('../../src/cli/stats-check.ts', import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let stats: StatsDatabase;

beforeAll(async () => {
  stats = await openStatsDatabase();
});

afterAll(() => stats.close());

/** Runs the command as a process of its own, on the test's database. */
function run(
  argv: readonly string[],
  settings: Readonly<Record<string, string>> = { DATABASE_URL: stats.test.url },
) {
  return new Promise<Outcome>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', COMMAND, ...argv], {
      env: { PATH: process.env['PATH'] ?? '', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('stats-check', () => {
  it('given statistics that agree, then it says so and ends with 0', async () => {
    await keepRecords(stats.node(1), [aRecord(newTenant(), '2026-03-10T12:00:00Z')]);
    expect(await run(['--from', '2026-03-10', '--to', '2026-03-11'])).toEqual({
      code: 0,
      stdout: 'The statistics agree with 1 records.\n',
      stderr: '',
    });
  });

  it('given a record that was not counted, then it names the places and ends with 1, asked for all or for that day', async () => {
    const tenant = newTenant();
    const node = stats.node(1);
    await keepRecords(node, [aRecord(tenant, '2026-03-12T12:00:00Z')]);
    await node.write(tenant, (tx) => insertRecord(tx, aRecord(tenant, '2026-03-12T12:00:00Z')));
    for (const argv of [[], ['--from', '2026-03-12', '--to', '2026-03-13']]) {
      const { code, stdout } = await run(argv);
      expect(code).toBe(1);
      expect(stdout).toContain(tenant);
      expect(stdout).toMatch(/differ from \d+ records in 2 places\.\n$/);
    }
  });

  it.each([
    ['only one end of a range', ['--from', '2026-03-10']],
    ['an end that is no date', ['--from', '2026-03-10', '--to', 'later']],
    ['a range that ends before it starts', ['--from', '2026-03-10', '--to', '2026-03-09']],
  ])('given %s, then it shows how to ask and ends with 2', async (_, argv) => {
    const { code, stdout } = await run(argv);
    expect(code).toBe(2);
    expect(stdout).toContain('npm run stats:check');
  });

  it('given no database, then it asks for one and ends with 2', async () => {
    expect(await run([], {})).toMatchObject({ code: 2, stderr: expect.stringContaining('DATABASE_URL') });
  });
});
