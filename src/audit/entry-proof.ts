import type { Transaction } from '../database/client.ts';
import type { Uuid } from '../kernel/ids.ts';
import { proveInHostLog } from '../ledger/host/host-proofs.ts';
import { proveInclusion, provesBytes } from '../ledger/tree/proofs.ts';
import type { EntryProof } from '../ledger/verify/proved-entry.ts';

/** An entry that is not the one that was sealed: a proof of it is not handed out. */
class EditedEntryError extends Error {
  override readonly name = 'EditedEntryError';
}

/**
 * The proof of an entry, as documents about it have it, up to the host log (A7); `undefined` while it is not sealed. Throws
 * `EditedEntryError` where the proof does not lead from the entry to the checkpoint: somebody has edited the database.
 */
export async function proveEntry(
  tx: Transaction,
  { id, text }: { readonly id: Uuid; readonly text: string },
): Promise<EntryProof | undefined> {
  const proof = await proveInclusion(tx, id);
  if (proof === undefined) return undefined;
  if (!provesBytes(proof, Buffer.from(text)))
    throw new EditedEntryError(`entry ${id} is not the one that was sealed; see npm run audit:check`);
  const { epoch, leafIndex, treeSize, hashes, checkpoint } = proof;
  const hostProof = await proveInHostLog(tx, { epoch, size: treeSize, covering: leafIndex });
  const inclusionProof = hashes.map((hash) => hash.toString('base64'));
  return { entry: text, epoch, leafIndex, inclusionProof, checkpoint, hostProof };
}
