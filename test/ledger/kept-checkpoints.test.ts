import { describe, expect, test } from 'vitest';
import { parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import type { SignerKey } from '../../src/ledger/tree/signed-note.ts';
import type { KeptCheckpoint } from '../../src/ledger/verify/kept-checkpoint.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import {
  ACME,
  inChunks,
  newEntries,
  newEntry,
  newSigner,
  type SealedLog,
  sealedLog,
} from '../support/ledger/sealed-log.ts';

const KEY = newSigner();
const HONEST = newEntries(100);
const LOG = sealedLog(HONEST, KEY);
/** The same log with the entry at index 20 replaced, as somebody with the key could write it. */
const FORK = sealedLog(HONEST.toSpliced(20, 1, ...newEntries(1, ACME, 900)), KEY);

const keep = (log: SealedLog, size?: number): KeptCheckpoint => ({ name: 'kept.txt', note: log.note(size) });

async function outcome(log: SealedLog, kept: readonly KeptCheckpoint[], keys: readonly SignerKey[] = [KEY]) {
  const verdict = await verifyExport(inChunks(log.whole()), { keys, kept });
  return {
    verdict,
    doubts: verdict.doubts.map(({ code }) => code),
    kept: verdict.kept.map(({ finding }) => finding),
  };
}

const OTHER_TENANT: TenantId = parseTenantId('other') ?? ACME;

describe('given a checkpoint that was kept, an export', () => {
  test('that begins with its entries is verified, whatever the sizes (A3)', async () => {
    for (const size of [0, 1, 20, 63, 64, 99, 100]) {
      const { verdict, kept } = await outcome(LOG, [keep(LOG, size), keep(LOG, 50)]);
      expect(verdict.verified).toBe(true);
      expect(kept).toEqual(['BEGINS_WITH', 'BEGINS_WITH']);
    }
  });

  test('of a history that was rewritten and signed again is found out by any that covers it (A3)', async () => {
    expect((await outcome(FORK, [])).verdict.verified).toBe(true);
    expect((await outcome(FORK, [keep(LOG, 20)])).verdict.verified).toBe(true);
    for (const size of [21, 64, 100]) {
      const { verdict, doubts } = await outcome(FORK, [keep(LOG, size), keep(LOG, 16)]);
      expect(doubts).toEqual(['REWRITTEN']);
      expect(verdict.doubts[0]?.lines).toEqual({ first: 17, last: size });
    }
  });

  test('of a log that was cut or rolled back is found out (A3)', async () => {
    const cut = sealedLog(HONEST.slice(0, 60), KEY);
    expect((await outcome(cut, [])).verdict.verified).toBe(true);
    expect(await outcome(cut, [keep(LOG, 60)])).toMatchObject({ doubts: [], kept: ['BEGINS_WITH'] });
    expect(await outcome(cut, [keep(LOG, 61)])).toMatchObject({
      doubts: ['ROLLED_BACK'],
      kept: ['DOUBTFUL'],
    });
    const regrown = sealedLog([...HONEST.slice(0, 60), ...newEntries(60, ACME, 500)], KEY);
    expect((await outcome(regrown, [keep(LOG, 60)])).doubts).toEqual([]);
    expect((await outcome(regrown, [keep(LOG, 61)])).doubts).toEqual(['REWRITTEN']);
  });

  test('is not verified when that one belongs to another log, or signed by nobody that is trusted (A3)', async () => {
    const other = sealedLog(newEntries(10, OTHER_TENANT), KEY, { tenant: OTHER_TENANT });
    expect((await outcome(LOG, [keep(other)])).doubts).toEqual(['KEPT_OF_ANOTHER_LOG']);
    const elsewhere = newSigner('elsewhere.example');
    expect((await outcome(LOG, [keep(sealedLog(HONEST, elsewhere))], [KEY, elsewhere])).doubts).toEqual([
      'KEPT_OF_ANOTHER_LOG',
    ]);
    expect((await outcome(LOG, [keep(sealedLog(HONEST, newSigner()))])).doubts).toEqual(['KEPT_UNSIGNED']);
    const altered = { name: 'x', note: LOG.note(50).replace('\n50\n', '\n51\n') };
    expect((await outcome(LOG, [altered])).doubts).toEqual(['KEPT_UNSIGNED']);
  });

  test('is checked with past keys too (A3)', async () => {
    const past = newSigner();
    const before = sealedLog(HONEST, past);
    expect((await outcome(LOG, [keep(before, 40)], [KEY, past])).verdict.verified).toBe(true);
    expect((await outcome(LOG, [keep(before, 40)])).doubts).toEqual(['KEPT_UNSIGNED']);
  });
});

