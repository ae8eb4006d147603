import { dateTimeRefusal, parseDateTime } from '../../graphql/fields/date-time.ts';

/** The mistakes in the two ends of a span of time, of which either may be missing: a sentence each. */
export function spanProblems({
  from,
  to,
}: {
  readonly from: string | undefined;
  readonly to: string | undefined;
}): readonly string[] {
  const malformed = Object.entries({ from, to }).flatMap(([name, text]) =>
    text === undefined || parseDateTime(text) !== undefined
      ? []
      : [`--${name}: "${text}" is not a time. ${dateTimeRefusal(text)}`],
  );
  if (malformed.length > 0 || from === undefined || to === undefined) return malformed;
  const [begins, ends] = [parseDateTime(from), parseDateTime(to)];
  const isSpan = begins !== undefined && ends !== undefined && begins < ends;
  return isSpan ? [] : [`--to: "${to}" must be later than --from, which is "${from}".`];
}
