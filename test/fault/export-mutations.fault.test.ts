import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyReceipt } from '../../src/audit/receipt/verify-receipt.ts';
import type { Verdict } from '../../src/ledger/verify/verdict.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { newConsentReceipt } from '../support/ledger/consent-receipts.ts';
import {
  diceOf,
  type MutableFile,
  type Mutation,
  mutableFile,
  withOtherByte,
  withOtherLine,
} from '../support/ledger/export-mutations.ts';
import { ACME, newEntries, newSigner, sealedLog } from '../support/ledger/sealed-log.ts';
import { isShort } from '../support/processes/fault-size.ts';

const SIZE = isShort()
  ? { whole: 500, filtered: 200, receipts: 500 }
  : { whole: 10_000, filtered: 1_000, receipts: 3_000 };
const ENTRIES = 2_000;

const KEY = newSigner();
const LOG = sealedLog(newEntries(ENTRIES), KEY);
const STRANGER = Buffer.from(`${newEntries(1, ACME, ENTRIES)[0]?.body}\n`);
const seed = randomInt(2 ** 31);
const dice = diceOf(seed);

async function* inPieces(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

/** Half of the mutations are of a byte, half of a line. */
function mutated(file: MutableFile): Mutation {
  return dice(2) === 0 ? withOtherByte(file, dice) : withOtherLine(file, dice, STRANGER);
}

/** Whether a doubt is about the lines that the mutation lies in, or about the file's end, which it is part of. */
function pointsAt({ doubts }: Verdict, { line }: Mutation, lastLine: number): boolean {
  return doubts.some(
    ({ lines, code }) =>
      (lines !== null && lines.first <= line && line <= lines.last) ||
      (line >= lastLine - 1 &&
        (code.startsWith('CHECKPOINT') || code === 'NOT_AN_EXPORT' || code === 'ENTRIES_DIFFER')),
  );
}

/** What went by unseen, or was looked for in the wrong place. */
async function undetected(file: MutableFile, count: number): Promise<readonly string[]> {
  const missed: string[] = [];
  for (let done = 0; done < count; done += 1) {
    const mutation = mutated(file);
    const { what, pieces } = mutation;
    // Reading again to name the line takes longer than all else, so only some of the mutants are looked at twice.
    const reread = done % 100 === 0 ? () => inPieces(pieces) : undefined;
    const verdict = await verifyExport(inPieces(pieces), { keys: [KEY], reread });
    if (verdict.verified) missed.push(`unseen: ${what}`);
    else if (!pointsAt(verdict, mutation, file.starts.length - 1))
      missed.push(`misplaced: ${what}: ${JSON.stringify(verdict.doubts)}`);
  }
  return missed;
}

describe(`of an export of ${ENTRIES} entries`, () => {
  test(`each of ${SIZE.whole} mutations of a byte or a line is detected, and looked for where it is (A3)`, async () => {
    const file = mutableFile(Buffer.from(LOG.whole()));
    expect((await verifyExport(inPieces([file.bytes]), { keys: [KEY] })).verified).toBe(true);
    expect({ seed, missed: await undetected(file, SIZE.whole) }).toEqual({ seed, missed: [] });
  });

  test(`filtered to 100 of them, each of ${SIZE.filtered} mutations is detected (A3)`, async () => {
    const indexes = Array.from({ length: 100 }, (_, index) => index * 20 + (index % 7));
    const file = mutableFile(Buffer.from(LOG.filtered(indexes)));
    expect((await verifyExport(inPieces([file.bytes]), { keys: [KEY] })).verified).toBe(true);
    const missed: string[] = [];
    for (let done = 0; done < SIZE.filtered; done += 1) {
      const { what, pieces } = mutated(file);
      if ((await verifyExport(inPieces(pieces), { keys: [KEY] })).verified) missed.push(what);
    }
    expect({ seed, missed }).toEqual({ seed, missed: [] });
  });
});

test(`each of ${SIZE.receipts} mutations of a byte or a line of a consent receipt is detected (A3, C3)`, () => {
  const { text } = newConsentReceipt(KEY);
  const file = mutableFile(Buffer.from(text));
  expect(verifyReceipt(file.bytes, { keys: [KEY] }).verified).toBe(true);
  const missed: string[] = [];
  for (let done = 0; done < SIZE.receipts; done += 1) {
    const { what, pieces } = mutated(file);
    const bytes = Buffer.concat(pieces);
    if (!bytes.equals(file.bytes) && verifyReceipt(bytes, { keys: [KEY] }).verified) missed.push(what);
  }
  expect({ seed, missed }).toEqual({ seed, missed: [] });
});
