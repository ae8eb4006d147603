import {
  type Authentication,
  isAccessScope,
  isPlatformRole,
  isRole,
  type Principal,
  ROLES,
} from '../../kernel/access.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import { cleanLine, holdsHiddenCharacters } from '../../kernel/outside-text.ts';
import type { AccessScope, Role } from '../../kernel/vocabulary/access.ts';

/** A request without a token that speaks for somebody. The message may be shown to the sender. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
}

/**
 * The claims to read from a token. Each is a list of claims, of which the first that the token has counts; one is named as it
 * is, or by a path through objects, as `realm_access.roles`.
 */
export interface ClaimNames {
  readonly tenant: readonly string[];
  readonly platform: readonly string[];
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly name: readonly string[];
  readonly kind: readonly string[];
  readonly method: readonly string[];
  /** When, at which level and by which methods the caller authenticated (X7). */
  readonly authTime: readonly string[];
  readonly acr: readonly string[];
  readonly amr: readonly string[];
  /** The prefix of our roles in tokens, so that no other system's `admin` is taken for ours; may be empty. */
  readonly rolePrefix: string;
}

/** The claims that are read unless others are configured. */
export const DEFAULT_CLAIMS: ClaimNames = {
  tenant: ['tenant'],
  platform: ['platform'],
  roles: ['roles'],
  scopes: ['scope', 'scp'],
  name: ['name'],
  kind: ['kind'],
  method: ['auth_method', 'amr', 'acr', 'gty'],
  authTime: ['auth_time'],
  acr: ['acr', 'acrs'],
  amr: ['amr'],
  rolePrefix: '',
};

const LONGEST_TEXT = 256;
/** The end of the year 9999, in seconds since 1970. */
const LATEST_S = 253_402_300_800;
const PLATFORM_SCOPES: readonly AccessScope[] = ['tenants:read', 'platform-log:read'];
/** The names that issuers give to persons and services. */
const KINDS: Readonly<Record<string, Principal['kind']>> = {
  person: 'PERSON',
  user: 'PERSON',
  service: 'SERVICE',
  app: 'SERVICE',
};
/** The authentication method of a service whose token does not state one. */
const CLIENT_CREDENTIALS = 'client-credentials';
const UNSTATED = 'unstated';

type Payload = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(payload: Payload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  let value: unknown = payload;
  for (const part of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

function firstOf(payload: Payload, paths: readonly string[]): unknown {
  return paths.map((path) => valueAt(payload, path)).find((value) => value !== undefined && value !== null);
}

function malformed([claim = '']: readonly string[]): AuthenticationError {
  return new AuthenticationError(`The token's claim "${claim}" is missing or malformed.`);
}

/** A text that is compared and kept for good: it is as it is, or refused. */
function identifier(value: unknown, paths: readonly string[]): string {
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_TEXT) throw malformed(paths);
  if (holdsHiddenCharacters(value)) throw malformed(paths);
  return value;
}

/** A list, as an array of texts or with spaces between them; nothing is an empty one. */
function listed(value: unknown, paths: readonly string[]): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return value.split(' ').filter((text) => text !== '');
  if (!Array.isArray(value)) throw malformed(paths);
  return value.filter((member) => typeof member === 'string');
}

/** The single name in a claim: a text, a list of it, or an object of it as Keycloak has organizations. */
function onlyName(value: unknown): string | undefined {
  const names: unknown = isObject(value) ? Object.keys(value) : value;
  const [name, ...others]: readonly unknown[] = Array.isArray(names) ? names : [names];
  return typeof name === 'string' && others.length === 0 ? name : undefined;
}

function tenantOf(payload: Payload, { tenant: paths }: ClaimNames, platform: boolean): TenantId | null {
  const tenant = firstOf(payload, paths);
  if (platform) {
    if (tenant !== undefined) {
      throw new AuthenticationError(
        'The token names both a tenant and the platform. It must name exactly one.',
      );
    }
    return null;
  }
  if (tenant === undefined) {
    throw new AuthenticationError(
      'The token names neither a tenant nor the platform. It must name exactly one.',
    );
  }
  const id = parseTenantId(onlyName(tenant) ?? '');
  if (id === undefined) {
    throw new AuthenticationError(`The token's claim "${paths[0]}" is not a tenant id.`);
  }
  return id;
}

/** True if a token that does not say so speaks for a client of its issuer rather than for a person. */
function isOfClient(payload: Payload, subject: string): boolean {
  const clients = ['azp', 'client_id', 'cid'].map((claim) => payload[claim]);
  const { gty, idtyp, oid, scp, preferred_username: login } = payload;
  return (
    clients.some(
      (client) => typeof client === 'string' && (client === subject || `${client}@clients` === subject),
    ) ||
    gty === CLIENT_CREDENTIALS ||
    idtyp === 'app' ||
    // Entra ID has idtyp only where it is asked for; whom a person's token speaks for has another name in each application.
    (oid === subject && scp === undefined) ||
    (typeof login === 'string' && login.startsWith('service-account-'))
  );
}

