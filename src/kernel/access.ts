import type { TenantId } from './ids.ts';
import type { OperationLimits } from './operation-limits.ts';
import type { RequestOrigin, RequestScope } from './scope.ts';
import { type AccessScope, type Role, SCOPES } from './vocabulary/access.ts';
import type { ActorKind } from './vocabulary/actor.ts';

const TENANT_ROLES = {
  admin: ['configuration:read', 'configuration:write', 'consents:read', 'records:read', 'preview'],
  auditor: ['configuration:read', 'consents:read', 'audit:read', 'records:read', 'statistics:read'],
  analyst: ['records:read', 'statistics:read', 'live:read', 'preview'],
  dispatcher: ['dispatch', 'preview', 'records:read-own'],
  'privacy-officer': ['privacy:erase'],
} as const satisfies Record<string, readonly AccessScope[]>;

/**
 * The role table of X1. A platform role has the scopes of its namesake for every tenant, one named in each call;
 * `tenants`, the platform's own log and stops of sending are for platform roles alone.
 */
export const ROLES = {
  ...TENANT_ROLES,
  'platform-admin': [...TENANT_ROLES.admin, 'tenants:read', 'sending:pause'],
  'platform-auditor': [...TENANT_ROLES.auditor, 'tenants:read', 'platform-log:read'],
  'platform-analyst': [...TENANT_ROLES.analyst, 'tenants:read'],
  'platform-dispatcher': [...TENANT_ROLES.dispatcher],
  'platform-privacy-officer': [...TENANT_ROLES['privacy-officer'], 'tenants:read'],
} as const satisfies Record<Role, readonly AccessScope[]>;

/** True if the text names a role. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/** True if the text names a scope. */
export function isAccessScope(text: string): text is AccessScope {
  return SCOPES.some((scope) => scope === text);
}

/** True if what is granted permits what a scope asks for; who may read every record may read its own (X1). */
export function permits(granted: Iterable<AccessScope>, scope: AccessScope): boolean {
  for (const one of granted) {
    if (one === scope || (one === 'records:read' && scope === 'records:read-own')) return true;
  }
  return false;
}

/** True if a role is one of the platform's, which is the same for all tenants. */
export function isPlatformRole(role: Role): boolean {
  return role.startsWith('platform-');
}

/** The authentication of a caller, as its token tells; what the token does not tell is null or empty. */
export interface Authentication {
  readonly at: Date | null;
  /** The contexts that it met (`acr`). */
  readonly levels: readonly string[];
  /** The methods that were used (`amr`). */
  readonly methods: readonly string[];
}

/** The caller that a verified token authenticates, and its permissions. */
export interface Principal {
  readonly subject: string;
  readonly displayName: string;
  readonly kind: Exclude<ActorKind, 'SYSTEM'>;
  readonly authenticatedBy: string;
  readonly authentication: Authentication;
  /** The tenant of the token; `null` for a platform role, which names the tenant in each call. */
  readonly tenant: TenantId | null;
  readonly scopes: ReadonlySet<AccessScope>;
  readonly expiresAt: Date;
}

/** The scope of a principal's request in a tenant, for its verbs. */
export function scopeOf(
  tenant: TenantId,
  request: {
    readonly principal: Principal;
    readonly requestId: string;
    readonly origin: RequestOrigin;
    readonly limits: OperationLimits;
  },
): RequestScope {
  const { principal, requestId, origin, limits } = request;
  const { kind, subject, displayName, authenticatedBy } = principal;
  const actor = { kind, subject, displayName, authenticatedBy };
  return { tenant, actor, requestId, origin, platform: principal.tenant === null, limits };
}
