import type { Problem } from '../../kernel/errors.ts';
import { builder } from '../builder.ts';
import { listOf } from '../plugins/list-length.ts';
import type { Described } from './described.ts';

/** The stable codes of refusals. */
export const ProblemCode = builder.enumType('ProblemCode', {
  description: 'A stable code for a refusal, for programs to branch on.',
  values: {
    ACCOUNT_SID_LENGTH: { description: 'The account SID is not 34 characters long.' },
    ACCOUNT_SID_FORMAT: { description: 'The account SID is not `AC` and 32 hexadecimal digits.' },
    AUTH_TOKEN_MISSING: { description: 'The auth token is empty.' },
    AUTH_TOKEN_NOT_PRINTABLE: {
      description: 'The auth token contains characters that are not printable ASCII.',
    },
    AUTH_TOKEN_TOO_LONG: { description: 'The auth token is too long.' },
    TENANT_REQUIRED: { description: 'A platform role must name the tenant.' },
    TENANT_MALFORMED: { description: 'The text is not a tenant id.' },
    ID_MALFORMED: { description: 'The text is not a global id of the expected type.' },
    CURSOR_MALFORMED: { description: 'The text is not a cursor of this list.' },
    PAGE_SIZE: { description: 'The page size is out of bounds.' },
    VALUE_OUT_OF_RANGE: { description: 'The value is out of bounds.' },
    PHONE_NUMBER_FORMAT: { description: 'The text is not a phone number in E.164 format.' },
    TOO_MANY_VALUES: { description: 'The list is too long.' },
    CONFLICTING_INPUT: {
      description: 'The input sets several fields of which exactly one must be set, or none of them.',
    },
    NUMBER_UNKNOWN: { description: 'The account has no number like this.' },
    NUMBER_EXCLUDED: { description: 'The number cannot do both SMS and voice.' },
    NUMBER_UNAVAILABLE: { description: 'The number is not available at Twilio.' },
    NO_NUMBER_SELECTED: { description: 'No number is selected.' },
    NO_AVAILABLE_NUMBER_SELECTED: { description: 'None of the selected numbers is available.' },
    NO_CHANNEL: { description: 'At least one channel must be on.' },
    CONSENT_REQUIRED: { description: 'Consent to the legal text is required.' },
    CONSENT_OUT_OF_DATE: {
      description: 'The consent names values other than those that this save would make live.',
    },
    CONSENT_NOT_ASKED_FOR: { description: 'No consent is required, because the account stays the same.' },
    PERSON_REQUIRED: { description: 'Only a person of the tenant can do this.' },
    CONSENT_NOT_GIVEN: { description: 'The consent record is not of kind `GIVEN`.' },
    NOT_SEALED_YET: { description: 'The audit entry is not sealed yet.' },
    NOTHING_TO_SAVE: { description: 'The save changes nothing: it names neither a draft nor a setting.' },
    DRAFT_EXPIRED: { description: 'The draft has expired.' },
    DRAFT_OUT_OF_DATE: { description: 'The draft has changed, was replaced, or no longer exists.' },
    VERSION_OUT_OF_DATE: { description: 'Another version has become live.' },
    NO_DRAFT: { description: 'There is no draft.' },
    NO_ACCOUNT: { description: 'There is no custom account.' },
    RATE_LIMITED: { description: 'The request came too often or too early.' },
    IDEMPOTENCY_KEY_FORMAT: {
      description: 'The idempotency key is not 1 to 255 printable ASCII characters.',
    },
    IDEMPOTENCY_KEY_REUSED: { description: 'The idempotency key was already used for a different request.' },
    TEXT_LENGTH: { description: 'The text is empty or too long.' },
    CHANNEL_OFF: { description: "The channel is off in the tenant's configuration." },
    STATS_COMBINATION: { description: 'Statistics are not kept for this combination of dimensions.' },
    STATS_RANGE: { description: 'The range of the statistics is empty, reversed or too long.' },
    STATS_TIME_ZONE: { description: 'The text is not the name of an IANA time zone.' },
    STATS_TOO_MANY_ROWS: { description: 'The statistics would have too many rows.' },
    NOT_FOUND: { description: 'The object does not exist.' },
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
      extensions: listOf(10),
      description:
        'The path of the argument, for example `["input", "accountSid"]`. Empty if the issue belongs to no argument.',
    }),
  }),
});
