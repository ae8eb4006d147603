import { readFile } from 'node:fs/promises';
import {
  type CryptoKey,
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';

/** Where the keys that tokens are verified with come from. */
export type KeySource =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'key'; readonly publicKey: CryptoKey };

const FETCH_TIMEOUT = 5_000;
const FETCH_COOLDOWN = 30_000;
const FETCH_AGE = 10 * 60_000;

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).nonempty() });

/** Throws an error that names the file when it cannot be read or is no JSON Web Key Set. */
async function readKeySet(path: string): Promise<JSONWebKeySet> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new UnusableFileError(`The key set ${path} cannot be read as JSON.`, { cause });
  }
  const parsed = KeySet.safeParse(content);
  if (!parsed.success) {
    throw new UnusableFileError(`${path} is not a JSON Web Key Set.`);
  }
  if (parsed.data.keys.some((key) => key.kty === 'oct' || 'd' in key)) {
    throw new UnusableFileError(`${path} holds a secret key; only public keys belong there.`);
  }
  return parsed.data;
}

/** A file is read again when a token names a key that it did not hold, so keys rotate without a restart. */
async function keysOfFile(path: string): Promise<JWTVerifyGetKey> {
  let current = createLocalJWKSet(await readKeySet(path));
  let readAt = Date.now();
  return async (header, token) => {
    try {
      return await current(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || Date.now() - readAt < FETCH_COOLDOWN) {
        throw error;
      }
      readAt = Date.now();
      current = createLocalJWKSet(await readKeySet(path));
      return current(header, token);
    }
  };
}

/** The look-up of a token's key. A file is read at once and must be right; a URL is fetched when first needed. */
export async function createKeyLookup(source: KeySource): Promise<JWTVerifyGetKey> {
  switch (source.kind) {
    case 'url':
      return createRemoteJWKSet(source.url, {
        timeoutDuration: FETCH_TIMEOUT,
        cooldownDuration: FETCH_COOLDOWN,
        cacheMaxAge: FETCH_AGE,
      });
    case 'file':
      return keysOfFile(source.path);
    case 'key':
      return async () => source.publicKey;
  }
}
