import { ed25519Check, ed25519Signer, type SignatureCheck, sha256Binary } from './cryptography.ts';
import { HASH_BYTES } from './merkle-rules.ts';

/** Signed notes after C2SP (c2sp.org/signed-note) with Ed25519 signatures. */

/** A public key under the name that its signature lines carry. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes in hexadecimal by which signature lines tell the keys of one name apart. */
  readonly keyId: string;
  /** The key itself, 32 bytes. */
  readonly bytes: Uint8Array;
  readonly isSignature: SignatureCheck;
  /** The key as one line of text, `<name>+<key id>+<base64>`: what is published. */
  readonly text: string;
}

/** A private key with its public half. */
export interface SignerKey extends VerifierKey {
  readonly sign: (text: Uint8Array) => Uint8Array;
}

/** The algorithm byte of Ed25519, before the key's bytes and before the key id is computed. */
const ALGORITHM = 1;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
/** Length of an Ed25519 seed and of a public key in bytes (RFC 8032). */
export const KEY_BYTES = 32;

/** A name of a key: anything but spaces and `+`, which end it. */
const KEY_NAME = /^[^\s+]+$/u;

/** The public key of these 32 bytes. Throws on another length, and on a name with a space or `+` in it. */
export function verifierKey(name: string, bytes: Uint8Array): VerifierKey {
  if (!KEY_NAME.test(name)) throw new Error(`not the name of a signing key: ${name}`);
  if (bytes.length !== KEY_BYTES) throw new Error(`a public key has ${KEY_BYTES} bytes`);
  const tagged = Buffer.concat([Buffer.from([ALGORITHM]), bytes]);
  const digest = sha256Binary(Buffer.concat([Buffer.from(`${name}\n`), tagged]));
  const keyId = Buffer.from(digest.slice(0, KEY_ID_BYTES), 'binary').toString('hex');
  const text = `${name}+${keyId}+${tagged.toString('base64')}`;
  return { name, keyId, bytes, isSignature: ed25519Check(bytes), text };
}

/** The key pair of a seed of 32 bytes. Throws as `verifierKey`. */
export function signerKey(name: string, seed: Uint8Array): SignerKey {
  if (seed.length !== KEY_BYTES) throw new Error(`a signing key has ${KEY_BYTES} bytes`);
  const { publicKey, sign } = ed25519Signer(seed);
  return { ...verifierKey(name, publicKey), sign };
}

/** The key that one line of text gives, `undefined` when it is none or its key id does not follow from it. */
export function parseVerifierKey(line: string): VerifierKey | undefined {
  const [, name = '', keyId = '', encoded = ''] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (bytes?.length !== KEY_BYTES + 1 || bytes[0] !== ALGORITHM) return undefined;
  const key = verifierKey(name, bytes.subarray(1));
  return key.keyId === keyId ? key : undefined;
}

/** A text signed: itself, an empty line and a signature line. Throws unless the text ends with a newline. */
export function signNote(text: string, key: SignerKey): string {
  if (!text.endsWith('\n') || text.includes('\n\n'))
    throw new Error('a note is of lines, none of them empty');
  const signature = key.sign(Buffer.from(text));
  const line = Buffer.concat([Buffer.from(key.keyId, 'hex'), signature]).toString('base64');
  return `${text}\n— ${key.name} ${line}\n`;
}

/** A signature line of a note. */
interface SignatureLine {
  /** The key as the line names it: `<name>+<key id>`. */
  readonly keyName: string;
  readonly signature: Buffer;
}

/** The reasons why a note is not one that one of the keys has signed. */
export type NoteFault =
  | { readonly reason: 'MALFORMED' | 'BAD_SIGNATURE' }
  | {
      readonly reason: 'UNKNOWN_KEY';
      /** The keys that its lines name, as `<name>+<key id>`. */
      readonly signers: readonly string[];
    };

/** The result of opening a note: its text and those of the keys that signed it, or what is wrong with it. */
export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly keys: readonly VerifierKey[] }
  | ({ readonly ok: false } & NoteFault);

/** More signature lines than this no note has: those of its log, and of its witnesses. */
const MOST_SIGNATURES = 100;

const NOTE = /^((?:[^\n]+\n)+)\n((?:[^\n]+\n)+)$/u;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u;

/**
 * The text of a note that at least one of the keys has signed. Lines of keys that are not among them are passed over,
 * whatever they hold; a line of one that is must be its signature. Stricter than C2SP asks for in two ways: no two
 * lines are of one key, and base64 is the one that its bytes encode to.
 */
export function openNote(note: string, keys: readonly VerifierKey[]): OpenedNote {
  const [, text = '', end = ''] = NOTE.exec(note) ?? [];
  const lines = end.split('\n').slice(0, -1).map(readSignatureLine);
  const read = lines.filter((line) => line !== undefined);
  const signers = read.map(({ keyName }) => keyName);
  if (read.length === 0 || read.length < lines.length || lines.length > MOST_SIGNATURES)
    return { ok: false, reason: 'MALFORMED' };
  if (new Set(signers).size < signers.length) return { ok: false, reason: 'MALFORMED' };
  const signed = keys.flatMap((key) => {
    const line = read.find(({ keyName }) => keyName === `${key.name}+${key.keyId}`);
    return line === undefined ? [] : [{ key, isValid: isSignatureOf(key, line.signature, text) }];
  });
  if (signed.length === 0) return { ok: false, reason: 'UNKNOWN_KEY', signers };
  return signed.every(({ isValid }) => isValid)
    ? { ok: true, text, keys: signed.map(({ key }) => key) }
    : { ok: false, reason: 'BAD_SIGNATURE' };
}

function readSignatureLine(line: string): SignatureLine | undefined {
  const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  const keyId = bytes.subarray(0, KEY_ID_BYTES).toString('hex');
  return { keyName: `${name}+${keyId}`, signature: bytes.subarray(KEY_ID_BYTES) };
}

function isSignatureOf(key: VerifierKey, signature: Buffer, text: string): boolean {
  return signature.length === SIGNATURE_BYTES && key.isSignature(Buffer.from(text), signature);
}

/** The bytes of a base64 text (RFC 4648, section 4); `undefined` unless they encode to the very same text. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}

/** A hash in base64; `undefined` for anything else. */
export function decodeHash(text: string): Buffer | undefined {
  const bytes = decodeBase64(text);
  return bytes?.length === HASH_BYTES ? bytes : undefined;
}
