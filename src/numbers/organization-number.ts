import type { AccountSid } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { ExclusionReason } from '../kernel/vocabulary/organization-number.ts';

/** A number of an account as Twilio last listed it. */
export interface AccountNumber {
  readonly phoneNumber: PhoneNumber;
  /** Twilio's own identifier of the number. */
  readonly numberSid: string;
  readonly name: string;
  readonly sms: boolean;
  readonly voice: boolean;
  /** True if Twilio still lists it. */
  readonly present: boolean;
  readonly firstSeenAt: Date;
  /** When `present`, `sms` and `voice` together last began or ceased to make it available. */
  readonly availabilityChangedAt: Date;
}

/** A number that a tenant chose, as a draft or a version keeps it. */
export interface SelectedNumber {
  readonly phoneNumber: PhoneNumber;
  readonly numberSid: string;
  readonly name: string;
  readonly selectedAt: Date;
}

/** A number seen from a draft or a version: what Twilio has beside what the tenant chose (N6). */
export interface OrganizationNumber {
  readonly accountSid: AccountSid;
  readonly phoneNumber: PhoneNumber;
  readonly numberSid: string;
  readonly name: string;
  readonly available: boolean;
  readonly availabilityChangedAt: Date | null;
  readonly selected: boolean;
  readonly selectedAt: Date | null;
  readonly excluded: ExclusionReason | null;
}
