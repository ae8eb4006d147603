import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { OutgoingProxies } from '../../kernel/outgoing-proxy-rules.ts';
import { readJsonFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { fetchFromIssuer } from './issuer-document.ts';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).nonempty() });

/** The key set in a file. Throws an error that names the file when it cannot be read or holds no set of public keys. */
export async function readKeySet(path: string): Promise<JSONWebKeySet> {
  const parsed = KeySet.safeParse(await readJsonFile(path, `JWKS_FILE: ${path}`));
  if (!parsed.success) {
    throw new UnusableFileError(`JWKS_FILE: ${path} is not a JSON Web Key Set.`);
  }
  if (parsed.data.keys.some((key) => key.kty === 'oct' || 'd' in key)) {
    throw new UnusableFileError(`JWKS_FILE: ${path} contains a private key; only public keys belong there.`);
  }
  return parsed.data;
}

/** The key set at an address of the issuer. Rejects when there is none within the time. */
export async function fetchKeySet(
  url: URL,
  proxies: OutgoingProxies,
  timeoutMs: number,
): Promise<JSONWebKeySet> {
  const types = 'application/jwk-set+json, application/json';
  return KeySet.parse(await fetchFromIssuer({ url, types, named: 'keys', timeoutMs }, proxies));
}
