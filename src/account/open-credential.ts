import type { AccountSid } from '../kernel/ids.ts';
import { openToken } from '../secrets/envelope.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { TwilioCredential } from '../twilio/gateway.ts';
import type { Credential } from './credential-store.ts';

/** A kept credential in the clear, for requests about the account as `sid` spells it. */
export function openCredential(
  keyRing: KeyRing,
  { binding, sealed, keySid }: Credential,
  sid: AccountSid = binding.accountSid,
): TwilioCredential {
  return { sid, authToken: openToken(keyRing, binding, sealed), keySid };
}
