import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate, refuseUnfitDatabase } from '../../src/database/migrate/migrate.ts';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { query } from '../support/database/embedded-starts.ts';
import { startServerProcess } from '../support/processes/server-process.ts';

/** A data folder that was migrated and served by its owner, as they were before there was a login for serving. */
async function aFormerFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-logins-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startEmbeddedServer({ dataDir, log: () => {} });
  try {
    await query(server.superuserUrl, 'drop role originator_server');
    await migrate({ url: server.url });
  } finally {
    await server.stop();
  }
  return dataDir;
}

test('given data that its owner served, when a development is started on it, then a login serves that owns nothing (X6)', async () => {
  const dataDir = await aFormerFolder();
  const server = await startServerProcess({ DATA_DIR: dataDir });
  onTestFinished(async () => void (await server.end('SIGTERM')));
  const joining = await readFile(join(dataDir, 'second-process.sh'), 'utf8');
  const [, url = expect.unreachable(joining)] = /\bDATABASE_URL='([^']+)'/.exec(joining) ?? [];
  const owner = url.replace('originator_server@', 'originator@');
  await refuseUnfitDatabase({ url });
  await expect(refuseUnfitDatabase({ url: owner })).rejects.toThrow(/owns tables/);
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  expect(
    await query(url, 'select distinct usename from pg_stat_activity where datname = current_database()'),
  ).toEqual([{ usename: 'originator_server' }]);
}, 60_000);
