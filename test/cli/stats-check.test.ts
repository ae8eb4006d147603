import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/database/migrate/migrate.ts';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import {
  aRecord,
  insertRecord,
  keepRecords,
  newTenant,
  openStatsDatabase,
  type StatsDatabase,
} from '../stats/stats-kit.ts';
import { DEVELOPMENT } from '../support/processes/development.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { runCommand } from './command.ts';

let stats: StatsDatabase;

beforeAll(async () => {
  stats = await openStatsDatabase();
});

afterAll(() => stats.close());

/** Runs the command as a process of its own, on the test's database. */
function run(argv: readonly string[], settings: TestSettings = { DATABASE_URL: stats.test.url }) {
  return runCommand('stats-check', argv, settings);
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
    ['an option that there is not', ['--since', '2026-03-10']],
  ])('given %s, then it shows how to ask and ends with 2', async (_, argv) => {
    const { code, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stderr).toContain('npm run stats:check');
  });

  it('given no DATABASE_URL, then it joins the embedded server, or starts it for the while, and makes none', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'originator-test-'));
    const embedded = () => run([], { ...DEVELOPMENT, DATA_DIR: dataDir });
    const agrees = { code: 0, stdout: 'The statistics agree with 0 records.\n' };
    try {
      expect(await embedded()).toMatchObject({ code: 1, stderr: expect.stringContaining('no database') });
      const server = await startEmbeddedServer({
        ...{ dataDir, settings: { fsync: 'off', full_page_writes: 'off' } },
        log: () => {},
      });
      try {
        await migrate({ url: server.url });
        expect(await embedded()).toMatchObject(agrees);
      } finally {
        await server.stop();
      }
      expect(await embedded()).toMatchObject(agrees);
      await rm(join(server.dataDir, '..'), { recursive: true, force: true });
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 120_000);
});
