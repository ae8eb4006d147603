import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isRunning,
  makeFolderBelow,
  query,
  serverPid,
  UNPRIVILEGED,
  Workshop,
} from '../../support/database/embedded-starts.ts';

const workshop = new Workshop();
let nativeFolder: string;
let seed: string;

beforeAll(async () => {
  nativeFolder = await workshop.copyPrograms(await workshop.makeFolder());
  seed = await workshop.makeDataDir(nativeFolder);
});

afterAll(() => workshop.close());

async function startCopy() {
  const dataDir = await workshop.copyDataDir(seed);
  return { dataDir, start: await workshop.start(dataDir, { uid: UNPRIVILEGED, nativeFolder }) };
}

describe('the embedded server', () => {
  it('given a running server, when another process connects, then its login is bound by row-level security', async () => {
    const { start } = await startCopy();
    const rights = await query(
      start.url,
      `select current_database(), rolname, rolsuper, rolbypassrls, rolcreaterole,
              current_setting('server_version_num')::int / 10000 as major
         from pg_roles where rolname = current_user`,
    );
    expect(rights).toEqual([
      {
        current_database: 'originator',
        rolname: 'originator',
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: true,
        major: start.majorVersion,
      },
    ]);
    await start.stop();
  });

  it('given committed data, when the server is stopped and started, then the data is there', async () => {
    const { dataDir, start } = await startCopy();
    await query(start.url, 'create table kept as select 7 as n');
    const postgres = await serverPid(start.dataDir);
    await start.stop();
    expect(await isRunning(postgres)).toBe(false);
    const again = await workshop.start(dataDir, { uid: UNPRIVILEGED, nativeFolder });
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await again.stop();
  });

  it('given a running server, when a second one is started on its folder, then one sentence names the first', async () => {
    const { dataDir, start } = await startCopy();
    const second = await workshop.start(dataDir, { uid: UNPRIVILEGED, nativeFolder });
    expect(second.refusalName).toBe('EmbeddedServerError');
    expect(second.refusal).toBe(
      `The database in ${dataDir} is already in use by process ${start.pid}. Stop that process, or join it with ` +
        'the line that it printed for a second process.',
    );
    expect(await query(start.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await start.stop();
  });

  it('given two folders, when both are started, then both serve side by side', async () => {
    const [one, other] = await Promise.all([startCopy(), startCopy()]);
    expect(one.start.url).not.toBe(other.start.url);
    await query(one.start.url, 'create table mine (id integer)');
    expect(await query(other.start.url, "select to_regclass('mine') as found")).toEqual([{ found: null }]);
    await Promise.all([one.start.stop(), other.start.stop()]);
  });

  it.each([
    { who: 'an unprivileged user', uid: UNPRIVILEGED },
    { who: 'the user of the tests', uid: undefined },
  ])('given an empty folder and $who, when two are started at once, then one is refused', async ({ uid }) => {
    const dataDir = await workshop.makeFolder(uid);
    const options = { uid, nativeFolder };
    const starts = await Promise.all([workshop.start(dataDir, options), workshop.start(dataDir, options)]);
    const refused = starts.filter((start) => start.refusal !== '');
    expect(refused.map((start) => start.refusalName)).toEqual(['EmbeddedServerError']);
    expect(refused[0]?.refusal).toMatch(/ is already in use by process \d+\. /);
    const serving = starts.find((start) => start.refusal === '');
    expect(await query(serving?.url ?? '', 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('given folders that nobody else may enter, when it is started, then it serves and keeps its data', async () => {
    const closed = await makeFolderBelow(await workshop.makeFolder(), 'home', 0o700);
    const programs = await workshop.copyPrograms(join(closed, 'programs'));
    const dataDir = join(closed, 'project', '.data');
    const start = await workshop.start(dataDir, { nativeFolder: programs });
    expect(start.refusal).toBe('');
    await query(start.url, 'create table kept as select 7 as n');
    await start.stop();
    const again = await workshop.start(dataDir, { nativeFolder: programs });
    expect(again.dataDir).toBe(start.dataDir);
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 7 }]);
    const base = await stat(dirname(start.dataDir));
    expect(base.uid).not.toBe(0);
    expect(base.mode & 0o777).toBe(0o700);
    await again.stop();
  });

  it('given Ctrl-C for the whole process group, when its owner has not stopped it, then statements go on', async () => {
    const { start } = await startCopy();
    const client = new Client({ connectionString: start.url });
    client.on('error', () => undefined);
    await client.connect();
    const slow = client.query("select 'done' as state from pg_sleep(0.5)");
    process.kill(-start.pid, 'SIGINT');
    expect((await slow).rows).toEqual([{ state: 'done' }]);
    await client.end();
    await start.stop();
  });
});
