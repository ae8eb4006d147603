import { ed25519Check } from '../tree/cryptography.ts';
import { decodeBase64 } from '../tree/signed-note.ts';
import { COSIGNATURE, type NoteKey } from './note-key-rules.ts';
import { isQuorum, type WitnessPolicy } from './policy-rules.ts';

/** A signature line of a note, of whatever kind. */
export interface NoteLine {
  readonly name: string;
  /** Four bytes in hexadecimal. */
  readonly keyId: string;
  readonly signature: Buffer;
  /** The line with its newline. */
  readonly text: string;
}

/** A note in its parts, whatever its signatures are worth. */
export interface SplitNote {
  /** The text with its newline. */
  readonly text: string;
  readonly lines: readonly NoteLine[];
}

/** The parts of a note; `undefined` unless it has a text, an empty line and signature lines. */
export function splitNote(note: string): SplitNote | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return undefined;
  const lines = splitLines(note.slice(end + 2));
  return lines === undefined || lines.length === 0 ? undefined : { text: note.slice(0, end + 1), lines };
}

/** The signature lines in a text; `undefined` unless it consists of them. */
export function splitLines(text: string): readonly NoteLine[] | undefined {
  if (!text.endsWith('\n')) return undefined;
  const lines = text
    .slice(0, -1)
    .split('\n')
    .map((line): NoteLine | undefined => {
      const [, name = '', encoded = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
      const bytes = decodeBase64(encoded);
      if (bytes === undefined || bytes.length <= 4) return undefined;
      const keyId = bytes.subarray(0, 4).toString('hex');
      return { name, keyId, signature: bytes.subarray(4), text: `${line}\n` };
    });
  const read = lines.filter((line) => line !== undefined);
  return read.length === lines.length ? read : undefined;
}

/** The line that a witness's signature of a note's text makes. */
export function cosignatureLine(
  key: Pick<NoteKey, 'name' | 'keyId'>,
  seconds: number,
  signature: Uint8Array,
): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const bytes = Buffer.concat([Buffer.from(key.keyId, 'hex'), time, signature]);
  return `— ${key.name} ${bytes.toString('base64')}\n`;
}

/** The bytes that a witness signs of a note's text (c2sp.org/tlog-cosignature). */
export function cosignedBytes(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

const COSIGNATURE_BYTES = 8 + 64;

/** The time, in seconds since 1970, at which the key cosigned the text; `undefined` where the line is not its cosignature. */
export function cosignedAt(text: string, line: NoteLine, key: NoteKey): number | undefined {
  if (line.name !== key.name || line.keyId !== key.keyId || key.type !== COSIGNATURE) return undefined;
  if (line.signature.length !== COSIGNATURE_BYTES) return undefined;
  const seconds = Number(line.signature.readBigUInt64BE());
  if (!Number.isSafeInteger(seconds)) return undefined;
  const isSigned = ed25519Check(key.bytes)(cosignedBytes(text, seconds), line.signature.subarray(8));
  return isSigned ? seconds : undefined;
}

/** The verdict of a policy's witnesses on a note. */
export interface Witnessed {
  /** The witnesses that cosigned it, by their names in the policy, with the time in seconds since 1970. */
  readonly by: ReadonlyMap<string, number>;
  /** The number of witnesses that the policy has. */
  readonly of: number;
  /** True if they are enough. */
  readonly isQuorum: boolean;
  /** A line of a witness of the policy that is not its signature: such a note is not to be believed. */
  readonly isForged: boolean;
}

/** Checks a note's cosignatures against a policy. Lines of anybody else are passed over. */
export function witnessedBy(note: SplitNote, policy: WitnessPolicy): Witnessed {
  const by = new Map<string, number>();
  let isForged = false;
  for (const { name, key } of policy.witnesses) {
    const line = note.lines.find((one) => one.name === key.name && one.keyId === key.keyId);
    if (line === undefined || key.type !== COSIGNATURE) continue;
    const seconds = cosignedAt(note.text, line, key);
    if (seconds === undefined) isForged = true;
    else by.set(name, seconds);
  }
  const isEnough = isQuorum(policy.quorum, new Set(by.keys()));
  return { by, of: policy.witnesses.length, isQuorum: isEnough && !isForged, isForged };
}
