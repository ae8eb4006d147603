import type { Verdict } from '@originator/verifier';
import type { AuditEntryProofQuery } from '../../../generated/graphql.ts';
import type { KeyFile } from './evidence-context.tsx';

type Proof = NonNullable<NonNullable<AuditEntryProofQuery['tenant']>['auditInclusionProof']>;

/** An entry as the page shows it. */
export interface ShownEntry {
  readonly kind: string;
  readonly at: string;
  readonly object: string;
  readonly requestId: string;
}

/** The verdict on a proof, the file that it was reached on, and whether it is about the entry that is shown. */
export interface CheckedEntry {
  readonly verdict: Verdict;
  readonly file: string;
  readonly isShown: boolean;
}

/** Checks in this browser that the entry is in the log that one of the keys has signed. */
export async function checkEntry(proof: Proof, shown: ShownEntry, { keys }: KeyFile): Promise<CheckedEntry> {
  const { entryEvidence, verifyExport } = await import('@originator/verifier');
  const { entryText, leafIndex, hashes, checkpoint, hostProof } = proof;
  const file = entryEvidence({
    entryText,
    leafIndex,
    hashes,
    checkpoint: checkpoint.note,
    hostProof: ordered(hostProof),
  });
  const verdict = await verifyExport([new TextEncoder().encode(file)], { keys });
  return { verdict, file, isShown: isSame(entryText, shown) };
}

/** Members in the order of files, without what GraphQL adds. */
function ordered(proof: Proof['hostProof']) {
  if (proof === null || proof === undefined) return null;
  const { opening, size, root, consistencyProof, headIndex, headProof, round, roundProof, checkpoint } =
    proof;
  return {
    opening,
    size,
    root,
    consistencyProof: [...consistencyProof],
    headIndex,
    headProof: [...headProof],
    round,
    roundProof: [...roundProof],
    checkpoint,
  };
}

/** True if the text of an entry says what the page shows of it. */
function isSame(entryText: string, { kind, at, object, requestId }: ShownEntry): boolean {
  try {
    const entry: Record<string, unknown> = JSON.parse(entryText);
    const isSameTime = typeof entry['at'] === 'string' && Date.parse(entry['at']) === Date.parse(at);
    return (
      isSameTime && entry['kind'] === kind && entry['object'] === object && entry['requestId'] === requestId
    );
  } catch {
    return false;
  }
}
