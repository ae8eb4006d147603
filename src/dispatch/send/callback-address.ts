import { timingSafeEqual } from 'node:crypto';
import { parseTenantId, parseUuid, type TenantId, type Uuid } from '../../kernel/ids.ts';
import type { LookupHashes } from '../../secrets/recipient-cipher.ts';

/** The path below which Twilio reports, naming tenant, dispatch and attempt, with their MAC. */
export const STATUS_CALLBACK_PATH = '/twilio/status/';

/** The attempt that a status callback is about. */
export interface CalledAttempt {
  readonly tenant: TenantId;
  readonly dispatchId: Uuid;
  readonly attemptId: Uuid;
}

/** So many bytes cannot be guessed, and keep the address short. */
const MAC_BYTES = 16;

/** The URL for Twilio's reports on an attempt, without the fragment that asks for retries. */
export function callbackAddress(publicUrl: string, hashes: LookupHashes, attempt: CalledAttempt): string {
  const { tenant, dispatchId, attemptId } = attempt;
  const mac = macOf(hashes, attempt).toString('base64url');
  return `${publicUrl.replace(/\/$/, '')}${STATUS_CALLBACK_PATH}${encodeURIComponent(tenant)}/${dispatchId}/${attemptId}/${mac}`;
}

/** The address as Twilio signs it: without the user and password that it signs in with. */
export function signedAddress(address: string): string {
  return address.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}

/**
 * The attempt that a path names; `undefined` for any path but the very ones that Twilio was told. The MAC is checked
 * without asking anything of the database, so that strangers cost nothing (X5).
 */
export function calledAttempt(hashes: LookupHashes, path: string): CalledAttempt | undefined {
  if (!path.startsWith(STATUS_CALLBACK_PATH)) return undefined;
  const [tenantText = '', dispatchText = '', attemptText = '', macText = '', ...rest] = path
    .slice(STATUS_CALLBACK_PATH.length)
    .split('/');
  const tenant = parseTenantId(tenantText);
  const dispatchId = parseUuid(dispatchText);
  const attemptId = parseUuid(attemptText);
  if (tenant === undefined || dispatchId === undefined || attemptId === undefined) return undefined;
  if (rest.length > 0 || dispatchId !== dispatchText || attemptId !== attemptText) return undefined;
  const mac = macOf(hashes, { tenant, dispatchId, attemptId });
  const given = Buffer.from(macText, 'base64url');
  const isTold = given.length === mac.length && timingSafeEqual(given, mac);
  return isTold && mac.toString('base64url') === macText ? { tenant, dispatchId, attemptId } : undefined;
}

function macOf(hashes: LookupHashes, { tenant, dispatchId, attemptId }: CalledAttempt): Buffer {
  return hashes.hash(tenant, 'callback', `${dispatchId}/${attemptId}`).subarray(0, MAC_BYTES);
}
