import { resolve } from 'node:path';
import { type ClaimNames, DEFAULT_CLAIMS } from '../http/auth/claims.ts';
import type { Environment } from './environment.ts';

/** The source of the keys that verify bearer tokens. */
type TokenKeys =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'file'; readonly path: string }
  /** A key pair of its own under the data folder, which also signs development tokens. */
  | { readonly kind: 'development' };

/** The settings of bearer tokens. Times in milliseconds. */
export interface ConfiguredTokens {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: TokenKeys;
  /** Between two readings of the keys. */
  readonly refreshMs: number;
  /** The time that keys are believed that cannot be read again. */
  readonly staleMs: number;
  /** The allowed difference to the issuer's clock. */
  readonly clockToleranceMs: number;
  readonly claims: ClaimNames;
}

/** Reads the settings of bearer tokens; development has its own where they are not set. */
export function readTokens(env: Environment): ConfiguredTokens {
  return {
    issuer: env.TOKEN_ISSUER ?? 'originator-development',
    audience: env.TOKEN_AUDIENCE ?? 'originator',
    keys: tokenKeys(env),
    refreshMs: env.JWKS_REFRESH_MS,
    staleMs: env.JWKS_STALE_MS,
    clockToleranceMs: env.TOKEN_CLOCK_TOLERANCE_MS,
    claims: {
      tenant: orElse(env.TOKEN_CLAIM_TENANT, DEFAULT_CLAIMS.tenant),
      platform: orElse(env.TOKEN_CLAIM_PLATFORM, DEFAULT_CLAIMS.platform),
      roles: orElse(env.TOKEN_CLAIM_ROLES, DEFAULT_CLAIMS.roles),
      scopes: orElse(env.TOKEN_CLAIM_SCOPES, DEFAULT_CLAIMS.scopes),
      name: orElse(env.TOKEN_CLAIM_NAME, DEFAULT_CLAIMS.name),
      kind: orElse(env.TOKEN_CLAIM_KIND, DEFAULT_CLAIMS.kind),
      method: orElse(env.TOKEN_CLAIM_METHOD, DEFAULT_CLAIMS.method),
      authTime: orElse(env.TOKEN_CLAIM_AUTH_TIME, DEFAULT_CLAIMS.authTime),
      acr: orElse(env.TOKEN_CLAIM_ACR, DEFAULT_CLAIMS.acr),
      amr: orElse(env.TOKEN_CLAIM_AMR, DEFAULT_CLAIMS.amr),
      rolePrefix: env.TOKEN_ROLE_PREFIX,
    },
  };
}

function tokenKeys(env: Environment): TokenKeys {
  if (env.JWKS_URL !== undefined) return { kind: 'url', url: new URL(env.JWKS_URL) };
  return env.JWKS_FILE === undefined
    ? { kind: 'development' }
    : { kind: 'file', path: resolve(env.JWKS_FILE) };
}

function orElse(claims: readonly string[], otherwise: readonly string[]): readonly string[] {
  return claims.length > 0 ? claims : otherwise;
}
