import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyPack } from '../../../src/audit/pack/verify-pack.ts';
import { type PackFile, readZip } from '../../../src/audit/pack/zip/directory.ts';
import { memberBytes } from '../../../src/audit/pack/zip/member-bytes.ts';
import { zipped } from '../../../src/audit/pack/zip/pack-zip.ts';
import { largeEndOf } from '../../../src/audit/pack/zip/records.ts';
import { parseVerifierKeys } from '../../../src/ledger/tree/public-keys.ts';
import { EXAMPLES, EXAMPLES_KEY } from '../../support/ledger/examples/example-table.ts';
import { diceOf, mutableFile, withOtherByte } from '../../support/ledger/export-mutations.ts';
import { storedZip } from '../../support/ledger/stored-zip.ts';

const MUTATIONS = 400;

const fileOf = (bytes: Buffer): PackFile => ({
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

async function* piecesOf(...pieces: readonly string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The members of a zip file with what is in them. */
async function contentOf(bytes: Buffer): Promise<readonly (readonly [string, string])[]> {
  const file = fileOf(bytes);
  const members = await readZip(file);
  return Promise.all(
    members.map(async (one) => [one.name, String(await all(memberBytes(file, one)))] as const),
  );
}

describe('the zip file of a pack', () => {
  test('is read as it was written, whatever the pieces were, and its bytes are equal (A3)', async () => {
    const make = (pieces: readonly string[]) =>
      all(
        zipped(
          (async function* () {
            yield { name: 'log.ndjson', bytes: piecesOf(...pieces) };
            yield { name: 'receipts/a-1.json', bytes: piecesOf('') };
          })(),
        ),
      );
    const text = 'as it was '.repeat(100_000);
    const [whole, cut] = [await make([text]), await make([text.slice(0, 777), text.slice(777)])];
    expect(whole.equals(cut)).toBe(true);
    expect(whole.length).toBeLessThan(text.length / 50);
    expect(await contentOf(whole)).toEqual([
      ['log.ndjson', text],
      ['receipts/a-1.json', ''],
    ]);
  });

  test('fails as a member of it does, and lets go of that when nobody reads on', async () => {
    let isLeft = false;
    const endless = async function* () {
      try {
        for (;;) yield Buffer.alloc(100_000, Math.random().toString());
      } finally {
        isLeft = true;
      }
    };
    const failing = async function* () {
      yield Buffer.from('a');
      throw new Error('the member failed');
    };
    const of = async function* (bytes: AsyncIterable<Buffer>) {
      yield { name: 'log.ndjson', bytes };
    };
    await expect(all(zipped(of(failing())))).rejects.toThrow('the member failed');
    for await (const _ of zipped(of(endless()))) break;
    expect(isLeft).toBe(true);
  });

  test('may be larger than numbers of 4 bytes tell, in one form (A3)', async () => {
    const content = Buffer.from('large');
    const zip = storedZip([{ name: 'log.ndjson', content, isLarge: true }]);
    expect(await contentOf(zip)).toEqual([['log.ndjson', 'large']]);
    const end = Buffer.from(zip.subarray(-22));
    const [size, start] = [end.readUInt32LE(12), end.readUInt32LE(16)];
    end.fill(0xff, 8, 20);
    const at = zip.length - 22;
    const large = (count: number) =>
      Buffer.concat([zip.subarray(0, at), largeEndOf({ start, size, count }, at), end]);
    expect(await contentOf(large(1))).toEqual([['log.ndjson', 'large']]);
    await expect(readZip(fileOf(large(2)))).rejects.toThrow('does not have as many members as it says');
  });

  test(`of which a byte is another, is in doubt, ${MUTATIONS} times (A3)`, async () => {
    const seed = randomInt(2 ** 31);
    const dice = diceOf(seed);
    const file = mutableFile(await readFile(join(EXAMPLES, 'pack.zip')));
    const keys = parseVerifierKeys(await readFile(join(EXAMPLES, EXAMPLES_KEY), 'utf8')) ?? [];
    const unseen: string[] = [];
    for (let done = 0; done < MUTATIONS; done += 1) {
      const { what, pieces } = withOtherByte(file, dice);
      const bytes = Buffer.concat(pieces);
      const { verified } = await verifyPack(fileOf(bytes), { keys });
      if (verified && !bytes.equals(file.bytes)) unseen.push(what);
    }
    expect({ seed, unseen }).toEqual({ seed, unseen: [] });
  });
});
