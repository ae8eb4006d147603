import { parseTenantId, parseUuid, type TenantId, type Uuid } from '../../kernel/ids.ts';
import { CONTRACT_LIMITS } from '../plugins/contract-limits.ts';
import { queryError } from './query-errors.ts';

/** The parts of a global id: the type of the object, its tenant, and its key within the type and the tenant. */
export interface GlobalId {
  readonly typename: string;
  readonly tenant: TenantId;
  readonly local: string;
}

/** The global id of what an id stands for within its type; opaque to clients. */
export function encodeGlobalId(typename: string, id: string | number | bigint): string {
  return Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url');
}

/**
 * The global id of an object of a tenant.
 *
 * @internal
 */
export function globalId(typename: string, tenant: TenantId, local: string): string {
  return encodeGlobalId(typename, `${tenant}:${local}`);
}

const TYPE_AND_ID = /^([A-Z][A-Za-z]{0,63}):(.*)$/s;
const TENANT_AND_KEY = /^([^:]*):([\x21-\x7e]{0,200})$/;

/** The tenant and the key that an id within its type says, or `undefined` when it is none. */
export function parseKeyOfTenant(id: string): Omit<GlobalId, 'typename'> | undefined {
  const [, tenantText = '', local] = TENANT_AND_KEY.exec(id) ?? [];
  const tenant = parseTenantId(tenantText);
  return tenant === undefined || local === undefined ? undefined : { tenant, local };
}

/** Parses a global id; `undefined` if the text is not one. */
export function parseGlobalId(text: string): GlobalId | undefined {
  if (text.length > CONTRACT_LIMITS.handleCharacters) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  // The decoder skips what it does not know, so only what encodes to the same text was one.
  if (bytes.toString('base64url') !== text) return undefined;
  const [, typename, id = ''] = TYPE_AND_ID.exec(bytes.toString('utf8')) ?? [];
  const named = parseKeyOfTenant(id);
  return typename === undefined || named === undefined ? undefined : { typename, ...named };
}

/** The type that a global id names, and its id within it; of any other text no type, and the text. */
export function decodeGlobalId(text: string): { readonly typename: string; readonly id: string } {
  const named = parseGlobalId(text);
  if (named === undefined) return { typename: '', id: text };
  return { typename: named.typename, id: `${named.tenant}:${named.local}` };
}

/** The error of a text that is no id of what it should be. */
export function malformedId(what: string) {
  return queryError('VALUE_MALFORMED', `This is not the id of ${what}.`);
}

const NOTHING = parseUuid('00000000-0000-7000-8000-000000000000');

/**
 * The identifier within the tenant that a global id of a type stands for, or a plain one, as exports have it; `undefined` when
 * it is no such id. Another tenant's id stands for nothing here, so it is answered as an unknown one is (X2).
 */
export function uuidWithin(tenant: TenantId, typename: string, text: string): Uuid | undefined {
  const plain = parseUuid(text);
  if (plain !== undefined) return plain;
  const id = parseGlobalId(text);
  if (id?.typename !== typename) return undefined;
  const local = parseUuid(id.local);
  return id.tenant === tenant || local === undefined ? local : NOTHING;
}
