import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKeyFile } from '../../src/secrets/key-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('development makes a master key of its own, which only its user can read, and keeps it (X4)', async () => {
  const path = join(folder, 'deep', 'er', 'master-key');
  const made = await makeKeyFile(path);
  expect(made).toHaveLength(32);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await makeKeyFile(path)).toEqual(made);
  expect(await makeKeyFile(join(folder, 'another'))).not.toEqual(made);
});

test('processes that start together take one and the same key (X4)', async () => {
  for (let round = 0; round < 10; round += 1) {
    const path = join(folder, `together-${round}`);
    const keys = await Promise.all(Array.from({ length: 12 }, () => makeKeyFile(path)));
    expect(new Set(keys.map((bytes) => bytes.toString('hex'))).size).toBe(1);
  }
});

test('leaves nothing else in the folder (X4)', async () => {
  const own = join(folder, 'own');
  await Promise.all([1, 2, 3].map(() => makeKeyFile(join(own, 'master-key'))));
  expect(await readdir(own)).toEqual(['master-key']);
});

test.each(['', 'nonsense', Buffer.alloc(31).toString('base64')])(
  'a file that holds %j instead is refused and kept, since its tokens would be lost (X4)',
  async (content) => {
    const path = join(folder, `wrong-${content.length}`);
    await writeFile(path, content);
    await expect(makeKeyFile(path)).rejects.toThrow(`${path} does not contain a key of 32 bytes`);
    expect(await readFile(path, 'utf8')).toBe(content);
  },
);
