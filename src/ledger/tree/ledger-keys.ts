import { createHmac, hkdfSync } from 'node:crypto';
import { parseOrigin } from './checkpoint.ts';
import { KEY_BYTES, type SignerKey, signerKey, type VerifierKey, verifierKey } from './signed-note.ts';

/** The keys that checkpoints are signed with. */
export interface LedgerKeys {
  /** The host name after which logs and keys are named. */
  readonly host: string;
  /** The key that signs now. */
  readonly current: VerifierKey;
  /** Every key that checkpoints may have been signed with, the current one first. */
  readonly all: readonly VerifierKey[];
  /** The current key under the name that this origin asks for, which is another where the host was renamed. */
  signerOf(origin: string): SignerKey;
  /** Every key under the name that this origin asks for. */
  verifiersOf(origin: string): readonly VerifierKey[];
  /**
   * The opening of a log's name in the host log, 32 bytes (A7): HMAC-SHA-256 of the origin under a key derived from the
   * signing key, so that only who is given it can tell which log the name stands for.
   */
  openingOf(origin: string): Buffer;
}

/**
 * The keys of a host: the seed of the current one, and the public keys of those before it, under the name that each was
 * published by. A log goes on by the name that it began with, so every key is known by every such name.
 */
export function createLedgerKeys(parts: {
  readonly host: string;
  readonly seed: Uint8Array;
  readonly past: readonly VerifierKey[];
}): LedgerKeys {
  const { host, seed, past } = parts;
  const named = new Map<string, SignerKey>();
  const signerNamed = (name: string): SignerKey => {
    const key = named.get(name) ?? signerKey(name, seed);
    named.set(name, key);
    return key;
  };
  const allNamed = (name: string): readonly VerifierKey[] => [
    signerNamed(name),
    ...past.map(({ bytes }) => verifierKey(name, bytes)),
  ];
  const names = new Set([host, ...past.map(({ name }) => name)]);
  const nameIn = (origin: string) => parseOrigin(origin)?.keyName ?? host;
  const blinding = Buffer.from(hkdfSync('sha256', seed, '', 'host log names', KEY_BYTES));
  return {
    host,
    current: signerNamed(host),
    all: distinct([...names].flatMap(allNamed)),
    signerOf: (origin) => signerNamed(nameIn(origin)),
    verifiersOf: (origin) => allNamed(nameIn(origin)),
    openingOf: (origin) => createHmac('sha256', blinding).update(origin).digest(),
  };
}

function distinct(keys: readonly VerifierKey[]): readonly VerifierKey[] {
  return [...new Map(keys.map((key) => [key.text, key])).values()];
}
