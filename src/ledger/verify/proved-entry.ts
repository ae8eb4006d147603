import * as z from 'zod';
import { hostProofForm } from '../host/host-proof-rules.ts';
import { type Checkpoint, openCheckpoint } from '../tree/checkpoint.ts';
import { leafHash, rootFromInclusion } from '../tree/merkle-rules.ts';
import { decodeHash, type VerifierKey } from '../tree/signed-note.ts';
import type { WitnessPolicy } from '../witness/policy-rules.ts';
import { type Comparison, compareWithKept, type KeptCheckpoint } from './kept-checkpoint.ts';
import { type Doubt, doubt, NO_VALUES, unsignedDoubt, type Verdict, verdictHead } from './verdict.ts';
import { explainVerdict } from './verdict-explanation.ts';
import { checkWitnesses } from './witnessed-log.ts';

/** The values that a document with the proof of an entry is checked against. */
export interface DocumentCheck {
  readonly keys: readonly VerifierKey[];
  /** Checkpoints of the log that were kept apart from it; none when absent. */
  readonly kept?: readonly KeptCheckpoint[] | undefined;
  /** The witnesses that are trusted; none are asked about when absent. */
  readonly policy?: WitnessPolicy | undefined;
  /** The tenant whose log it has to be about. */
  readonly tenant?: string | undefined;
}

/** The proof of an entry, as receipts and certificates have it. */
export const entryProofForm = z.strictObject({
  entry: z.string().meta({ description: 'The exact text of the audit entry: RFC 8785 canonical JSON.' }),
  epoch: z.int().positive().meta({ description: 'Epoch of the log.' }),
  leafIndex: z.int().min(0).meta({ description: 'Place of the entry in the log, counted from 0.' }),
  inclusionProof: z.array(z.string()).meta({
    description: 'Hashes in base64, from the leaf’s sibling upwards (RFC 9162, section 2.1.3).',
  }),
  checkpoint: z
    .string()
    .meta({ description: 'Signed checkpoint (C2SP signed note) that the proof leads to.' }),
  hostProof: hostProofForm.optional(),
});

/** The proof of an entry, as it is handed out. */
export type EntryProof = z.infer<typeof entryProofForm>;

/** The part of a verdict that follows from the proof of an entry alone. */
export type ProofVerdict = Pick<Verdict, 'log' | 'checkpoint' | 'kept' | 'hostLog' | 'witnesses'> & {
  /** About the proof itself first, then about whose log it is and what was kept. */
  readonly proofDoubts: readonly Doubt[];
  readonly logDoubts: readonly Doubt[];
};

/** Checks that the entry is in the log of a checkpoint that one of the keys has signed, and who has witnessed that. */
export function checkProof(proof: EntryProof, check: DocumentCheck): ProofVerdict {
  const { keys, kept = [], tenant } = check;
  const opened = openCheckpoint(proof.checkpoint, keys);
  const { hostDoubts, ...witnessed } = checkWitnesses(
    proof.hostProof,
    opened.ok ? opened.checkpoint : undefined,
    check,
  );
  const head = { ...verdictHead(proof.checkpoint, opened), ...witnessed };
  if (!opened.ok)
    return { ...head, kept: [], proofDoubts: [unsignedDoubt('Its checkpoint', opened)], logDoubts: [] };
  const log = { checkpoint: opened.checkpoint, rootAt: null, named: undefined };
  const compared = kept.map((one) => compareWithKept(one, log, keys));
  return {
    ...head,
    kept: compared.map(({ code: _, ...finding }) => finding),
    proofDoubts: isIncluded(proof, opened.checkpoint)
      ? []
      : [doubt('ENTRY_UNPROVEN', 'Its entry is not in the log in this form and at this place.')],
    logDoubts: [
      ...(head.log !== null && tenant !== undefined && tenant !== head.log.tenant
        ? [doubt('OTHER_TENANT', `This is of ${head.log.tenant}, not of ${tenant}.`)]
        : []),
      ...compared.flatMap(keptDoubts),
      ...hostDoubts,
      ...(head.hostLog !== null && head.hostLog.entries <= proof.leafIndex ? [NOT_COVERED] : []),
    ],
  };
}

const NOT_COVERED = doubt(
  'HOST_PROOF_INVALID',
  'The proof that the host log contains this log is not valid: it does not cover the entry.',
);

function keptDoubts({ code, text }: Comparison): readonly Doubt[] {
  return code === null ? [] : [doubt(code, text)];
}

/** True if the entry is in the tree that was signed, at the place that the proof says. */
function isIncluded(proof: EntryProof, { size, root }: Checkpoint): boolean {
  const hashes = proof.inclusionProof.map(decodeHash).filter((hash) => hash !== undefined);
  const leaf = leafHash(Buffer.from(proof.entry));
  return (
    hashes.length === proof.inclusionProof.length &&
    rootFromInclusion(proof.leafIndex, size, leaf, hashes)?.equals(root) === true
  );
}

/** The verdict on a document about one entry; without a proof where it could not be read. */
export function documentVerdict(
  evidence: 'RECEIPT' | 'CERTIFICATE',
  doubts: readonly Doubt[],
  proved?: Pick<Verdict, 'log' | 'checkpoint' | 'kept' | 'values' | 'hostLog' | 'witnesses'> & {
    readonly at: string;
  },
): Verdict {
  return explainVerdict({
    verified: doubts.length === 0,
    evidence,
    log: proved?.log ?? null,
    checkpoint: proved?.checkpoint ?? null,
    entries: 1,
    firstAt: proved?.at ?? null,
    lastAt: proved?.at ?? null,
    values: proved?.values ?? NO_VALUES,
    kept: proved?.kept ?? [],
    hostLog: proved?.hostLog ?? null,
    witnesses: proved?.witnesses ?? null,
    pack: null,
    doubts,
  });
}
