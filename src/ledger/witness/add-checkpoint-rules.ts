import { decodeHash } from '../tree/signed-note.ts';

/** A request of `add-checkpoint` (c2sp.org/tlog-witness). */
export interface AddCheckpoint {
  /** The size that the witness is thought to have cosigned last. */
  readonly oldSize: number;
  readonly proof: readonly Buffer[];
  readonly note: string;
}

const MOST_PROOF_LINES = 63;

/** The body of the request. */
export function addCheckpointBody({ oldSize, proof, note }: AddCheckpoint): string {
  const lines = [`old ${oldSize}`, ...proof.map((hash) => hash.toString('base64'))];
  return `${lines.join('\n')}\n\n${note}`;
}

/** The request in a body; `undefined` when it is none in its form. */
export function readAddCheckpoint(body: string): AddCheckpoint | undefined {
  const end = body.indexOf('\n\n');
  if (end < 0) return undefined;
  const [first = '', ...rest] = body.slice(0, end).split('\n');
  const [, size] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const proof = rest.map(decodeHash).filter((hash) => hash !== undefined);
  if (size === undefined || proof.length < rest.length || proof.length > MOST_PROOF_LINES) return undefined;
  const oldSize = Number(size);
  return Number.isSafeInteger(oldSize) ? { oldSize, proof, note: body.slice(end + 2) } : undefined;
}

/** The content type of the answer that names the size that the witness has. */
export const SIZE_CONTENT_TYPE = 'text/x.tlog.size';

/** The size in such an answer; `undefined` when it is none. */
export function readSize(body: string): number | undefined {
  const [, size] = /^(0|[1-9]\d{0,15})\n$/.exec(body) ?? [];
  return size !== undefined && Number.isSafeInteger(Number(size)) ? Number(size) : undefined;
}