function kindOf(payload: Payload, { kind: paths }: ClaimNames, subject: string): Principal['kind'] {
  const stated = firstOf(payload, paths);
  if (stated === undefined) return isOfClient(payload, subject) ? 'SERVICE' : 'PERSON';
  const kind = typeof stated === 'string' && Object.hasOwn(KINDS, stated) ? KINDS[stated] : undefined;
  if (kind === undefined) throw malformed(paths);
  return kind;
}

/** A name is shown, never compared, so it is cleaned rather than refused; a service may have none but its subject. */
function nameOf(
  payload: Payload,
  { name: paths }: ClaimNames,
  kind: Principal['kind'],
  subject: string,
): string {
  const stated = firstOf(payload, paths);
  if (stated === undefined && kind === 'SERVICE') return subject;
  const name = typeof stated === 'string' ? cleanLine(stated, LONGEST_TEXT) : '';
  if (name === '') throw malformed(paths);
  return name;
}

function methodOf(payload: Payload, { method: paths }: ClaimNames, kind: Principal['kind']): string {
  const stated = firstOf(payload, paths);
  if (stated === undefined) return kind === 'SERVICE' ? CLIENT_CREDENTIALS : UNSTATED;
  // All that were used, and not the first alone: a password with a second factor is no password.
  return identifier(Array.isArray(stated) ? stated.join(' ') : stated, paths);
}

/** The authentication that is told. A claim that is not of its form counts as not told: it then meets no requirement (X7). */
function authenticationOf(payload: Payload, { authTime, acr, amr }: ClaimNames): Authentication {
  const at = firstOf(payload, authTime);
  const isTime = typeof at === 'number' && Number.isSafeInteger(at) && at > 0 && at < LATEST_S;
  const told = (paths: readonly string[]) => {
    const stated = firstOf(payload, paths);
    return (Array.isArray(stated) ? stated : [stated]).filter((text) => typeof text === 'string');
  };
  return { at: isTime ? new Date(at * 1_000) : null, levels: told(acr), methods: told(amr) };
}

/** Our roles among those of the token; the others are another system's affair. */
function rolesOf(
  payload: Payload,
  { roles: paths, rolePrefix }: ClaimNames,
  platform: boolean,
): readonly Role[] {
  const roles = listed(firstOf(payload, paths), paths)
    .filter((text) => text.startsWith(rolePrefix))
    .map((text) => text.slice(rolePrefix.length))
    .filter(isRole);
  const misplaced = roles.find((role) => isPlatformRole(role) !== platform);
  if (misplaced !== undefined) {
    throw new AuthenticationError(
      `The role "${misplaced}" is allowed in ${platform ? 'tenant' : 'platform'} tokens only.`,
    );
  }
  return roles;
}

function scopesOf(
  payload: Payload,
  { scopes: paths }: ClaimNames,
  platform: boolean,
): readonly AccessScope[] {
  const scopes = listed(firstOf(payload, paths), paths).filter(isAccessScope);
  const misplaced = platform ? undefined : scopes.find((scope) => PLATFORM_SCOPES.includes(scope));
  if (misplaced !== undefined) {
    throw new AuthenticationError(`The scope "${misplaced}" is allowed in platform tokens only.`);
  }
  return scopes;
}

/**
 * The principal of a verified token's claims (X1). Unknown scopes and roles are ignored. Throws an
 * AuthenticationError that names the first claim that is missing, malformed or in contradiction to another.
 */
export function principalOf(payload: Payload, names: ClaimNames): Principal {
  const subject = identifier(payload['sub'], ['sub']);
  const kind = kindOf(payload, names, subject);
  const { exp } = payload;
  if (typeof exp !== 'number' || !Number.isSafeInteger(exp) || exp <= 0) throw malformed(['exp']);
  const displayName = nameOf(payload, names, kind, subject);
  const authenticatedBy = methodOf(payload, names, kind);
  const platform = [true, 'true'].some((yes) => firstOf(payload, names.platform) === yes);
  const tenant = tenantOf(payload, names, platform);
  const roles = rolesOf(payload, names, platform);
  const scopes = new Set<AccessScope>([
    ...scopesOf(payload, names, platform),
    ...roles.flatMap((role): readonly AccessScope[] => ROLES[role]),
  ]);
  const authentication = authenticationOf(payload, names);
  const expiresAt = new Date(exp * 1_000);
  return { subject, displayName, kind, authenticatedBy, authentication, tenant, scopes, expiresAt };
}
