import { z } from 'zod';
import {
  type AccessScope,
  isAccessScope,
  isPlatformRole,
  isRole,
  type Principal,
  ROLES,
  type Role,
} from '../kernel/access.ts';
import { parseTenantId, type TenantId } from '../kernel/ids.ts';

/** A request without a token that speaks for somebody. The message may be shown to whoever sent it. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
}

// Names are kept for good in consents and audit entries, so nothing unprintable enters here.
const Text = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[^\p{Cc}\p{Surrogate}]+$/u);

const Claims = z.object({
  sub: Text,
  name: Text,
  kind: z.enum(['person', 'service']),
  auth_method: Text.optional(),
  amr: z.array(Text).nonempty().optional(),
  tenant: z.string().optional(),
  platform: z.boolean().optional(),
  scope: z.string().optional(),
  roles: z.array(z.string()).optional(),
  exp: z.number().int().positive(),
});

const PLATFORM_SCOPES: readonly AccessScope[] = ['tenants:read', 'platform-log:read'];

// What a token says is echoed only where it has the form of a name.
function named(text: string): string {
  return /^[A-Za-z0-9:._-]{1,64}$/.test(text) ? ` "${text}"` : '';
}

function tenantOf(tenant: string | undefined, platform: boolean): TenantId | null {
  if (platform) {
    if (tenant !== undefined) {
      throw new AuthenticationError('The token names a tenant and the platform; it must name one of them.');
    }
    return null;
  }
  if (tenant === undefined) {
    throw new AuthenticationError('The token names neither a tenant nor the platform.');
  }
  const id = parseTenantId(tenant);
  if (id === undefined) {
    throw new AuthenticationError('The token\'s claim "tenant" is not a tenant id.');
  }
  return id;
}

function knownScope(text: string, platform: boolean): AccessScope {
  if (!isAccessScope(text)) {
    throw new AuthenticationError(`The token has an unknown scope${named(text)}.`);
  }
  if (!platform && PLATFORM_SCOPES.includes(text)) {
    throw new AuthenticationError(`The scope${named(text)} is for platform tokens only.`);
  }
  return text;
}

function knownRole(text: string, platform: boolean): Role {
  if (!isRole(text)) {
    throw new AuthenticationError(`The token has an unknown role${named(text)}.`);
  }
  if (isPlatformRole(text) !== platform) {
    throw new AuthenticationError(
      `The role${named(text)} is ${platform ? 'not one of the platform' : 'for platform tokens only'}.`,
    );
  }
  return text;
}

/**
 * Who the claims of a verified token speak for (X1). Throws an AuthenticationError that names the first claim that
 * is missing, malformed, unknown or in contradiction to another.
 */
export function principalOf(payload: unknown): Principal {
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) {
    const claim = String(parsed.error.issues[0]?.path[0] ?? '');
    throw new AuthenticationError(`The token's claim "${claim}" is missing or malformed.`);
  }
  const claims = parsed.data;
  const authenticatedBy = claims.auth_method ?? claims.amr?.[0];
  if (authenticatedBy === undefined) {
    throw new AuthenticationError('The token\'s claim "auth_method" is missing or malformed.');
  }
  const platform = claims.platform === true;
  const tenant = tenantOf(claims.tenant, platform);
  const single = (claims.scope ?? '').split(' ').filter((text) => text !== '');
  const roles = (claims.roles ?? []).map((text) => knownRole(text, platform));
  const scopes = new Set<AccessScope>([
    ...single.map((text) => knownScope(text, platform)),
    ...roles.flatMap((role): readonly AccessScope[] => ROLES[role]),
  ]);
  return {
    subject: claims.sub,
    displayName: claims.name,
    kind: claims.kind === 'person' ? 'PERSON' : 'SERVICE',
    authenticatedBy,
    tenant,
    scopes,
    expiresAt: new Date(claims.exp * 1_000),
  };
}
