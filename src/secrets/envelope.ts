import { createSecretKey, randomBytes } from 'node:crypto';
import type { AccountSid, AuthToken, TenantId, Uuid } from '../kernel/ids.ts';
import { decrypt, encrypt } from './cipher.ts';
import { type KeyRing, MASTER_KEY_BYTES } from './key-ring.ts';

/** The owner of an encrypted token. It is authenticated with the token, so a row moved elsewhere does not open. */
export interface TokenBinding {
  readonly tenant: TenantId;
  readonly accountSid: AccountSid;
  readonly credentialId: Uuid;
}

/** An auth token under its own data key, and that key under a master key (X4). */
export interface SealedToken {
  readonly masterKeyId: string;
  readonly wrappedKey: Buffer;
  readonly sealedToken: Buffer;
}

/** Seals a token under a fresh data key, which the ring's current master key wraps. */
export function sealToken(ring: KeyRing, binding: TokenBinding, token: AuthToken): SealedToken {
  const dataKey = randomBytes(MASTER_KEY_BYTES);
  const sealedToken = encrypt(
    createSecretKey(dataKey),
    Buffer.from(token, 'utf8'),
    associated('token', binding),
  );
  return { ...wrap(ring, binding, dataKey), sealedToken };
}

/** The token in the clear. Throws when the row was altered, moved, or wrapped by a key that the ring lacks. */
export function openToken(ring: KeyRing, binding: TokenBinding, sealed: SealedToken): AuthToken {
  const dataKey = createSecretKey(unwrap(ring, binding, sealed));
  return decrypt(dataKey, sealed.sealedToken, associated('token', binding)).toString('utf8') as AuthToken;
}

/** The same sealed token with its data key wrapped by the ring's current master key. */
export function rewrapToken(ring: KeyRing, binding: TokenBinding, sealed: SealedToken): SealedToken {
  return { ...wrap(ring, binding, unwrap(ring, binding, sealed)), sealedToken: sealed.sealedToken };
}

function wrap(ring: KeyRing, binding: TokenBinding, dataKey: Buffer): Omit<SealedToken, 'sealedToken'> {
  const { id, key } = ring.current;
  return { masterKeyId: id, wrappedKey: encrypt(key, dataKey, associated(`key:${id}`, binding)) };
}

function unwrap(ring: KeyRing, binding: TokenBinding, sealed: SealedToken): Buffer {
  const { id, key } = ring.key(sealed.masterKeyId);
  return decrypt(key, sealed.wrappedKey, associated(`key:${id}`, binding));
}

/** Unambiguous, since no part can hold a line feed. */
function associated(purpose: string, { tenant, accountSid, credentialId }: TokenBinding): Buffer {
  return Buffer.from([purpose, tenant, accountSid, credentialId].join('\n'), 'utf8');
}
