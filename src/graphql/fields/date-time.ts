/** The first and the last year that an instant of the contract can lie in. */
export const YEARS = { first: 1970, last: 9999 } as const;

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * The instant that an RFC 3339 text names, to the millisecond; its seconds may be left out, as date pickers do.
 * `undefined` when it is none, names a day or time that does not exist, or lies outside the years of the contract.
 */
export function parseDateTime(text: string): Date | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part = '0') => Number(part));
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  // Out of range parts roll over into the next, as 30 February into March.
  const asWritten = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6] ?? '00'}`;
  if (year < YEARS.first || local.toISOString().slice(0, 19) !== asWritten) return undefined;
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) return undefined;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (match[8] === '-' ? -1 : 1);
  const instant = new Date(local.getTime() - offset);
  const utcYear = instant.getUTCFullYear();
  return utcYear < YEARS.first || utcYear > YEARS.last ? undefined : instant;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/** The sentence that says what an input lacks to name an instant; it does not repeat the input. */
export function dateTimeRefusal(input: unknown): string {
  const text = typeof input === 'string' ? input : '';
  if (DAY.test(text))
    return 'The time of day and the offset are missing: expected a time such as 2026-03-01T09:30:00Z.';
  if (WITHOUT_OFFSET.test(text))
    return 'The offset is missing: end the time with Z for UTC, or with an offset such as +02:00.';
  return `Expected an RFC 3339 time with an offset, such as 2026-03-01T09:30:00Z, between the years ${YEARS.first} and ${YEARS.last}.`;
}
