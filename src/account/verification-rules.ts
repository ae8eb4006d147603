import { type AccountSid, parseAccountSid } from '../kernel/ids.ts';
import type {
  AccountCheckStatus,
  CredentialKind,
  VerificationFailure,
} from '../kernel/vocabulary/account.ts';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import type { IncomingNumber, ReadFailureReason, ReadResult, TwilioAccount } from '../twilio/gateway.ts';
import type { VerifiedAccount } from './account.ts';
import type { AccountCheck } from './account-check.ts';

/** An account that can be used, as far as Twilio tells. */
type ReadAccount = Omit<TwilioAccount, 'status'> & { readonly status: VerifiedAccount['status'] };

/** The result of reading an account: everything that a verification or a refresh goes by. */
export type AccountReading =
  | {
      readonly ok: true;
      readonly account: ReadAccount;
      readonly numbers: readonly IncomingNumber[];
      readonly credentialKind: CredentialKind;
    }
  | { readonly ok: false; readonly failure: ReadFailureReason | 'ACCOUNT_SUSPENDED' | 'ACCOUNT_CLOSED' };

/** The account of an API key that may not read it: nothing is known but its SID, which Twilio spells in lower case. */
export function unreadAccount(given: AccountSid): ReadAccount {
  const sid = parseAccountSid(`AC${given.slice(2).toLowerCase()}`) ?? given;
  return { sid, name: '', status: 'UNKNOWN', type: 'UNKNOWN', ownerAccountSid: sid };
}

/** The account's part of a reading, or the failure that makes listing its numbers pointless (V4). */
export function judgeAccount(
  result: ReadResult<TwilioAccount>,
): { readonly ok: true; readonly account: ReadAccount } | (AccountReading & { ok: false }) {
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

/** The reason for each failure and what to do, for people (V4). */
export const VERIFICATION_FAILURE_MESSAGES: Readonly<Record<VerificationFailure, string>> = {
  INCORRECT_CREDENTIALS: 'Error receiving account information',
  TEST_CREDENTIALS:
    'These are test credentials, which cannot send. Use the live account SID and auth token of the Twilio console.',
  ACCOUNT_SUSPENDED: 'Twilio has suspended this account. Resolve that with Twilio, then verify again.',
  ACCOUNT_CLOSED: 'This Twilio account is closed. Use another account.',
  ACCOUNT_NOT_USABLE:
    'Twilio does not allow this account to be used. Check its status in the Twilio console, then verify again.',
  NO_ORIGINATING_NUMBERS:
    'This Twilio account has no phone numbers. Buy one in the Twilio console, then verify again.',
  NO_USABLE_NUMBERS:
    'No phone number of this Twilio account can do both SMS and voice. Buy or enable one, then verify again.',
  SUPERSEDED: 'This verification was superseded by a newer one, a discarded draft or a removal.',
  INTERNAL:
    "Originator could not store Twilio's response. Trying again does not help; the operator can find the cause in the log.",
  TWILIO_UNAVAILABLE:
    'Twilio could not be reached or did not return a readable response. Try again in a moment.',
};
