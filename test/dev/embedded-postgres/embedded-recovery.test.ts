import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, lstat, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asEmbeddedServerError } from '../../../src/dev/embedded-postgres/embedded-error.ts';
import {
  isRunning,
  listHalfMade,
  makeFolderBelow,
  query,
  serverPid,
  UNPRIVILEGED,
  Workshop,
} from '../../support/database/embedded-starts.ts';
import { until } from '../../support/until.ts';

const workshop = new Workshop();
let nativeFolder: string;
let seed: string;

beforeAll(async () => {
  nativeFolder = await workshop.copyPrograms(await workshop.makeFolder());
  seed = await workshop.makeDataDir(nativeFolder);
});

afterAll(() => workshop.close());

function start(dataDir: string) {
  return workshop.start(dataDir, { uid: UNPRIVILEGED, nativeFolder });
}

async function writeLock(dataDir: string, content: string): Promise<void> {
  const file = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  await writeFile(file, content, { mode: 0o600 });
  if (UNPRIVILEGED !== undefined) await chown(file, UNPRIVILEGED, UNPRIVILEGED);
}

describe('the embedded server after a crash', () => {
  it('given its process was killed, when it is started again, then what was committed is there and nothing is left', async () => {
    const dataDir = await workshop.copyDataDir(seed);
    const first = await start(dataDir);
    await query(first.url, 'create table kept as select 7 as n');
    const postgres = await serverPid(first.dataDir);
    await first.kill();
    const again = await start(dataDir);
    expect(again.refusal).toBe('');
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(await isRunning(postgres)).toBe(false);
    const oldSocket = new URL(first.url).searchParams.get('host') ?? '';
    await expect(access(oldSocket)).rejects.toMatchObject({ code: 'ENOENT' });
    await again.stop();
  });

  it('given its process was killed with a statement under way, when nobody starts it again, then PostgreSQL ends', async () => {
    const first = await start(await workshop.copyDataDir(seed));
    const slow = query(first.url, 'select pg_sleep(600)').catch((error: Error) => error.message);
    await until(async () => {
      const busy = await query(first.url, "select from pg_stat_activity where query like 'select pg_sleep%'");
      return busy.length > 0;
    });
    const postgres = await serverPid(first.dataDir);
    await first.kill();
    expect(await slow).toMatch(/terminat/);
    await until(async () => !(await isRunning(postgres)));
  });

  it('given PostgreSQL itself was killed, then it serves again under the same URL', async () => {
    const first = await start(await workshop.copyDataDir(seed));
    await query(first.url, 'create table kept as select 7 as n');
    process.kill(await serverPid(first.dataDir), 'SIGKILL');
    let rows: unknown[] = [];
    await until(async () => {
      rows = await query(first.url, 'select n from kept').catch(() => []);
      return rows.length > 0;
    });
    expect(rows).toEqual([{ n: 7 }]);
    await first.stop();
  });

  it('given it was killed while the data was made, when it is started again, then it makes the data again', async () => {
    const dataDir = await workshop.makeFolder(UNPRIVILEGED);
    const base = join(dataDir, 'postgres');
    const child = workshop.spawn(dataDir, { uid: UNPRIVILEGED, nativeFolder });
    const exited = once(child, 'exit');
    await until(async () => {
      const name = (await listHalfMade(base))[0] ?? 'none yet';
      return await stat(join(base, name, 'global')).then(
        () => true,
        () => false,
      );
    });
    child.kill('SIGKILL');
    await exited;
    const again = await start(dataDir);
    expect(again.refusal).toBe('');
    expect(await query(again.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await until(async () => (await listHalfMade(base)).length === 0);
    await again.stop();
  });

  it('given a lock file whose process number another program has now, when it is started, then it serves', async () => {
    const dataDir = await workshop.copyDataDir(seed);
    const user = UNPRIVILEGED === undefined ? {} : { uid: UNPRIVILEGED, gid: UNPRIVILEGED };
    const other = spawn('sleep', ['600'], { ...user, cwd: '/', stdio: 'ignore' });
    const ended = once(other, 'exit');
    const data = join(dataDir, 'postgres', 'data');
    await writeLock(dataDir, `${other.pid}\n${data}\n1700000000\n5432\n/nowhere\n\n  1 1\nready   \n`);
    const again = await start(dataDir);
    other.kill();
    await ended;
    expect(again.refusal).toBe('');
    expect(await query(again.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await again.stop();
  });

  it.each(['', 'garbage\n'])(
    'given a lock file cut to %j, when it is started, then it serves',
    async (content) => {
      const dataDir = await workshop.copyDataDir(seed);
      await writeLock(dataDir, content);
      const again = await start(dataDir);
      expect(again.refusal).toBe('');
      await again.stop();
    },
  );
});

describe('the embedded server on a folder it cannot use', () => {
  it('given data of another major version, when it is started, then one sentence names both versions', async () => {
    const dataDir = await workshop.copyDataDir(seed);
    const data = join(dataDir, 'postgres', 'data');
    await writeFile(join(data, 'PG_VERSION'), '9\n');
    const refused = await start(dataDir);
    expect(refused.refusalName).toBe('EmbeddedServerError');
    expect(refused.refusal).toMatch(
      /was written by PostgreSQL 9 and cannot be read by PostgreSQL \d+\. .*PostgreSQL 9 server/,
    );
    expect(refused.refusal).toContain(data);
  });

  it('given a folder it may not write, when it is started, then one sentence names the folder', async () => {
    const parent = await workshop.makeFolder();
    await chmod(parent, 0o555);
    const refused = await start(join(parent, 'data'));
    expect(refused.refusalName).toBe('EmbeddedServerError');
    expect(refused.refusal).toBe(`The database folder ${join(parent, 'data')} is not writable (EACCES).`);
  });

  it('given a file in the way, when it is started, then one sentence says so', async () => {
    const parent = await workshop.makeFolder(UNPRIVILEGED);
    await writeFile(join(parent, 'data'), '');
    const refused = await start(join(parent, 'data'));
    expect(refused.refusal).toBe(
      `The database cannot be created in ${join(parent, 'data')}, because a file is in the way.`,
    );
  });

  it('given a setting that PostgreSQL does not know, when it is started, then one sentence quotes PostgreSQL', async () => {
    const dataDir = await workshop.copyDataDir(seed);
    const refused = await workshop.start(dataDir, {
      uid: UNPRIVILEGED,
      nativeFolder,
      settings: { no_such_setting: 'on' },
    });
    expect(refused.refusal).toMatch(/^PostgreSQL did not start on .*"no_such_setting"\.$/);
  });

  it.each(['ENOSPC', 'EDQUOT', '53100'])(
    'given a disk that is full (%s), then one sentence names the folder',
    (code) => {
      const error = asEmbeddedServerError(Object.assign(new Error('write'), { code }), '/somewhere');
      expect(String(error)).toBe(
        'EmbeddedServerError: There is no space left on the disk for the database in /somewhere.',
      );
    },
  );
});

describe("PostgreSQL's programs", () => {
  const link = join('lib', 'libicuuc.so.60');

  it('given the links of the libraries were not made, when it is started, then it makes them', async () => {
    const programs = await workshop.copyPrograms(await workshop.makeFolder());
    const target = await readlink(join(programs, link));
    await rm(join(programs, link));
    const started = await workshop.start(await workshop.copyDataDir(seed), { nativeFolder: programs });
    expect(started.refusal).toBe('');
    expect(await readlink(join(programs, link))).toBe(target);
    await started.stop();
  });

  it('given links that it may not make, when it is started, then it uses a copy with the links', async () => {
    const programs = await workshop.copyPrograms(await workshop.makeFolder());
    await rm(join(programs, link));
    await chmod(join(programs, 'lib'), 0o555);
    const dataDir = await workshop.copyDataDir(seed);
    const started = await workshop.start(dataDir, { uid: UNPRIVILEGED, nativeFolder: programs });
    expect(started.refusal).toBe('');
    expect(await query(started.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await expect(lstat(join(programs, link))).rejects.toMatchObject({ code: 'ENOENT' });
    await started.stop();
    await chmod(join(programs, 'lib'), 0o755);
  });

  it('given a folder without them, when it is started, then one sentence names the folder', async () => {
    const nowhere = await makeFolderBelow(await workshop.makeFolder(), 'native', 0o755);
    const refused = await workshop.start(await workshop.copyDataDir(seed), { nativeFolder: nowhere });
    expect(refused.refusal).toBe(`PostgreSQL's programs in ${nowhere} cannot be read.`);
  });
});
