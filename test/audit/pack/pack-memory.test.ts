import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPack } from '../../../src/audit/pack/verify-pack.ts';
import { packOfLog } from '../../support/ledger/pack-of-log.ts';
import { newSigner } from '../../support/ledger/sealed-log.ts';

const KEY = newSigner();
const SMALL = 10_000;
/** As large as a test may be; of a million the same was measured once. */
const LARGE = 100_000;
/** More than what lives while a piece is on its way; the larger log has ten times as many bytes. */
const SLACK_BYTES = 24 * 1_024 * 1_024;

let folder: string;
let collect: () => void;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-pack-'));
  setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Remembers the most memory that was in use, of what cannot be collected. */
class Peak {
  #most = 0;
  #seen = 0;

  look(): void {
    this.#seen += 1;
    if (this.#seen % 16 !== 1) return;
    collect();
    const { heapUsed, external } = process.memoryUsage();
    this.#most = Math.max(this.#most, heapUsed + external);
  }

  get bytes(): number {
    return this.#most;
  }
}

/** Writes and verifies a pack of so many entries; gives the most memory that each took. */
async function measured(entries: number) {
  const path = join(folder, `${entries}.zip`);
  const [writing, verifying] = [new Peak(), new Peak()];
  const out = await open(path, 'w+');
  try {
    let size = 0;
    for await (const chunk of packOfLog(entries, KEY)) {
      await out.write(chunk);
      size += chunk.length;
      writing.look();
    }
    const read = async (start: number, end: number) => {
      verifying.look();
      const bytes = Buffer.alloc(Math.max(0, Math.min(end, size) - start));
      await out.read(bytes, 0, bytes.length, start);
      return bytes;
    };
    const { verified, entries: found } = await verifyPack({ size, read }, { keys: [KEY] });
    expect([verified, found]).toEqual([true, entries]);
  } finally {
    await out.close();
  }
  return { writing: writing.bytes, verifying: verifying.bytes };
}

test('a pack of ten times as many entries takes no more memory to write, nor to verify (A3, X5)', async () => {
  const small = await measured(SMALL);
  const large = await measured(LARGE);
  expect(large.writing - small.writing).toBeLessThan(SLACK_BYTES);
  expect(large.verifying - small.verifying).toBeLessThan(SLACK_BYTES);
}, 120_000);
