import type { VerificationFailure } from '../kernel/vocabulary/account.ts';

/** Why a verification failed and what to do, for people (V4). */
export const VERIFICATION_FAILURE_MESSAGES: Readonly<Record<VerificationFailure, string>> = {
  INCORRECT_CREDENTIALS: 'Error receiving account information',
  TEST_CREDENTIALS:
    'These are test credentials, which cannot send. Use the live account SID and auth token of the Twilio console.',
  ACCOUNT_SUSPENDED: 'Twilio has suspended this account. Resolve that with Twilio, then verify again.',
  ACCOUNT_CLOSED: 'This Twilio account is closed. Use another account.',
  ACCOUNT_NOT_USABLE:
    'Twilio does not let this account be used. Check its state in the Twilio console, then verify again.',
  NO_ORIGINATING_NUMBERS:
    'This Twilio account has no phone numbers. Buy one in the Twilio console, then verify again.',
  NO_USABLE_NUMBERS:
    'No phone number of this Twilio account can do both SMS and voice. Buy or enable one, then verify again.',
  SUPERSEDED: 'A newer verification, a discarded draft or a removal has replaced this verification.',
  INTERNAL:
    'Originator could not keep what Twilio answered. Trying again does not help; the operator finds the cause in the log.',
  TWILIO_UNAVAILABLE: 'Twilio could not be reached or did not give a readable answer. Try again in a moment.',
};
