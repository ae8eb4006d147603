import {
  decodeBase64,
  KEY_BYTES,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from '../ledger/tree/signed-note.ts';
import { MASTER_KEY_BYTES } from '../secrets/key-ring.ts';
import type { Environment } from './environment.ts';

/** The keys that can be set. */
export interface ConfiguredKeys {
  /** The first is current; empty in development, which makes its own. */
  readonly masterKeys: readonly { readonly id: string; readonly bytes: Buffer }[];
  /** The key of recipients' and requests' hashes; null in development, which makes its own. */
  readonly lookupKey: Buffer | null;
  readonly ledger: {
    /** The host name after which the logs and keys of the audit ledger are named. */
    readonly host: string;
    /** The seed of the key that signs checkpoints; null in development, which makes its own. */
    readonly seed: Buffer | null;
    /** The public keys that it signed with before. */
    readonly pastKeys: readonly VerifierKey[];
  };
}

/** The default host name after which logs are named, as in development. */
const DEFAULT_LEDGER_HOST = 'localhost';

/** The keys among the variables; what is wrong with them is added to `problems`, without the keys themselves. */
export function readKeys(env: Environment, problems: string[]): ConfiguredKeys {
  const seed = readKey('LEDGER_KEY', env.LEDGER_KEY, KEY_BYTES, problems);
  const host =
    env.LEDGER_HOST ??
    (env.PUBLIC_URL === undefined ? DEFAULT_LEDGER_HOST : new URL(env.PUBLIC_URL).hostname);
  const pastKeys = env.LEDGER_PAST_KEYS.flatMap((text, index) => {
    const key = readPastKey(text, host);
    if (key !== undefined) return [key];
    problems.push(
      `LEDGER_PAST_KEYS: key ${index + 1} is neither a line printed by npm run audit:key nor ${KEY_BYTES} bytes in base64`,
    );
    return [];
  });
  const masterKeys = readMasterKeys(env.MASTER_KEYS, problems);
  const lookupKey = readKey('LOOKUP_KEY', env.LOOKUP_KEY, MASTER_KEY_BYTES, problems);
  problems.push(
    ...sharedKeys([
      ...masterKeys.map(({ bytes }, index) => ({ name: `MASTER_KEYS (key ${index + 1})`, bytes })),
      { name: 'LOOKUP_KEY', bytes: lookupKey },
      { name: 'LEDGER_KEY', bytes: seed },
      // These are published.
      ...env.LEDGER_PAST_KEYS.map((text, index) => ({
        name: `LEDGER_PAST_KEYS (key ${index + 1})`,
        bytes: decodeBase64(text) ?? null,
      })),
    ]),
  );
  return { masterKeys, lookupKey, ledger: { host, seed, pastKeys } };
}

interface NamedKey {
  readonly name: string;
  readonly bytes: Uint8Array | null;
}

/** Pairs of settings with one and the same key: anyone who learns it could do both, and a new key for one would not end the other. */
function sharedKeys(keys: readonly NamedKey[]): readonly string[] {
  const texts = keys.map(({ bytes }) =>
    bytes === null || bytes.length === 0 ? undefined : Buffer.from(bytes).toString('hex'),
  );
  return keys.flatMap(({ name }, index) =>
    keys
      .slice(index + 1)
      .filter((_, after) => texts[index] !== undefined && texts[index] === texts[index + 1 + after])
      .map((other) => `${name} and ${other.name} are the same key; each needs one of its own`),
  );
}

/** A public key as it was published, with the name that it had, or its bytes alone where the name is still the same. */
function readPastKey(text: string, host: string): VerifierKey | undefined {
  const bytes = decodeBase64(text);
  return bytes?.length === KEY_BYTES ? verifierKey(host, bytes) : parseVerifierKey(text);
}

/** The bytes of a base64 text. Node ignores anything after the base64, so the text is compared with the bytes. */
function keyBytes(text: string): Buffer {
  return Buffer.from(/^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? text : '', 'base64');
}

function readMasterKeys(texts: readonly string[], problems: string[]): ConfiguredKeys['masterKeys'] {
  const ids = new Set<string>();
  return texts.flatMap((text, index) => {
    const [id = '', encoded = '', ...rest] = text.split(':');
    const bytes = keyBytes(rest.length > 0 ? '' : encoded);
    // The text itself is a secret.
    const problem = (what: string) => problems.push(`MASTER_KEYS: key ${index + 1} ${what}`);
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(id) || bytes.length !== MASTER_KEY_BYTES)
      problem(`is not name:base64 of ${MASTER_KEY_BYTES} bytes`);
    else if (ids.has(id)) problem('has the same name as an earlier one');
    ids.add(id);
    return [{ id, bytes }];
  });
}

function readKey(name: string, text: string | undefined, length: number, problems: string[]): Buffer | null {
  if (text === undefined) return null;
  const bytes = keyBytes(text);
  if (bytes.length === length) return bytes;
  problems.push(`${name} is not ${length} bytes in base64`);
  return null;
}
