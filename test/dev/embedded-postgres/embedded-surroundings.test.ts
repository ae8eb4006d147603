import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { databaseFailureSentence } from '../../../src/database/connection/failure-sentence.ts';
import { UNPRIVILEGED, Workshop } from '../../support/database/embedded-starts.ts';

const workshop = new Workshop();
let seed: string;
let nativeFolder: string;
beforeAll(async () => {
  nativeFolder = await workshop.copyPrograms(await workshop.makeFolder());
  seed = await workshop.makeDataDir(nativeFolder);
});
afterAll(() => workshop.close());

/** PostgreSQL's programs, of which one only says what it says in surroundings that not every machine can make. */
async function programsOf(name: 'initdb' | 'postgres', says: string): Promise<string> {
  const programs = await workshop.copyPrograms(await workshop.makeFolder());
  const path = join(programs, 'bin', name);
  await rm(path);
  await writeFile(path, `#!/bin/sh\ncat <<'END'\n${says}\nEND\nexit 1\n`);
  await chmod(path, 0o755);
  return programs;
}

const RESIZE =
  'could not resize shared memory segment "/PostgreSQL.3936358992" to 1048576 bytes: No space left on device';

const SHARED_MEMORY =
  'PostgreSQL needs more shared memory than /dev/shm has where it runs: make that larger, as by docker run --shm-size=256m';

describe('given a /dev/shm that is too small', () => {
  it.each(['initdb', 'postgres'] as const)(
    'when %s finds it out, then one sentence names it, and no disk',
    async (name) => {
      const programs = await programsOf(name, `2026-01-01 00:00:00.000 UTC [7] FATAL:  ${RESIZE}`);
      const dataDir =
        name === 'initdb' ? await workshop.makeFolder(UNPRIVILEGED) : await workshop.copyDataDir(seed);
      const refused = await workshop.start(dataDir, { uid: UNPRIVILEGED, nativeFolder: programs });
      expect([refused.refusalName, refused.refusal]).toEqual(['EmbeddedServerError', `${SHARED_MEMORY}.`]);
    },
  );

  it('when a statement finds it out, then the sentence of a command names it, with PostgreSQL’s own', async () => {
    const client = new Client({ connectionString: inject('testServer').adminUrl });
    await client.connect();
    const raise = `do $$ begin raise exception using errcode = 'disk_full', message = '${RESIZE}'; end $$`;
    const error: unknown = await client.query(raise).catch((reason: unknown) => reason);
    await client.end();
    if (!(error instanceof Error)) throw new Error('nothing was raised');
    expect(databaseFailureSentence(new Error('outer', { cause: error }))).toBe(
      `${SHARED_MEMORY}: ${RESIZE} (SQLSTATE 53100).`,
    );
  });
});

describe('given a user id without a name, as containers have', () => {
  const nobody = 12_345;

  it('when a database is to be made, then one sentence says what to do', async () => {
    // Who may be any user is that one; who may not has the program say what it would.
    const uid = process.getuid?.() === 0 ? nobody : undefined;
    const programs =
      uid === undefined
        ? await programsOf(
            'initdb',
            `initdb: error: could not look up effective user ID ${nobody}: user does not exist`,
          )
        : nativeFolder;
    const refused = await workshop.start(await workshop.makeFolder(uid), { uid, nativeFolder: programs });
    expect(refused.refusalName).toBe('EmbeddedServerError');
    expect(refused.refusal).toMatch(
      /^PostgreSQL cannot create a database as user 12345, which has no name in \/etc\/passwd. Run as .*, or set DATABASE_URL to a PostgreSQL server\.$/,
    );
  });
});
