import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/kernel/make-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-folders-'));
  await writeFile(join(folder, 'file'), '');
  await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
  await symlink(join(folder, 'circle'), join(folder, 'circle'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a folder that is to be there', () => {
  it('given missing ones above it, then all are made with the mode, also by two at once, and again', async () => {
    const path = join(folder, 'deep', 'er', 'folder');
    await Promise.all([makeFolder(path, 0o700), makeFolder(path, 0o700)]);
    await makeFolder(path);
    const modes = await Promise.all(
      [path, join(path, '..')].map(async (one) => (await stat(one)).mode & 0o777),
    );
    expect(modes).toEqual([0o700, 0o700]);
  });

  it.each([
    'file',
    'file/folder',
    'file/deep/er',
    'dangling',
    'dangling/folder',
    'circle/folder',
    `${'long'.repeat(100)}/folder`,
    '/dev/null/folder',
    '/proc/folder',
    '/proc/deep/er',
    '/sys/folder',
    '/dev/fd/folder',
  ])('given %s, which cannot be made, then it says so at once (X6)', async (path) => {
    await expect(makeFolder(path.startsWith('/') ? path : join(folder, path))).rejects.toThrow();
  });
});
