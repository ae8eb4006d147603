import { VERIFICATION_FAILURE_MESSAGES } from '../../../account/verification-rules.ts';
import type { VerificationFailure as FailureReason } from '../../../kernel/vocabulary/account.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';

const VerificationFailureReason = builder.enumType('VerificationFailureReason', {
  description: 'The reason why an account could not be verified or read.',
  values: {
    INCORRECT_CREDENTIALS: { description: 'Twilio does not know the account, or rejects the auth token.' },
    TEST_CREDENTIALS: { description: 'The credentials are Twilio test credentials, which cannot send.' },
    ACCOUNT_SUSPENDED: { description: 'Twilio has suspended the account.' },
    ACCOUNT_CLOSED: { description: 'The account is closed.' },
    ACCOUNT_NOT_USABLE: { description: 'Twilio does not allow the account to be used.' },
    NO_ORIGINATING_NUMBERS: { description: 'The account has no phone numbers.' },
    NO_USABLE_NUMBERS: { description: 'None of its numbers can do both SMS and voice.' },
    SUPERSEDED: {
      description: 'A newer verification, a discarded draft or a removal superseded this verification.',
    },
    INTERNAL: { description: "Originator could not store Twilio's response. Trying again does not help." },
    TWILIO_UNAVAILABLE: {
      description: 'Twilio did not return a readable response in time. Trying again may help.',
    },
  } satisfies Described<FailureReason>,
});

export const VerificationFailure = builder.objectRef<FailureReason>('VerificationFailure').implement({
  description: 'The reason why an account could not be verified or read, and what to do.',
  access: 'configuration:read',
  fields: (t) => ({
    reason: t.field({
      type: VerificationFailureReason,
      description: 'The reason as a stable code for programs.',
      resolve: (reason) => reason,
    }),
    message: t.string({
      description: 'A message for people: the reason and what to do.',
      resolve: (reason) => VERIFICATION_FAILURE_MESSAGES[reason],
    }),
  }),
});
