import { sha256 } from '../tree/merkle-rules.ts';
import { decodeBase64 } from '../tree/signed-note.ts';

/** A public key of any kind, as policies and signature lines name it (c2sp.org/signed-note). */
export interface NoteKey {
  readonly name: string;
  /** Four bytes in hexadecimal. */
  readonly keyId: string;
  /** The byte of the signature type: 1 for the Ed25519 of logs, 4 for that of witnesses, others are kept and passed on. */
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Signature types: a note's text signed by Ed25519, and an Ed25519 cosignature with its time. */
export const NOTE_SIGNATURE = 1;
export const COSIGNATURE = 4;
const ED25519_BYTES = 32;

/** The key id of a name and a key (c2sp.org/signed-note). */
export function noteKeyId(name: string, type: number, bytes: Uint8Array): string {
  const tagged = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), bytes]);
  return sha256(tagged).subarray(0, 4).toString('hex');
}

/** The key that a text gives; `undefined` when it is none, or its key id does not follow from the rest. */
export function parseNoteKey(text: string): NoteKey | undefined {
  const [, name = '', keyId = '', encoded = ''] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const tagged = decodeBase64(encoded);
  const type = tagged?.[0];
  if (tagged === undefined || type === undefined || tagged.length < 2) return undefined;
  const bytes = tagged.subarray(1);
  if ((type === NOTE_SIGNATURE || type === COSIGNATURE) && bytes.length !== ED25519_BYTES) return undefined;
  return noteKeyId(name, type, bytes) === keyId ? { name, keyId, type, bytes } : undefined;
}

/** The key as it is published: `<name>+<key id>+<base64>`. */
export function noteKeyText({ name, keyId, type, bytes }: NoteKey): string {
  return `${name}+${keyId}+${Buffer.concat([Buffer.of(type), bytes]).toString('base64')}`;
}
