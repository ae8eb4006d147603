import { PROBLEM_CODES, type Problem } from '../kernel/errors.ts';
import { builder } from './builder.ts';

const DESCRIPTIONS: Readonly<Record<Problem['code'], string>> = {
  ACCOUNT_SID_LENGTH: 'The account SID is not 34 characters long.',
  ACCOUNT_SID_FORMAT: 'The account SID is not `AC` and 32 hexadecimal digits.',
  AUTH_TOKEN_MISSING: 'The auth token is empty.',
  AUTH_TOKEN_NOT_PRINTABLE: 'The auth token has characters that are not printable ASCII.',
  AUTH_TOKEN_TOO_LONG: 'The auth token is too long.',
  TENANT_REQUIRED: 'A platform role has to name the tenant.',
  TENANT_MALFORMED: 'The text is no tenant id.',
  ID_MALFORMED: 'The text is no global id of what it should name.',
  CURSOR_MALFORMED: 'The text is no cursor of the list.',
  PAGE_SIZE: 'The page size is out of bounds.',
  VALUE_OUT_OF_RANGE: 'The value is out of bounds.',
  PHONE_NUMBER_FORMAT: 'The text is no telephone number in E.164.',
  TOO_MANY_VALUES: 'The list is too long.',
  CONFLICTING_INPUT: 'The input says two things that exclude each other, or neither.',
  NUMBER_UNKNOWN: 'The account has no such number.',
  NUMBER_EXCLUDED: 'The number cannot do both SMS and voice.',
  NUMBER_UNAVAILABLE: 'The number is no longer available at Twilio.',
  NO_NUMBER_SELECTED: 'No number is selected.',
  NO_AVAILABLE_NUMBER_SELECTED: 'None of the selected numbers is available.',
  NO_CHANNEL: 'No channel is chosen.',
  CONSENT_REQUIRED: 'Consent to the legal text is required.',
  CONSENT_OUT_OF_DATE: 'The consent names something else than this save would make live.',
  CONSENT_NOT_ASKED_FOR: 'No consent is asked for, since the account stays the same.',
  PERSON_REQUIRED: 'Only a person of the tenant may do this.',
  NOTHING_TO_SAVE: 'The save names nothing to change.',
  DRAFT_EXPIRED: 'The draft has expired.',
  DRAFT_OUT_OF_DATE: 'The draft has changed, was replaced, or is no longer there.',
  VERSION_OUT_OF_DATE: 'Another version has become live.',
  NO_DRAFT: 'There is no draft.',
  NO_ACCOUNT: 'There is no custom account.',
  RATE_LIMITED: 'It was asked for too often.',
  NOT_FOUND: 'There is no such object.',
};

/** The stable codes of refusals. */
export const ProblemCode = builder.enumType('ProblemCode', {
  description: 'What is wrong, for programs to branch on.',
  values: Object.fromEntries(
    PROBLEM_CODES.map((code) => [code, { value: code, description: DESCRIPTIONS[code] }]),
  ) as { [Code in Problem['code']]: { value: Code; description: string } },
});

/** One thing that is wrong. */
export const Issue = builder.objectRef<Problem>('Issue').implement({
  description: 'One thing that is wrong.',
  fields: (t) => ({
    code: t.field({ type: ProblemCode, description: 'What, for programs.', resolve: ({ code }) => code }),
    message: t.exposeString('message', { description: 'What, for people.' }),
    path: t.field({
      type: ['String'],
      description: 'Where in the arguments, as `["input", "accountSid"]`; empty when it belongs to none.',
      resolve: ({ path }) => path,
    }),
  }),
});
