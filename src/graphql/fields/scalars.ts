import { type GraphQLError, Kind, type ValueNode } from 'graphql';
import { parseAccountSid } from '../../kernel/ids.ts';
import { parsePhoneNumber } from '../../kernel/phone-number.ts';
import { builder } from '../builder.ts';
import { dateTimeRefusal, parseDateTime, YEARS } from './date-time.ts';
import { queryError } from './query-errors.ts';

/** The parser of a text scalar. Its messages never repeat the input. */
function textScalar<T>(parse: (text: string) => T | undefined, refusal: (value: unknown) => GraphQLError) {
  const parseValue = (value: unknown): T => {
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    if (parsed === undefined) throw refusal(value);
    return parsed;
  };
  return {
    parseValue,
    parseLiteral: (node: ValueNode): T => parseValue(node.kind === Kind.STRING ? node.value : undefined),
  };
}

builder.scalarType('DateTime', {
  description: `A time in RFC 3339 format with milliseconds, between the years ${YEARS.first} and ${YEARS.last}. Output is always in UTC, for example \`2026-03-01T09:30:00.000Z\`; input may have any offset, and may leave out the seconds.`,
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (instant) => instant.toISOString(),
  ...textScalar(parseDateTime, (value) => queryError('VALUE_OUT_OF_RANGE', dateTimeRefusal(value))),
});

builder.scalarType('PhoneNumber', {
  description: 'A phone number in E.164 format, for example `+4915112345678`.',
  ...textScalar(parsePhoneNumber, () =>
    queryError('VALUE_MALFORMED', 'Expected a phone number in E.164 format: a plus sign and 2 to 15 digits.'),
  ),
});

builder.scalarType('AccountSid', {
  description: 'A Twilio account SID: `AC` and 32 hexadecimal digits.',
  ...textScalar(parseAccountSid, () =>
    queryError('VALUE_MALFORMED', 'Twilio account SID must be AC followed by 32 hexadecimal digits'),
  ),
});

function parseCount(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw queryError('VALUE_OUT_OF_RANGE', 'Expected a whole number from 0 to 2⁵³ − 1.');
}

builder.scalarType('Count', {
  description:
    'A count: a non-negative whole number of up to 2⁵³, sent as a JSON number. (`Int` ends at 2³¹.)',
  serialize: (count) => count,
  parseValue: parseCount,
  parseLiteral: (node) => parseCount(node.kind === Kind.INT ? Number(node.value) : undefined),
});

builder.scalarType('JSON', {
  description: 'Any JSON value, as it was recorded. It is used in output only.',
  serialize: (value) => value,
  parseValue: () => {
    throw queryError('VALUE_OUT_OF_RANGE', 'JSON values are not accepted as input.');
  },
});
