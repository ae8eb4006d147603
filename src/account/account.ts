import type { AccountSid, Uuid } from '../kernel/ids.ts';
import type { AccountType, CredentialKind } from '../kernel/vocabulary/account.ts';

/** A verified account as a draft or a version holds it: what Twilio said when it was verified. */
export interface VerifiedAccount {
  readonly sid: AccountSid;
  /** Twilio's friendly name; by default the owner's e-mail address, hence personal data. */
  readonly name: string;
  /** `UNKNOWN` where an API key may not read the account: then it lists its numbers, and no more is known. */
  readonly status: 'ACTIVE' | 'UNKNOWN';
  readonly type: AccountType;
  /** The parent's SID for a sub-account, its own for a main account. */
  readonly ownerAccountSid: AccountSid;
  readonly verifiedAt: Date;
  /** When the auth token or API key in use was given. */
  readonly tokenSetAt: Date;
  readonly credentialKind: CredentialKind;
  readonly credentialId: Uuid;
}
