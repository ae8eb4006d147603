import {
  type CalendarDate,
  type DateDuration,
  fromDate,
  parseDate,
  toCalendarDate,
  toZoned,
  type ZonedDateTime,
} from '@internationalized/date';

/** The spans that can be chosen; `custom` is from one day to another. */
export const PERIODS = ['24h', '7d', '30d', '90d', '12m', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

export const BUCKETS = ['HOUR', 'DAY', 'MONTH'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** A span of time with the one before it, and the length of its buckets. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly before: { readonly from: string; readonly to: string };
  readonly bucket: Bucket;
}

/** The longest spans that buckets of a length are offered for, in days: more would not be told apart in a chart. */
const LONGEST: Readonly<Record<Bucket, number>> = { HOUR: 31, DAY: 366, MONTH: 3_660 };

/** The lengths that buckets of a span may have. */
export function bucketsFor(days: number): readonly Bucket[] {
  return BUCKETS.filter((bucket) => days <= LONGEST[bucket] && (bucket !== 'MONTH' || days > 31));
}

interface Length {
  readonly back: DateDuration & { readonly hours?: number };
  readonly days: number;
}

const LENGTHS: Readonly<Record<Exclude<Period, 'custom'>, Length>> = {
  '24h': { back: { hours: 24 }, days: 1 },
  '7d': { back: { days: 7 }, days: 7 },
  '30d': { back: { days: 30 }, days: 30 },
  '90d': { back: { days: 90 }, days: 90 },
  '12m': { back: { months: 12 }, days: 366 },
};

/** The choice on the page, as texts of the address. */
export interface Chosen {
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly bucket: string;
}

/**
 * The span that is chosen, up to the end of the present hour, so that the one before it is as long; undefined while the days
 * of a custom one are not two days in order. Days and hours are those of the zone.
 */
export function spanOf(chosen: Chosen, now: Date): (Span & { readonly days: number }) | undefined {
  const { zone } = chosen;
  const period = PERIODS.find((one) => one === chosen.period) ?? '7d';
  if (period === 'custom') {
    const [first, last] = [dayOf(chosen.from), dayOf(chosen.to)];
    if (first === undefined || last === undefined || first.compare(last) > 0) return undefined;
    const days = last.compare(first) + 1;
    const [from, to] = [toZoned(first, zone), toZoned(last.add({ days: 1 }), zone)];
    return spanBetween(from, to, { days }, days, chosen.bucket);
  }
  const { back, days } = LENGTHS[period];
  const to = fromDate(now, zone).set({ minute: 0, second: 0, millisecond: 0 }).add({ hours: 1 });
  const from = period === '24h' ? to.subtract(back) : startOfDay(to.subtract(back).add({ days: 1 }), zone);
  return spanBetween(from, to, back, days, chosen.bucket);
}

function spanBetween(
  from: ZonedDateTime,
  to: ZonedDateTime,
  back: Length['back'],
  days: number,
  wanted: string,
): (Span & { readonly days: number }) | undefined {
  const offered = bucketsFor(days);
  const bucket = offered.find((one) => one === wanted) ?? (days <= 2 ? 'HOUR' : days <= 92 ? 'DAY' : 'MONTH');
  if (!offered.includes(bucket)) return undefined;
  const before = { from: textOf(from.subtract(back)), to: textOf(to.subtract(back)) };
  return { from: textOf(from), to: textOf(to), before, bucket, days };
}

function startOfDay(at: ZonedDateTime, zone: string): ZonedDateTime {
  return toZoned(toCalendarDate(at), zone);
}

function textOf(at: ZonedDateTime): string {
  return at.toAbsoluteString();
}

function dayOf(text: string): CalendarDate | undefined {
  try {
    return parseDate(text);
  } catch {
    return undefined;
  }
}

/** The zones that a person can choose, the reader's own first. */
export function zones(): readonly string[] {
  const own = ownZone();
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** The zone that the browser is in. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** True if clocks can be read in the zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The name of a bucket in a chart, by its start. */
export function bucketName(start: string, bucket: Bucket, zone: string): string {
  return FORMATS[bucket](zone).format(new Date(start));
}

const FORMATS: Readonly<Record<Bucket, (timeZone: string) => Intl.DateTimeFormat>> = {
  HOUR: formatOf({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  DAY: formatOf({ year: 'numeric', month: 'short', day: 'numeric' }),
  MONTH: formatOf({ year: 'numeric', month: 'short' }),
};

function formatOf(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = made.get(timeZone) ?? new Intl.DateTimeFormat('en', { ...options, timeZone });
    made.set(timeZone, known);
    return known;
  };
}
