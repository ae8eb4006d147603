import { VERIFICATION_FAILURE_MESSAGES } from '../account/verification-failure.ts';
import type { VerificationFailure as FailureReason } from '../kernel/vocabulary/account.ts';
import { builder } from './builder.ts';
import type { Described } from './described.ts';

const VerificationFailureReason = builder.enumType('VerificationFailureReason', {
  description: 'Why an account could not be verified or read.',
  values: {
    INCORRECT_CREDENTIALS: { description: 'Twilio knows no such account, or not with this token.' },
    TEST_CREDENTIALS: { description: 'They are test credentials, which cannot send.' },
    ACCOUNT_SUSPENDED: { description: 'Twilio has suspended the account.' },
    ACCOUNT_CLOSED: { description: 'The account is closed.' },
    ACCOUNT_NOT_USABLE: { description: 'Twilio does not let the account be used.' },
    NO_ORIGINATING_NUMBERS: { description: 'The account has no phone numbers.' },
    NO_USABLE_NUMBERS: { description: 'None of its numbers can do both SMS and voice.' },
    SUPERSEDED: { description: 'A newer verification, a discarded draft or a removal came first.' },
    INTERNAL: { description: 'Originator could not keep what Twilio answered. Trying again does not help.' },
    TWILIO_UNAVAILABLE: { description: 'Twilio gave no readable answer in time. Trying again may help.' },
  } satisfies Described<FailureReason>,
});

/** Why an account could not be verified or read, and what to do. */
export const VerificationFailure = builder.objectRef<FailureReason>('VerificationFailure').implement({
  description: 'Why an account could not be verified or read, and what to do.',
  access: 'configuration:read',
  fields: (t) => ({
    reason: t.field({
      type: VerificationFailureReason,
      description: 'The reason, for programs.',
      resolve: (reason) => reason,
    }),
    message: t.string({
      description: 'The reason and what to do, for people.',
      resolve: (reason) => VERIFICATION_FAILURE_MESSAGES[reason],
    }),
  }),
});
