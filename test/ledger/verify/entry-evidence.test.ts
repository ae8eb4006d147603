import { expect, test } from 'vitest';
import {
  consistencyPlan,
  EMPTY_TREE,
  extendTree,
  joined,
  leafHash,
} from '../../../src/ledger/tree/merkle-rules.ts';
import { checkGrowth, entryEvidence } from '../../../src/ledger/verify/entry-evidence.ts';
import { verifyExport } from '../../../src/ledger/verify/verify-export.ts';
import { newEntries, newSigner, sealedLog } from '../../support/ledger/sealed-log.ts';

const KEY = newSigner();
const ENTRIES = newEntries(9);
const LOG = sealedLog(ENTRIES, KEY);

/** The consistency proof of the log from a size, in base64. */
function growthFrom(size: number): readonly string[] {
  const leaves = ENTRIES.map(({ body }) => leafHash(Buffer.from(body)));
  const nodes = new Map(
    extendTree(EMPTY_TREE, leaves).completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]),
  );
  for (const [index, leaf] of leaves.entries()) nodes.set(`0/${index}`, leaf);
  return consistencyPlan(size, leaves.length).map((range) =>
    joined(range.map(({ level, index }) => nodes.get(`${level}/${index}`) ?? Buffer.alloc(0))).toString(
      'base64',
    ),
  );
}

const proved = (index: number) => ({
  entryText: ENTRIES[index]?.body ?? '',
  leafIndex: index,
  hashes: LOG.proof(index).map((hash) => hash.toString('base64')),
  checkpoint: LOG.note(),
  hostProof: null,
});
const verdictOn = (evidence: ReturnType<typeof proved>) =>
  verifyExport([Buffer.from(entryEvidence(evidence))], { keys: [KEY] });

test('given the proof of each entry, then it is verified as the export of that entry alone (A3)', async () => {
  for (const index of ENTRIES.keys())
    expect(await verdictOn(proved(index))).toMatchObject({
      verified: true,
      evidence: 'FILTERED_EXPORT',
      entries: 1,
      checkpoint: { size: ENTRIES.length },
    });
});

test('given another text, place, hash, checkpoint or key, then it is in doubt (A3)', async () => {
  const good = proved(3);
  const others = [
    { ...good, entryText: good.entryText.replace('user-3', 'user-4').replace('req-3', 'req-4') },
    { ...good, leafIndex: 4 },
    { ...good, hashes: good.hashes.slice(1) },
    { ...good, hashes: proved(4).hashes },
    { ...good, checkpoint: LOG.note(8) },
    { ...good, checkpoint: sealedLog(ENTRIES, newSigner()).note() },
  ];
  for (const other of others) expect(await verdictOn(other)).toMatchObject({ verified: false, shows: [] });
});

test('given a checkpoint that was kept, then it is told whether the log goes on from it (A3)', () => {
  const newer = (size: number) => ({ checkpoint: LOG.note(), hashes: growthFrom(size) });
  for (const size of [1, 4, 5, 8]) {
    const { isSame, text } = checkGrowth(LOG.note(size), newer(size), [KEY]);
    expect([isSame, text]).toEqual([true, expect.stringContaining('and has 9 entries now')]);
  }
  const rewritten = sealedLog([...newEntries(4, undefined, 20), ...newEntries(2)], KEY).note(5);
  for (const [kept, keys] of [
    [rewritten, [KEY]],
    [LOG.note(4), [KEY]],
    [LOG.note(5), [newSigner()]],
    ['no checkpoint', [KEY]],
    [sealedLog(ENTRIES, KEY, { epoch: 2 }).note(5), [KEY]],
  ] as const)
    expect(checkGrowth(kept, newer(5), keys)).toMatchObject({ isSame: false });
});
