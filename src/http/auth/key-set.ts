import type { JSONWebKeySet } from 'jose';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { type OutgoingProxies, proxyAgentOptions } from '../../kernel/outgoing-proxy-rules.ts';
import { readJsonFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';

const LONGEST_KEY_SET = 1024 * 1024;

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

/**
 * The key set at an address, through a proxy where one is set, without following anywhere else. Rejects when there is none
 * within the time.
 */
export async function fetchKeySet(
  url: URL,
  proxies: OutgoingProxies,
  timeoutMs: number,
): Promise<JSONWebKeySet> {
  const undici = await import('undici');
  const options = proxyAgentOptions(proxies, url);
  const agent = options === null ? new undici.Agent() : new undici.EnvHttpProxyAgent({ ...options });
  try {
    return await request(undici, url, agent, AbortSignal.timeout(timeoutMs));
  } finally {
    await agent.destroy();
  }
}

async function request(
  undici: typeof import('undici'),
  url: URL,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<JSONWebKeySet> {
  const { statusCode, body } = await undici.request(url, {
    dispatcher,
    signal,
    headers: { accept: 'application/jwk-set+json, application/json' },
  });
  // A body that is given up tells so by an error of its own, which would end the process.
  body.on('error', () => undefined);
  if (statusCode !== 200) {
    body.destroy();
    throw new Error(`the issuer answered ${statusCode} to the request for its keys`);
  }
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > LONGEST_KEY_SET) throw new Error('the issuer has too many keys');
  }
  return KeySet.parse(JSON.parse(text));
}
