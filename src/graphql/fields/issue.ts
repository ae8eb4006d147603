import type { Problem } from '../../kernel/errors.ts';
import { builder } from '../builder.ts';
import type { Described } from './described.ts';

/** The stable codes of refusals. */
export const ProblemCode = builder.enumType('ProblemCode', {
  description: 'A stable code for a refusal, for programs to branch on.',
  values: {
    VALUE_REQUIRED: { description: 'A value is missing: an auth token, a tenant, or anything to save.' },
    VALUE_MALFORMED: {
      description:
        'A value does not have the form of its kind: an account SID, auth token, phone number, id, cursor, tenant id, time zone or idempotency key.',
    },
    VALUE_OUT_OF_RANGE: {
      description: 'A text, number, list, page or range is shorter, longer, smaller or larger than allowed.',
    },
    VALUES_CONFLICT: { description: 'Values of the input exclude each other.' },
    NUMBER_NOT_SELECTABLE: {
      description:
        'The number is not in the account, is no longer available at Twilio, or cannot do both SMS and voice.',
    },
    NOTHING_SELECTED: { description: 'No available number is selected, or no channel is on.' },
    CONSENT_REQUIRED: { description: 'Consent to the legal text is required.' },
    CONSENT_OUT_OF_DATE: {
      description: 'The consent names values other than those that this save would make live.',
    },
    PERSON_REQUIRED: {
      description:
        'Only a person of the tenant can do this, another person than the caller, or one who has authenticated as `StepUpRequired` says.',
    },
    OUT_OF_DATE: {
      description: 'The draft has expired, changed or been replaced, or another version has become live.',
    },
    NOT_FOUND: { description: 'The object does not exist: a draft, a custom account, or what the id names.' },
    NOT_POSSIBLE: {
      description:
        'The current state does not permit this: the channel is off, there is nothing to consent to, or the record is not of the required kind.',
    },
    IDEMPOTENCY_KEY_REUSED: { description: 'The idempotency key was already used for a different request.' },
    RATE_LIMITED: { description: 'The request came too often or too early.' },
  } satisfies Described<Problem['code']>,
});

/** One thing that is wrong. */
export const Issue = builder.objectRef<Problem>('Issue').implement({
  description: 'One reason why a request was refused.',
  fields: (t) => ({
    code: t.expose('code', { type: ProblemCode, description: 'A stable code for programs.' }),
    message: t.exposeString('message', { description: 'A message for people.' }),
    path: t.expose('path', {
      type: ['String'],
      listLength: 10,
      description:
        'The path of the argument, for example `["input", "accountSid"]`. Empty if the issue belongs to no argument.',
    }),
  }),
});
