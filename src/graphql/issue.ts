import type { Problem } from '../kernel/errors.ts';
import { builder } from './builder.ts';
import type { Described } from './described.ts';
import { listOf } from './list-length.ts';

/** The stable codes of refusals. */
export const ProblemCode = builder.enumType('ProblemCode', {
  description: 'What is wrong, for programs to branch on.',
  values: {
    ACCOUNT_SID_LENGTH: { description: 'The account SID is not 34 characters long.' },
    ACCOUNT_SID_FORMAT: { description: 'The account SID is not `AC` and 32 hexadecimal digits.' },
    AUTH_TOKEN_MISSING: { description: 'The auth token is empty.' },
    AUTH_TOKEN_NOT_PRINTABLE: { description: 'The auth token has characters that are not printable ASCII.' },
    AUTH_TOKEN_TOO_LONG: { description: 'The auth token is too long.' },
    TENANT_REQUIRED: { description: 'A platform role has to name the tenant.' },
    TENANT_MALFORMED: { description: 'The text is no tenant id.' },
    ID_MALFORMED: { description: 'The text is no global id of what it should name.' },
    CURSOR_MALFORMED: { description: 'The text is no cursor of the list.' },
    PAGE_SIZE: { description: 'The page size is out of bounds.' },
    VALUE_OUT_OF_RANGE: { description: 'The value is out of bounds.' },
    PHONE_NUMBER_FORMAT: { description: 'The text is no telephone number in E.164.' },
    TOO_MANY_VALUES: { description: 'The list is too long.' },
    CONFLICTING_INPUT: { description: 'The input says two things that exclude each other, or neither.' },
    NUMBER_UNKNOWN: { description: 'The account has no such number.' },
    NUMBER_EXCLUDED: { description: 'The number cannot do both SMS and voice.' },
    NUMBER_UNAVAILABLE: { description: 'The number is no longer available at Twilio.' },
    NO_NUMBER_SELECTED: { description: 'No number is selected.' },
    NO_AVAILABLE_NUMBER_SELECTED: { description: 'None of the selected numbers is available.' },
    NO_CHANNEL: { description: 'No channel is chosen.' },
    CONSENT_REQUIRED: { description: 'Consent to the legal text is required.' },
    CONSENT_OUT_OF_DATE: { description: 'The consent names something else than this save would make live.' },
    CONSENT_NOT_ASKED_FOR: { description: 'No consent is asked for, since the account stays the same.' },
    PERSON_REQUIRED: { description: 'Only a person of the tenant may do this.' },
    CONSENT_NOT_GIVEN: { description: 'The record is not of a consent that was given.' },
    NOT_SEALED_YET: { description: 'The audit entry is not sealed yet.' },
    NOTHING_TO_SAVE: { description: 'The save names nothing to change.' },
    DRAFT_EXPIRED: { description: 'The draft has expired.' },
    DRAFT_OUT_OF_DATE: { description: 'The draft has changed, was replaced, or is no longer there.' },
    VERSION_OUT_OF_DATE: { description: 'Another version has become live.' },
    NO_DRAFT: { description: 'There is no draft.' },
    NO_ACCOUNT: { description: 'There is no custom account.' },
    RATE_LIMITED: { description: 'It was asked for too often.' },
    IDEMPOTENCY_KEY_FORMAT: {
      description: 'The idempotency key is not 1 to 255 printable ASCII characters.',
    },
    IDEMPOTENCY_KEY_REUSED: { description: 'The idempotency key stands for another request.' },
    TEXT_LENGTH: { description: 'The text is empty or too long.' },
    CHANNEL_OFF: { description: 'The tenant does not use the channel.' },
    STATS_COMBINATION: { description: 'What is asked for is not kept in this combination.' },
    STATS_RANGE: { description: 'The range of the statistics is empty, too long or reversed.' },
    STATS_TIME_ZONE: { description: 'The text is no IANA time zone.' },
    STATS_TOO_MANY_ROWS: { description: 'The statistics have too many rows.' },
    NOT_FOUND: { description: 'There is no such object.' },
  } satisfies Described<Problem['code']>,
});

/** One thing that is wrong. */
export const Issue = builder.objectRef<Problem>('Issue').implement({
  description: 'One thing that is wrong.',
  fields: (t) => ({
    code: t.expose('code', { type: ProblemCode, description: 'What, for programs.' }),
    message: t.exposeString('message', { description: 'What, for people.' }),
    path: t.expose('path', {
      type: ['String'],
      extensions: listOf(10),
      description: 'Where in the arguments, as `["input", "accountSid"]`; empty when it belongs to none.',
    }),
  }),
});
