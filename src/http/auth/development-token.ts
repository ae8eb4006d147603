import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { z } from 'zod';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import type { AccessScope, Role } from '../../kernel/vocabulary/access.ts';
import { existingText, keptText } from '../../secrets/key-file.ts';

/** The path of the development key in a data folder, for the server and for commands that issue tokens. */
export function developmentTokenKeyPath(dataDir: string): string {
  return join(dataDir, 'development-token-key.json');
}

/** An Ed25519 key pair with which development signs and verifies its own tokens. */
export interface DevelopmentKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const Ed25519Key = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
});

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

/**
 * The development key kept at the path, made (mode 0600) when there is none, so that tokens outlive a restart.
 * Throws an error that names the file when it holds something else.
 */
export async function createDevelopmentKey(path: string): Promise<DevelopmentKey> {
  return keyIn(path, await keptText(path, newKey));
}

/** The same for what only reads: throws where it is missing. */
async function readDevelopmentKey(path: string): Promise<DevelopmentKey> {
  return keyIn(path, await existingText(path));
}

async function keyIn(path: string, text: string): Promise<DevelopmentKey> {
  try {
    const { d, ...publicPart } = Ed25519Key.parse(JSON.parse(text));
    const [privateKey, publicKey] = await Promise.all([
      importJWK({ ...publicPart, d }, 'EdDSA'),
      importJWK(publicPart, 'EdDSA'),
    ]);
    if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array) {
      throw new TypeError('not a key pair');
    }
    return { privateKey, publicKey };
  } catch (cause) {
    const message = `${path} does not contain a development key; delete it to get a new one.`;
    throw new UnusableFileError(message, { cause });
  }
}

/**
 * The claims of a development token.
 *
 * @internal
 */
export interface DevelopmentTokenRequest {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  readonly displayName: string;
  readonly kind: 'person' | 'service';
  readonly authenticationMethod: string;
  /** When, by which methods and at which level the bearer authenticated. */
  readonly authTime?: number;
  readonly methods?: readonly string[];
  readonly level?: string | null;
  /** `null` for a platform role. */
  readonly tenant: string | null;
  readonly roles: readonly Role[];
  readonly scopes?: readonly AccessScope[];
  /** In seconds from now. */
  readonly lifetime: number;
}

/** The bearer of a development token. */
export interface DevelopmentBearer {
  readonly role: Role;
  /** `null` for a platform role. */
  readonly tenant: string | null;
  /** The default is `dev-<role>`. */
  readonly subject?: string;
  /** The default is `Development <role>`. */
  readonly displayName?: string;
  /** True if it is a service's, as that of a dispatcher always is, and no person's. */
  readonly isService?: boolean;
  /** The methods and the level that are to be told; a token of development authenticates nobody. */
  readonly methods?: readonly string[];
  readonly level?: string | null;
  /** In seconds from now. */
  readonly lifetime: number;
}

/** Makes a token that the development servers of its data folder take. */
export type IssueDevelopmentToken = (bearer: DevelopmentBearer) => Promise<string>;

/** Issues tokens with the key of the data folder. Rejects as `keyFile`, which makes it where that is the purpose. */
export async function createDevelopmentTokenIssuer(
  config: {
    readonly dataDir: string;
    readonly tokens: { readonly issuer: string; readonly audience: string };
  },
  keyFile: (path: string) => Promise<DevelopmentKey> = readDevelopmentKey,
): Promise<IssueDevelopmentToken> {
  const key = await keyFile(developmentTokenKeyPath(config.dataDir));
  const { issuer, audience } = config.tokens;
  return ({ role, tenant, lifetime, ...bearer }) => {
    // Who sends is a service.
    const isService = bearer.isService === true || role.endsWith('dispatcher');
    return issueDevelopmentToken(key, {
      issuer,
      audience,
      tenant,
      lifetime,
      roles: [role],
      subject: bearer.subject ?? `dev-${role}`,
      displayName: bearer.displayName ?? `Development ${role}`,
      kind: isService ? 'service' : 'person',
      authenticationMethod: isService ? 'client-credentials' : 'development',
      ...(isService ? {} : { authTime: Math.floor(Date.now() / 1_000) }),
      methods: bearer.methods ?? [],
      level: bearer.level ?? null,
    });
  };
}

/**
 * A signed token that says whatever a test needs.
 *
 * @internal
 */
export async function issueDevelopmentToken(
  key: DevelopmentKey,
  request: DevelopmentTokenRequest,
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({
    name: request.displayName,
    kind: request.kind,
    auth_method: request.authenticationMethod,
    ...(request.tenant === null ? { platform: true } : { tenant: request.tenant }),
    ...(request.roles.length > 0 ? { roles: request.roles } : {}),
    ...(request.authTime === undefined ? {} : { auth_time: request.authTime }),
    ...(request.methods === undefined ? {} : { amr: request.methods }),
    ...(typeof request.level === 'string' ? { acr: request.level } : {}),
    ...(request.scopes === undefined ? {} : { scope: request.scopes.join(' ') }),
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(request.issuer)
    .setAudience(request.audience)
    .setSubject(request.subject)
    .setIssuedAt(now)
    .setExpirationTime(now + request.lifetime)
    .sign(key.privateKey);
}
