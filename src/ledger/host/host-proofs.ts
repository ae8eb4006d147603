import type { Transaction } from '../../database/client.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import { readCheckpoint } from '../tree/checkpoint.ts';
import { readHead } from '../tree/head-store.ts';
import { consistencyPlan, frontierPlan, HASH_BYTES, inclusionPlan, joined } from '../tree/merkle-rules.ts';
import { readProofs } from '../tree/proofs.ts';
import { inclusionWithin } from '../tree/round-rules.ts';
import { findPlacedHead, readPublished } from './host-log-store.ts';
import type { HostProof } from './host-proof-rules.ts';

/** A checkpoint of a log that is to be proved. */
export interface ProvenLog {
  readonly epoch: number;
  /** The size of the checkpoint. */
  readonly size: number;
  /** An entry that is to be covered, by its index; the whole log as far as it is where absent. */
  readonly covering?: number;
}

/**
 * The proof that the host log holds the tenant's log, up to a checkpoint of it and no further (A7): of what witnesses have
 * signed where that covers the entry, else of the newest. `undefined` where there is none yet. Reads a few rows, however
 * large the logs are.
 */
export async function proveInHostLog(tx: Transaction, log: ProvenLog): Promise<HostProof | undefined> {
  const { epoch } = log;
  const [head, host, published] = await Promise.all([
    readHead(tx, epoch),
    readHead(tx, epoch, HOST_LOG),
    readPublished(tx, epoch),
  ]);
  if (head?.opening == null || host === undefined) return undefined;
  const notes = [published?.witnessedNote ?? null, host.note].filter((note) => note !== null);
  for (const note of notes) {
    const proof = await proveUpTo(tx, log, { note, opening: head.opening });
    if (proof !== undefined) return proof;
  }
  return undefined;
}

/** The proof by a certain checkpoint of the host log; `undefined` where that does not cover the entry. */
async function proveUpTo(
  tx: Transaction,
  { epoch, size, covering = 0 }: ProvenLog,
  { note, opening }: { readonly note: string; readonly opening: Buffer },
): Promise<HostProof | undefined> {
  const rounds = readCheckpoint(note)?.size;
  if (rounds === undefined) throw new Error('the host log has no checkpoint');
  const placed = await findPlacedHead(tx, epoch, { rounds, size });
  if (placed === undefined || placed.size <= covering) return undefined;
  const roots = frontierPlan(placed.size).map((place) => [place]);
  const consistency = consistencyPlan(placed.size, size);
  const [ofLog, [roundProof = []]] = await Promise.all([
    readProofs(
      tx,
      epoch,
      [...roots, ...consistency].map((range) => [range]),
    ),
    readProofs(tx, epoch, [inclusionPlan(placed.round, rounds)], HOST_LOG),
  ]);
  const hashes = ofLog.flat();
  const leaves = Array.from({ length: placed.heads.length / HASH_BYTES }, (_, index) =>
    placed.heads.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
  return {
    opening: opening.toString('base64'),
    size: placed.size,
    root: joined(hashes.slice(0, roots.length)).toString('base64'),
    consistencyProof: inBase64(hashes.slice(roots.length)),
    headIndex: placed.position,
    headProof: inBase64(inclusionWithin(leaves, placed.position)),
    round: placed.round,
    roundProof: inBase64(roundProof),
    checkpoint: note,
  };
}

function inBase64(hashes: readonly Buffer[]): string[] {
  return hashes.map((hash) => hash.toString('base64'));
}
