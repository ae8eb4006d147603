import type { VerificationFailure } from '../kernel/vocabulary/account.ts';

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
