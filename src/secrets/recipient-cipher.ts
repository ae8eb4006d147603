import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { TenantId, Uuid } from '../kernel/ids.ts';
import { type PhoneNumber, parsePhoneNumber } from '../kernel/phone-number.ts';
import { decrypt, encrypt } from './cipher.ts';
import type { KeyRing, MasterKey } from './key-ring.ts';

/** A short text under a key derived from a master key of the ring. */
export interface SealedText {
  readonly masterKeyId: string;
  readonly sealed: Buffer;
}

/** Seals a recipient for as long as an attempt to it is open (D12), bound to its tenant and dispatch. */
export function sealRecipient(
  ring: KeyRing,
  tenant: TenantId,
  dispatch: Uuid,
  recipient: PhoneNumber,
): SealedText {
  const key = recipientKey(ring.current, tenant);
  const sealed = encrypt(key, Buffer.from(recipient, 'utf8'), Buffer.from(dispatch, 'utf8'));
  return { masterKeyId: ring.current.id, sealed };
}

/** The recipient in the clear. Throws when it was altered, moved, or sealed by a key that the ring lacks. */
export function openRecipient(
  ring: KeyRing,
  tenant: TenantId,
  dispatch: Uuid,
  text: SealedText,
): PhoneNumber {
  const key = recipientKey(ring.key(text.masterKeyId), tenant);
  const plain = decrypt(key, text.sealed, Buffer.from(dispatch, 'utf8'));
  const recipient = parsePhoneNumber(plain.toString('utf8'));
  if (recipient === undefined) throw new Error('what was sealed as a recipient is none');
  return recipient;
}

/** The keys derived of a master key, by tenant; they go with it. */
const derivedKeys = new WeakMap<MasterKey, Map<TenantId, KeyObject>>();

function recipientKey(master: MasterKey, tenant: TenantId): KeyObject {
  const derived = derivedKeys.get(master) ?? new Map<TenantId, KeyObject>();
  derivedKeys.set(master, derived);
  return derivedKey(derived, tenant, master.key, `recipient\n${tenant}`);
}

/** The number of derived keys of one kind that are kept, so as not to derive them for each message. */
const KEPT_KEYS = 10_000;

/** The key that HKDF derives of `secret` for `info`, kept under `name`. */
function derivedKey<N>(
  kept: Map<N, KeyObject>,
  name: N,
  secret: KeyObject | Buffer,
  info: string,
): KeyObject {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', info, 32)));
  if (kept.size >= KEPT_KEYS) kept.clear();
  kept.set(name, key);
  return key;
}

/** The purposes of keyed hashes, so that equal texts of different purpose have different hashes. */
export type LookupPurpose = 'recipient' | 'request' | 'callback' | 'idempotency-key' | 'mutation';

/**
 * Keyed hashes for exact look-up and of addresses that only we can make, of which nothing can be learnt without
 * `LOOKUP_KEY` (D10, D12).
 */
export interface LookupHashes {
  /** 32 bytes; the same for the same tenant, purpose and text, for as long as the key lives. */
  hash(tenant: TenantId, purpose: LookupPurpose, text: string): Buffer;
}

/** Hashes under keys derived per tenant and purpose by HKDF from one key that is never rotated in place. */
export function createLookupHashes(lookupKey: Buffer): LookupHashes {
  const keys = new Map<string, KeyObject>();
  return {
    hash(tenant, purpose, text) {
      const info = `${purpose}\n${tenant}`;
      const key = derivedKey(keys, info, lookupKey, info);
      return createHmac('sha256', key).update(text, 'utf8').digest();
    },
  };
}
