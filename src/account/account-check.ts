import type { AccountSid, TenantId, Uuid } from '../kernel/ids.ts';
import type { RecordedActor } from '../kernel/scope.ts';
import type {
  AccountCheckKind,
  AccountCheckStatus,
  AccountCheckTrigger,
  VerificationFailure,
} from '../kernel/vocabulary/account.ts';

/** One reading of an account at Twilio, run outside the request that asked for it. */
export interface AccountCheck {
  readonly tenant: TenantId;
  readonly id: Uuid;
  readonly kind: AccountCheckKind;
  readonly trigger: AccountCheckTrigger;
  /** The SID given, or Twilio's spelling of it once known; null for a refresh, which reads what is there. */
  readonly accountSid: AccountSid | null;
  /** The token under verification; null for a refresh. */
  readonly credentialId: Uuid | null;
  readonly status: AccountCheckStatus;
  readonly failureReason: VerificationFailure | null;
  /** The warnings of a verified account (V10). */
  readonly warnings: readonly 'TRIAL'[];
  readonly requestedBy: RecordedActor;
  readonly requestId: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** When it ends as `TWILIO_UNAVAILABLE` at the latest (V4). */
  readonly deadlineAt: Date;
  readonly finishedAt: Date | null;
}

/** True if the status is final. */
export function isTerminal(status: AccountCheckStatus): boolean {
  return status === 'VERIFIED' || status === 'REFRESHED' || status === 'FAILED';
}
