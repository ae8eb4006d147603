import { type Credential, findCredential, findLiveCredential } from '../../account/credential-store.ts';
import { openCredential } from '../../account/open-credential.ts';
import type { Transaction } from '../../database/client.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { TwilioCredential } from '../../twilio/gateway.ts';
import type { Attempt } from '../record/dispatch.ts';
import { type DispatchPlatform, defaultCredentials } from '../settings/platform.ts';

/**
 * The tokens by which Twilio knows the account of an attempt, the likeliest first: the platform's, or the live one where
 * the account is still the tenant's own, and the one that the attempt was made with until it is erased (S10). Twilio
 * signs and answers by the token that the account has now, and for a while by the former one.
 */
export async function attemptCredentials(
  { keyRing, platform }: { readonly keyRing: KeyRing; readonly platform: DispatchPlatform },
  tx: Transaction,
  { originator, accountSid: sid, credentialId }: Attempt,
): Promise<readonly TwilioCredential[]> {
  const isSame = (other: string) => other.toLowerCase() === sid.toLowerCase();
  if (originator === 'DEFAULT') {
    const { account } = platform;
    return account !== null && isSame(account.sid) ? defaultCredentials(account) : [];
  }
  const [live, own] = await Promise.all([
    findLiveCredential(tx),
    credentialId === null ? undefined : findCredential(tx, credentialId),
  ]);
  const found = new Map<string, Credential>();
  for (const credential of [live, own]) {
    if (credential !== undefined && isSame(credential.binding.accountSid)) {
      found.set(credential.binding.credentialId, credential);
    }
  }
  return [...found.values()].map((credential) => openCredential(keyRing, credential, sid));
}