describe('a log in a new epoch', () => {
  const started = (note: unknown, epoch = 2) =>
    newEntry({
      kind: 'LEDGER_EPOCH_STARTED',
      object: `epoch/${epoch}`,
      before: { epoch: 1, checkpoint: String(note) },
      after: { epoch },
    });
  const second = (note: unknown) => sealedLog([started(note), ...newEntries(10)], KEY, { epoch: 2 });

  test('goes on from the kept checkpoint of the epoch before, or from a later one, and says what that leaves open (A3)', async () => {
    const exactly = await outcome(second(LOG.note(70)), [keep(LOG, 70)]);
    expect(exactly).toMatchObject({ doubts: [], kept: ['NAMED'], verdict: { verified: true } });
    expect(exactly.verdict.kept[0]?.text).toContain('exactly the checkpoint kept.txt');
    const later = await outcome(second(LOG.note(70)), [keep(LOG, 50)]);
    expect(later).toMatchObject({ doubts: [], kept: ['NAMED'], verdict: { verified: true } });
    expect(later.verdict.kept[0]?.text).toContain('An export of epoch 1 shows');
    expect(later.verdict.doesNotShow.join()).toContain('before epoch 2');
  });

  test('that goes on from an earlier checkpoint than the kept one has lost what lay between (A3)', async () => {
    expect((await outcome(second(LOG.note(70)), [keep(LOG, 71)])).doubts).toEqual(['ROLLED_BACK']);
  });

  test('that goes on from another history of the same size is found out (A3)', async () => {
    expect((await outcome(second(FORK.note(70)), [keep(LOG, 70)])).doubts).toEqual(['REWRITTEN']);
  });

  test('that names nothing is not taken for what follows a kept checkpoint (A3)', async () => {
    const silent = sealedLog(newEntries(10), KEY, { epoch: 2 });
    expect((await outcome(silent, [])).verdict.verified).toBe(true);
    expect((await outcome(silent, [keep(LOG, 70)])).doubts).toEqual(['EPOCH_START']);
  });

  test('that names what is no checkpoint of its past is not verified (A3)', async () => {
    const other = sealedLog(newEntries(10, OTHER_TENANT), KEY, { tenant: OTHER_TENANT });
    const unsigned = sealedLog(HONEST, newSigner());
    const same = sealedLog(HONEST, KEY, { epoch: 2 });
    for (const note of ['', other.note(), unsigned.note(), same.note()])
      expect((await outcome(second(note), [])).doubts).toEqual(['EPOCH_START']);
  });

  test('is of several epochs later, and of a host that was renamed meanwhile (A3)', async () => {
    const third = sealedLog([started(second(LOG.note()).note(), 3), ...newEntries(5)], KEY, { epoch: 3 });
    const { verdict, kept } = await outcome(third, [keep(LOG, 70)]);
    expect([verdict.verified, kept]).toEqual([true, ['NAMED']]);
    const renamed = newSigner('new.example');
    const moved = sealedLog([started(LOG.note(70)), ...newEntries(5)], renamed, { epoch: 2 });
    expect((await outcome(moved, [keep(LOG, 70)], [renamed, KEY])).doubts).toEqual([]);
    expect((await outcome(moved, [keep(LOG, 70)], [renamed])).doubts).toEqual([
      'EPOCH_START',
      'KEPT_UNSIGNED',
    ]);
  });

  test('has no older exports after it (A3)', async () => {
    const kept = keep(second(LOG.note()));
    expect((await outcome(LOG, [kept])).doubts).toEqual(['ROLLED_BACK']);
  });

  test('cannot be judged by a filtered export', async () => {
    const log = second(LOG.note(70));
    const check = { keys: [KEY], kept: [keep(LOG, 70)] };
    const { doubts } = await verifyExport(inChunks(log.filtered([0, 3])), check);
    expect(doubts.map(({ code }) => code)).toEqual(['NOT_COMPARABLE']);
  });
});
