import { ed25519Check } from '../tree/cryptography.ts';
import { isConsistent, type TreeHead } from '../tree/merkle-rules.ts';
import { decodeHash } from '../tree/signed-note.ts';
import { type AddCheckpoint, readAddCheckpoint } from './add-checkpoint-rules.ts';
import { type SplitNote, splitNote } from './cosignature-rules.ts';
import { NOTE_SIGNATURE, type NoteKey } from './note-key-rules.ts';

/** A checkpoint that a witness is to cosign: the log that it is of, and the text that is signed. */
export interface OfferedHead extends TreeHead {
  readonly origin: string;
  readonly text: string;
}

/** The answer of a witness: the head that it cosigns, or the status by which it does not (c2sp.org/tlog-witness). */
export type WitnessDecision =
  | { readonly status: 200; readonly head: OfferedHead }
  | { readonly status: 400 | 403 | 404 | 422 }
  /** With the size that it has; null where that is not what differs. */
  | { readonly status: 409; readonly size: number | null };

/** The origin that a request is about; `undefined` where it cannot be read. */
export function offeredOrigin(body: string): string | undefined {
  return readOffer(body)?.head.origin;
}

/**
 * Decides whether a checkpoint is cosigned: the log is known, one of its keys has signed it, and it goes on from the head
 * that was cosigned last, of which there is none at first.
 */
export function decideCheckpoint(
  body: string,
  logs: readonly NoteKey[],
  last: TreeHead | undefined,
): WitnessDecision {
  const offer = readOffer(body);
  if (offer === undefined) return { status: 400 };
  const { request, note, head } = offer;
  const keys = logs.filter(({ name }) => name === head.origin);
  if (keys.length === 0) return { status: 404 };
  if (!isSignedBy(note, keys)) return { status: 403 };
  if (request.oldSize > head.size) return { status: 400 };
  const known = last?.size ?? 0;
  if (request.oldSize !== known) return { status: 409, size: known };
  if (last === undefined || known === 0)
    return request.proof.length === 0 ? { status: 200, head } : { status: 422 };
  if (head.size === known && !head.root.equals(last.root)) return { status: 409, size: null };
  return isConsistent(last, head, request.proof) ? { status: 200, head } : { status: 422 };
}

function readOffer(
  body: string,
): { readonly request: AddCheckpoint; readonly note: SplitNote; readonly head: OfferedHead } | undefined {
  const request = readAddCheckpoint(body);
  const note = request && splitNote(request.note);
  if (request === undefined || note === undefined) return undefined;
  // Lines behind the third are extensions, which are signed along.
  const [, origin = '', size = '', encoded = ''] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n(?:[^\n]+\n)*$/u.exec(note.text) ?? [];
  const root = decodeHash(encoded);
  if (root === undefined || !Number.isSafeInteger(Number(size))) return undefined;
  return { request, note, head: { origin, size: Number(size), root, text: note.text } };
}

/** One of the keys has signed it, and no line of one of them is false. */
function isSignedBy({ text, lines }: SplitNote, keys: readonly NoteKey[]): boolean {
  const signed = keys
    .filter(({ type }) => type === NOTE_SIGNATURE)
    .flatMap((key) =>
      lines
        .filter(({ name, keyId }) => name === key.name && keyId === key.keyId)
        .map(({ signature }) => ed25519Check(key.bytes)(Buffer.from(text), signature)),
    );
  return signed.length > 0 && signed.every((isValid) => isValid);
}
