import { createServer } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import {
  createSigningKeys,
  type KeyRefresh,
  type KeySource,
  type SigningKeys,
} from '../../../src/http/auth/signing-keys.ts';
import { createLogger } from '../../../src/http/log/logging.ts';
import { NO_PROXIES, type OutgoingProxies } from '../../../src/kernel/outgoing-proxy-rules.ts';
import { portOf } from '../../twilio/twilio-kit.ts';
import { AUDIENCE, ISSUER } from '../test-server.ts';

/** Keys of a source, read as often as the test likes, until it is over. */
export async function runningKeys(
  source: KeySource,
  refresh: Partial<KeyRefresh> = {},
  proxies: OutgoingProxies = NO_PROXIES,
): Promise<SigningKeys> {
  const log = createLogger({ level: 'silent' });
  const usual = { everyMs: 20, staleMs: 3_600_000, freshMs: 5_000, timeoutMs: 5_000, log };
  const keys = await createSigningKeys(source, { ...usual, ...refresh }, proxies);
  onTestFinished(() => keys.close());
  return keys;
}

/** A token issuer of the test's own: its key set is at `url`, and it may be away, lose keys and gain some. */
export interface TestIssuer {
  readonly url: URL;
  isThere: boolean;
  /** Whether it takes requests and never answers them. */
  isSilent: boolean;
  /** How often it was asked for its keys. */
  readonly asked: () => number;
  /** Publishes a new key under this id. */
  addKey(kid: string): Promise<CryptoKey>;
  withdraw(kid: string): void;
  /** A token of a key, with these claims beside the usual ones. */
  sign(key: CryptoKey, kid: string, claims?: JWTPayload): Promise<string>;
}

/** Starts an issuer without keys. */
export async function startIssuer(): Promise<TestIssuer> {
  const published = new Map<string, object>();
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (issuer.isSilent) return;
    response.writeHead(issuer.isThere ? 200 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [...published.values()] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const issuer: TestIssuer = {
    url: new URL(`http://127.0.0.1:${portOf(server.address())}/jwks`),
    isThere: true,
    isSilent: false,
    asked: () => asked,
    async addKey(kid) {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
      published.set(kid, { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' });
      return privateKey;
    },
    withdraw: (kid) => published.delete(kid),
    sign: (key, kid, claims = {}) => {
      const at = Math.floor(Date.now() / 1_000);
      return new SignJWT({
        ...{ iss: ISSUER, aud: AUDIENCE, sub: 'ada', name: 'Ada', kind: 'person', auth_method: 'mfa' },
        ...{ tenant: 'acme', roles: ['admin'], iat: at, exp: at + 600, ...claims },
      })
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(key);
    },
  };
  return issuer;
}
