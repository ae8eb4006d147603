import type { OriginatorClient } from '@originator/client';
import { AuditGrowthDocument, AuditNewestCheckpointDocument } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import type { KeyFile } from '../evidence/evidence-context.tsx';

const { checkpoint: text } = auditText;

/** Compares the log as it is now with a checkpoint that the reader kept: a signed note, or the last line of an export. */
export async function compareKept(
  api: Pick<OriginatorClient, 'query'>,
  tenantId: string | null,
  file: { readonly name: string; readonly note: string },
  { keys }: KeyFile,
): Promise<{ readonly isSame: boolean; readonly text: string }> {
  const { checkGrowth, readCheckpoint, readCheckpointLine } = await import('@originator/verifier');
  const line = file.note.trimEnd().split('\n').at(-1) ?? '';
  const note = readCheckpointLine(new TextEncoder().encode(line))?.checkpoint ?? file.note;
  const kept = readCheckpoint(note);
  if (kept === undefined) return { isSame: false, text: text.unfit(file.name) };
  const newest =
    (await api.query(AuditNewestCheckpointDocument, { tenantId })).tenant?.auditCheckpoint ?? null;
  if (newest === null || newest.origin !== kept.origin)
    return { isSame: false, text: text.otherLog(kept.origin) };
  if (newest.size < kept.size) return { isSame: false, text: text.longer };
  const asked = { tenantId, from: kept.size, epoch: newest.epoch };
  const proof = (await api.query(AuditGrowthDocument, asked)).tenant?.auditConsistencyProof ?? null;
  if (proof === null) return { isSame: false, text: text.otherLog(kept.origin) };
  return checkGrowth(note, { checkpoint: proof.checkpoint.note, hashes: proof.hashes }, keys);
}
