import * as z from 'zod';
import {
  type Checkpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseOrigin,
  readCheckpoint,
} from '../tree/checkpoint.ts';
import { isConsistent, leafHash, rootFromInclusion } from '../tree/merkle-rules.ts';
import { rootInRound, roundLeafHash } from '../tree/round-rules.ts';
import { decodeHash, type VerifierKey, verifierKey } from '../tree/signed-note.ts';

/**
 * The proof that a log's head is in the host log (A7, docs/audit-format.md): from the checkpoint that evidence ends at to
 * the head that a round took in, to the round, to the checkpoint of the host log, which witnesses sign.
 */
export const hostProofForm = z
  .strictObject({
    opening: z.string().meta({
      description: 'The secret by which the log’s name in the host log can be told: 32 bytes in base64.',
    }),
    size: z.int().min(1).meta({ description: 'The number of entries that the log had in that round.' }),
    root: z.string().meta({ description: 'Its root then, in base64.' }),
    consistencyProof: z.array(z.string()).meta({
      description:
        'Hashes in base64 (RFC 9162, section 2.1.4) from that size to that of the checkpoint of the log; none where they are equal.',
    }),
    headIndex: z.int().min(0).meta({ description: 'The place of the head in its round, counted from 0.' }),
    headProof: z.array(z.string()).meta({
      description: 'Hashes in base64 from the head up to the root of the round (RFC 9162, section 2.1.3).',
    }),
    round: z.int().min(0).meta({ description: 'The place of the round in the host log, counted from 0.' }),
    roundProof: z.array(z.string()).meta({
      description: 'Hashes in base64 from the round up to the root of the host log.',
    }),
    checkpoint: z.string().meta({
      description:
        'The signed checkpoint of the host log (C2SP signed note), with the lines of its witnesses.',
    }),
  })
  .meta({ title: 'Host proof', description: 'The proof that the head of a log is in the host log.' });

/** A host proof, as it is handed out. */
export type HostProof = z.infer<typeof hostProofForm>;

/** The reasons why a host proof proves nothing. */
export type HostProofFault =
  | { readonly reason: 'MALFORMED' | 'OTHER_LOG' | 'NOT_CONSISTENT' | 'NOT_IN_ROUND' }
  | { readonly reason: 'CHECKPOINT_UNSIGNED'; readonly opened: Extract<OpenedCheckpoint, { ok: false }> };

/** The result of checking a host proof: how many entries it covers, and the checkpoint of the host log that it leads to. */
export type CheckedHostProof =
  | {
      readonly ok: true;
      readonly size: number;
      readonly checkpoint: Checkpoint;
      /** The key that signed it, under the name of the host log. */
      readonly key: VerifierKey;
      readonly note: string;
    }
  | ({ readonly ok: false } & HostProofFault);

/** The keys of a key file under the name of a host log: they sign it in its own name. */
export function hostLogKeys(keys: readonly VerifierKey[], origin: string): readonly VerifierKey[] {
  const named = parseOrigin(origin);
  if (named === undefined || named.keyName !== origin) return [];
  const own = keys
    .filter(({ name }) => name === named.host || name === origin)
    .map(({ bytes }) => verifierKey(origin, bytes));
  return [...new Map(own.map((key) => [key.text, key])).values()];
}

/**
 * Checks that the host log holds a head of the log that this checkpoint is of, and that the checkpoint goes on from it. The
 * keys are those of the host, as published.
 */
export function verifyHostProof(
  proof: HostProof,
  log: Checkpoint,
  keys: readonly VerifierKey[],
): CheckedHostProof {
  const [opening, root] = [decodeHash(proof.opening), decodeHash(proof.root)];
  const [consistency, head, round] = [
    hashesOf(proof.consistencyProof),
    hashesOf(proof.headProof),
    hashesOf(proof.roundProof),
  ];
  if (!opening || !root || !consistency || !head || !round) return { ok: false, reason: 'MALFORMED' };
  if (!isConsistent({ size: proof.size, root }, log, consistency))
    return { ok: false, reason: 'NOT_CONSISTENT' };
  const leaf = roundLeafHash({ opening, origin: log.origin, size: proof.size, root });
  const roundRoot = rootInRound(proof.headIndex, leaf, head);
  if (roundRoot === undefined) return { ok: false, reason: 'NOT_IN_ROUND' };
  const origin = readCheckpoint(proof.checkpoint)?.origin ?? '';
  const opened = openCheckpoint(proof.checkpoint, hostLogKeys(keys, origin));
  if (!opened.ok) return { ok: false, reason: 'CHECKPOINT_UNSIGNED', opened };
  const { checkpoint, key } = opened;
  if (parseOrigin(origin)?.epoch !== parseOrigin(log.origin)?.epoch)
    return { ok: false, reason: 'OTHER_LOG' };
  const reached = rootFromInclusion(proof.round, checkpoint.size, leafHash(roundRoot), round);
  if (reached?.equals(checkpoint.root) !== true) return { ok: false, reason: 'NOT_IN_ROUND' };
  return { ok: true, size: proof.size, checkpoint, key, note: proof.checkpoint };
}

function hashesOf(encoded: readonly string[]): readonly Buffer[] | undefined {
  const hashes = encoded.map(decodeHash).filter((hash) => hash !== undefined);
  return hashes.length === encoded.length ? hashes : undefined;
}
