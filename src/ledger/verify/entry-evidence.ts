import type { HostProof } from '../host/host-proof-rules.ts';
import { openCheckpoint } from '../tree/checkpoint.ts';
import { isConsistent } from '../tree/merkle-rules.ts';
import { decodeHash, type VerifierKey } from '../tree/signed-note.ts';
import { checkpointLine, proofLine } from './export-lines.ts';
import { entriesInWords, unsignedDoubt } from './verdict.ts';

/** The proof that one entry is in a log, as the API gives it: hashes in base64, the checkpoint as a signed note. */
export interface ProvedEntryText {
  readonly entryText: string;
  readonly leafIndex: number;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
  readonly hostProof: HostProof | null;
}

/** The proof as the filtered export of that one entry, which is verified like any other; nothing in it is taken as read. */
export function entryEvidence(proof: ProvedEntryText): string {
  const hashes = proof.hashes.map((hash) => Buffer.from(hash, 'base64'));
  const end = checkpointLine(proof.checkpoint, proof.hostProof ?? undefined);
  return [proof.entryText, proofLine(proof.leafIndex, hashes), end, ''].join('\n');
}

/** The finding whether a log goes on from a checkpoint that was kept of it, in a sentence. */
export interface Growth {
  readonly isSame: boolean;
  readonly text: string;
}

/** Checks that the log of a newer checkpoint begins with exactly the entries of the kept one (A3). Both have to be signed. */
export function checkGrowth(
  kept: string,
  newer: { readonly checkpoint: string; readonly hashes: readonly string[] },
  keys: readonly VerifierKey[],
): Growth {
  const [old, now] = [openCheckpoint(kept, keys), openCheckpoint(newer.checkpoint, keys)];
  if (!old.ok) return { isSame: false, text: unsignedDoubt('The checkpoint that you kept', old).text };
  if (!now.ok) return { isSame: false, text: unsignedDoubt('The newest checkpoint', now).text };
  const [{ origin, size }, later] = [old.checkpoint, now.checkpoint];
  if (origin !== later.origin)
    return {
      isSame: false,
      text: `The checkpoint that you kept is of ${origin}, the newest of ${later.origin}.`,
    };
  const hashes = newer.hashes.map(decodeHash).filter((hash) => hash !== undefined);
  const isSame = hashes.length === newer.hashes.length && isConsistent(old.checkpoint, later, hashes);
  const text = isSame
    ? `The log begins with exactly the ${entriesInWords(size)} of the checkpoint that you kept, and has ${entriesInWords(later.size)} now.`
    : `The log does not begin with the ${entriesInWords(size)} of the checkpoint that you kept: it was rewritten, or you were shown another history. Keep both checkpoints; both are signed.`;
  return { isSame, text };
}
