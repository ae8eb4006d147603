import type { AccountCheckStatus, VerificationFailure } from '../kernel/vocabulary/account.ts';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import type { IncomingNumber, ReadFailureReason, ReadResult, TwilioAccount } from '../twilio/gateway.ts';
import type { AccountCheck } from './account-check.ts';

/** The result of reading an account: everything that a verification or a refresh goes by. */
export type AccountReading =
  | {
      readonly ok: true;
      readonly account: TwilioAccount & { readonly status: 'ACTIVE' };
      readonly numbers: readonly IncomingNumber[];
    }
  | { readonly ok: false; readonly failure: ReadFailureReason | 'ACCOUNT_SUSPENDED' | 'ACCOUNT_CLOSED' };

/** The account's part of a reading, or the failure that makes listing its numbers pointless (V4). */
export function judgeAccount(
  result: ReadResult<TwilioAccount>,
):
  | { readonly ok: true; readonly account: TwilioAccount & { readonly status: 'ACTIVE' } }
  | (AccountReading & { ok: false }) {
  if (!result.ok) return { ok: false, failure: result.failure.reason };
  const { status } = result.value;
  if (status === 'SUSPENDED') return { ok: false, failure: 'ACCOUNT_SUSPENDED' };
  if (status === 'CLOSED') return { ok: false, failure: 'ACCOUNT_CLOSED' };
  return { ok: true, account: { ...result.value, status } };
}

/** The reason why a reading does not verify the account, or `null` if it does (V4, N1). */
export function verificationFailure(reading: AccountReading): VerificationFailure | null {
  if (!reading.ok) return reading.failure;
  if (reading.numbers.length === 0) return 'NO_ORIGINATING_NUMBERS';
  if (!reading.numbers.some((number) => number.sms && number.voice)) return 'NO_USABLE_NUMBERS';
  return null;
}

/** The audit entry of a verification's outcome (A1). */
export function verificationEntry(
  before: AccountCheckStatus,
  ended: AccountCheck,
): NewEntry<'VERIFICATION_FINISHED'> {
  const { status, accountSid, failureReason } = ended;
  return {
    kind: 'VERIFICATION_FINISHED',
    object: `verification/${ended.id}`,
    before: { status: before },
    after: { status, accountSid, failureReason },
  };
}
