import { randomFillSync } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import { type Brand, HOST_LOG } from './brand.ts';

/** One customer organization of the platform: 1 to 64 of `[A-Za-z0-9._-]`, but not `.` and `..`, which paths drop. */
export type TenantId = Brand<string, 'TenantId'>;
/** A time-ordered identifier (RFC 9562, version 7), lower case. */
export type Uuid = Brand<string, 'Uuid'>;
/** `AC` and 32 hexadecimal digits, as Twilio spells it. */
export type AccountSid = Brand<string, 'AccountSid'>;
/** A Twilio auth token in the clear. It never leaves the process except to Twilio (X4). */
export type AuthToken = Brand<string, 'AuthToken'>;
/** The number of a saved configuration; 0 is the default that every tenant starts with (S12). */
export type ConfigurationVersionNumber = Brand<number, 'ConfigurationVersionNumber'>;

/** The tenant under which the platform keeps its own log. No token can name it: `$` is no tenant character. */
export const PLATFORM_TENANT = '$platform' as TenantId;

/** The name of a log's owner: a tenant, the platform or the host; `undefined` when the text is none. */
export function parseLogOwner(text: string): TenantId | undefined {
  return [PLATFORM_TENANT, HOST_LOG].find((owner) => owner === text) ?? parseTenantId(text);
}

const TENANT_ID = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/;

/** The branded tenant id, or `undefined` when the text is none. */
export function parseTenantId(text: string): TenantId | undefined {
  return TENANT_ID.test(text) ? (text as TenantId) : undefined;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The branded identifier in lower case, or `undefined` when the text is no UUID of version 7. */
export function parseUuid(text: string): Uuid | undefined {
  return UUID_V7.test(text) ? (text.toLowerCase() as Uuid) : undefined;
}

const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/;

/** The branded account SID, or `undefined` when the text does not have the form of V2. */
export function parseAccountSid(text: string): AccountSid | undefined {
  return ACCOUNT_SID.test(text) ? (`AC${text.slice(2).toLowerCase()}` as AccountSid) : undefined;
}

/** A configuration version number. Throws on anything but a whole number from 0 to 2³¹−1. */
export function configurationVersion(value: number): ConfigurationVersionNumber {
  if (!Number.isInteger(value) || value < 0 || value > 0x7fff_ffff) {
    throw new RangeError(`not a configuration version: ${value}`);
  }
  return value as ConfigurationVersionNumber;
}

/** The sequence is 31 bits wide; that it begins again can disorder no more than the identifiers of one millisecond. */
const SEQUENCE_END = 0x7fff_ffff;
let sequence = 0;

/**
 * A new identifier for something that happened at `at`. Identifiers made by one process for one millisecond sort in the
 * order in which they were made.
 */
export function newUuid(at: Date): Uuid {
  sequence = sequence === SEQUENCE_END ? 0 : sequence + 1;
  return uuidV7({ msecs: at.getTime(), seq: sequence, random: randomBits() }) as Uuid;
}

/** Random bits are drawn for many identifiers at once: to draw them takes longer than all the rest. */
const DRAWN = Buffer.alloc(256 * 16);
let used = DRAWN.length;

function randomBits(): Uint8Array {
  if (used === DRAWN.length) {
    randomFillSync(DRAWN);
    used = 0;
  }
  used += 16;
  return DRAWN.subarray(used - 16, used);
}
