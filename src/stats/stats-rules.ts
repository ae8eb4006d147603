import { InvalidInput, type Problem, type Refusal, refuseIfAny } from '../kernel/errors.ts';
import {
  BILLED_ACCOUNTS,
  CHANNELS,
  DELIVERY_STATES,
  DISPATCH_RULES,
  DISPATCH_STATES,
  TRIGGERS,
} from '../kernel/vocabulary/dispatch.ts';
import type { ProblemCode } from '../kernel/vocabulary/errors.ts';
import { STATS_DIMENSIONS, type StatsDimension } from '../kernel/vocabulary/statistics.ts';
import { bucketStarts, MINUTE_MS } from './bucket-rules.ts';
import { QUARTER_MS } from './rollup-rules.ts';
import type {
  DetailQuery,
  DispatchCounts,
  DispatchRates,
  StatsBucket,
  StatsFilter,
  StatsQuery,
} from './stats.ts';
import { findTimeZone, type TimeZone } from './zone-rules.ts';

/** The most rows that an answer has: groups, and one for each bucket that has none. */
export const MAX_ROWS = 10_000;
/**
 * The most rows that may be possible: every bucket with every combination of the values that it is grouped by. A year by
 * day and six hours by minute fit, grouped by everything.
 */
const MAX_POSSIBLE_ROWS = 4_500_000;
/** The longest range by minutes, which are read from the records. */
const MAX_MINUTE_HOURS = 6;
/** The longest range. */
const MAX_DAYS = 3_660;

const HOUR_MS = 60 * MINUTE_MS;

/** The dispatches that a query counts: one tenant's or all. */
export type StatsSpan = 'TENANT' | 'ALL_TENANTS';
/** The source of the counts: the records, or one of the rollups. */
export type StatsSource = 'RECORDS' | 'DISPATCH_ROLLUP' | 'COUNTRY_ROLLUP';

/** A question that can be answered. */
export interface StatsPlan {
  readonly span: StatsSpan;
  readonly source: StatsSource;
  /** The number of rows that the answer may have. */
  readonly maxRows: number;
  readonly from: Date;
  readonly to: Date;
  /** The starts of the buckets. */
  readonly starts: readonly Date[];
  /** Each once, in the order of `STATS_DIMENSIONS`. */
  readonly groupBy: readonly StatsDimension[];
  readonly filter: StatsFilter;
  /** The dimensions of the filter by which charges are not kept; without any they can be told. */
  readonly chargesUnavailableFor: readonly StatsDimension[];
  /** The dimensions of the groups by which charges are not kept; without any each group has its own. */
  readonly groupChargesUnavailableFor: readonly StatsDimension[];
}

const FILTERED: Readonly<Record<StatsDimension, keyof StatsFilter>> = {
  TENANT: 'tenant',
  BILLED_ACCOUNT: 'billedAccount',
  ACCOUNT_SID: 'accountSid',
  CHANNEL: 'channel',
  STATE: 'state',
  TRIGGER: 'trigger',
  RULE: 'rule',
  DELIVERY: 'delivery',
  COUNTRY: 'country',
};

/** The number of values of each closed list; a dimension without one adds as many groups as the answer has rows left for. */
const VALUES: Readonly<Partial<Record<StatsDimension, number>>> = {
  BILLED_ACCOUNT: BILLED_ACCOUNTS.length,
  CHANNEL: CHANNELS.length,
  STATE: DISPATCH_STATES.length,
  TRIGGER: TRIGGERS.length + 1,
  RULE: DISPATCH_RULES.length,
  DELIVERY: DELIVERY_STATES.length,
};

/** Failures are counted by these. */
export const FAILURES_KEPT_BY: readonly StatsDimension[] = [
  'TENANT',
  'BILLED_ACCOUNT',
  'ACCOUNT_SID',
  'CHANNEL',
];
const CHARGES_KEPT_BY: readonly StatsDimension[] = [...FAILURES_KEPT_BY, 'COUNTRY'];
/** Latency is counted by these. */
export const LATENCY_KEPT_BY: readonly StatsDimension[] = [...FAILURES_KEPT_BY, 'STATE', 'TRIGGER', 'RULE'];

/**
 * The plan of a query, or a refusal that names all problems: `VALUES_CONFLICT` for what is not kept,
 * `VALUE_MALFORMED` for the time zone, and `VALUE_OUT_OF_RANGE` for the range and where the buckets alone are too many.
 *
 * @param maxRows of `MAX_ROWS` what is left
 */
export function planStats(query: StatsQuery, span: StatsSpan, maxRows = MAX_ROWS): StatsPlan {
  const zone = findTimeZone(query.timeZone);
  const groupBy = STATS_DIMENSIONS.filter((dimension) => query.groupBy.includes(dimension));
  const filtered = STATS_DIMENSIONS.filter((dimension) => query.filter[FILTERED[dimension]] !== undefined);
  const used = STATS_DIMENSIONS.filter(
    (dimension) => groupBy.includes(dimension) || filtered.includes(dimension),
  );
  const problems = [...combinationProblems(query, span, used), ...rangeProblems(query)];
  if (zone === undefined) {
    problems.push(
      problem('VALUE_MALFORMED', 'The time zone is not a name in the IANA database.', ['timeZone']),
    );
  }
  refuseIfAny('INVALID_INPUT', problems);
  const byMinute = query.bucket === 'MINUTE';
  const starts = zone === undefined ? [] : startsIn(query, zone, maxRows);
  refuseIfAny('INVALID_INPUT', possibleProblems(starts.length, groupBy, query.filter));
  return {
    span,
    maxRows,
    source: byMinute ? 'RECORDS' : used.includes('COUNTRY') ? 'COUNTRY_ROLLUP' : 'DISPATCH_ROLLUP',
    from: query.from,
    to: query.to,
    starts,
    groupBy,
    filter: query.filter,
    chargesUnavailableFor: byMinute ? [] : withoutCharges(filtered),
    groupChargesUnavailableFor: byMinute ? [] : withoutCharges(groupBy),
  };
}

/**
 * The plan of a question about the range as a whole, or a refusal that names all problems: `VALUES_CONFLICT` for a filter by
 * what is not kept, and `VALUE_OUT_OF_RANGE` for the range.
 */
export function planDetails(query: DetailQuery, keptBy: readonly StatsDimension[]): StatsPlan {
  const plan = planStats({ ...query, bucket: 'MONTH', timeZone: 'UTC', groupBy: [] }, 'TENANT');
  const problems = STATS_DIMENSIONS.flatMap((dimension) => {
    if (query.filter[FILTERED[dimension]] === undefined || keptBy.includes(dimension)) return [];
    const message = `This is not counted by ${dimension}.`;
    return [problem('VALUES_CONFLICT', message, ['filter', FILTERED[dimension]])];
  });
  refuseIfAny('INVALID_INPUT', problems);
  return plan;
}

function withoutCharges(dimensions: readonly StatsDimension[]): readonly StatsDimension[] {
  return dimensions.filter((dimension) => !CHARGES_KEPT_BY.includes(dimension));
}

function combinationProblems(
  { bucket, groupBy }: StatsQuery,
  span: StatsSpan,
  used: readonly StatsDimension[],
): Problem[] {
  const problems: Problem[] = [];
  const refuse = (dimension: StatsDimension, message: string) => {
    const path = groupBy.includes(dimension) ? ['groupBy'] : ['filter', FILTERED[dimension]];
    problems.push(problem('VALUES_CONFLICT', message, path));
  };
  if (span === 'TENANT' && used.includes('TENANT')) {
    refuse('TENANT', 'TENANT is available in platform statistics only.');
  }
  if (span === 'ALL_TENANTS' && bucket === 'MINUTE') {
    const message = 'Platform statistics are available by HOUR, DAY or MONTH only.';
    problems.push(problem('VALUES_CONFLICT', message, ['bucket']));
  }
  return problems;
}

function rangeProblems({ from, to, bucket }: StatsQuery): Problem[] {
  const [start, end] = [from.getTime(), to.getTime()];
  if (!(start < end))
    return [problem('VALUE_OUT_OF_RANGE', 'The range must end after it starts.', ['range'])];
  const byMinute = bucket === 'MINUTE';
  const [unit, unitName] = byMinute ? [MINUTE_MS, 'minute'] : [QUARTER_MS, 'quarter-hour'];
  const problems: Problem[] = [];
  for (const [at, end] of [
    [from, 'from'],
    [to, 'to'],
  ] as const) {
    if (at.getTime() % unit === 0) continue;
    const message = `For ${bucket} buckets, the range must start and end on a full ${unitName} (UTC).`;
    problems.push(problem('VALUE_OUT_OF_RANGE', message, ['range', end]));
  }
  if (byMinute && end - start > MAX_MINUTE_HOURS * HOUR_MS) {
    const message = `For MINUTE buckets, the range can be at most ${MAX_MINUTE_HOURS} hours.`;
    problems.push(problem('VALUE_OUT_OF_RANGE', message, ['range']));
  }
  if (end - start > MAX_DAYS * 24 * HOUR_MS) {
    problems.push(problem('VALUE_OUT_OF_RANGE', `The range can be at most ${MAX_DAYS} days.`, ['range']));
  }
  return problems;
}

function startsIn({ bucket, from, to }: StatsQuery, zone: TimeZone, maxRows: number): readonly Date[] {
  const [start, end] = [from.getTime(), to.getTime()];
  if (maxRows < 1) throw tooManyRows();
  const starts = bucketStarts(bucket, zone, start, end);
  if (starts.length > maxRows) throw tooManyRows();
  if (bucket !== 'MINUTE' && starts.some((at) => at % QUARTER_MS !== 0)) {
    const message = `At that time the ${bucket.toLowerCase()}s of ${zone.name} did not begin on a quarter-hour.`;
    throw new InvalidInput([problem('VALUE_MALFORMED', message, ['timeZone'])]);
  }
  return starts.map((at) => new Date(at));
}

/** The problem of a question that is too large whatever was dispatched: how large it can be is known before anything is read. */
function possibleProblems(
  buckets: number,
  groupBy: readonly StatsDimension[],
  filter: StatsFilter,
): readonly Problem[] {
  const groups = groupBy.reduce((product, dimension) => {
    const wanted = filter[FILTERED[dimension]];
    const values = wanted === undefined ? VALUES[dimension] : new Set<string>(wanted).size;
    return product * (values ?? 1);
  }, 1);
  if (buckets * groups <= MAX_POSSIBLE_ROWS) return [];
  const message = `Up to ${buckets * groups} rows are possible: ${buckets} buckets with ${groups} groups each. At most ${MAX_POSSIBLE_ROWS} may be. Request a shorter range, longer buckets or fewer groups.`;
  return [problem('VALUE_OUT_OF_RANGE', message, ['groupBy'])];
}

/** The number of rows that an answer with these buckets has. */
export function rowsOf(buckets: readonly StatsBucket[]): number {
  return buckets.reduce((sum, { groups }) => sum + Math.max(1, groups.length), 0);
}

/** The refusal of statistics that would have more than `MAX_ROWS` rows, with those beside them. */
export function tooManyRows(): Refusal {
  const message = `The result would have more than ${MAX_ROWS} rows. Request a shorter range, longer buckets or fewer groups.`;
  return new InvalidInput([problem('VALUE_OUT_OF_RANGE', message, [])]);
}

/** The refusal of minutes of a time whose records are gone. */
export function recordsNotKept(): Refusal {
  const message = 'The records of this range are no longer kept. Request buckets of HOUR, DAY or MONTH.';
  return new InvalidInput([problem('VALUE_OUT_OF_RANGE', message, ['range'])]);
}

function problem(code: ProblemCode, message: string, path: readonly string[]): Problem {
  return { code, message, path };
}

/** The sum of counts; fallback is null if it is in any of them. */
export function sumOfCounts(all: readonly DispatchCounts[]): DispatchCounts {
  return all.reduce(
    (a, b) => ({
      dispatches: a.dispatches + b.dispatches,
      open: a.open + b.open,
      billedToCustom: a.billedToCustom + b.billedToCustom,
      billedToDefault: a.billedToDefault + b.billedToDefault,
      fallback:
        a.fallback === null || b.fallback === null
          ? null
          : {
              withCustomAccount: a.fallback.withCustomAccount + b.fallback.withCustomAccount,
              triggered: a.fallback.triggered + b.fallback.triggered,
              fellBack: a.fallback.fellBack + b.fallback.fellBack,
            },
    }),
    NO_COUNTS,
  );
}

/** The counts of nothing. */
const NO_COUNTS: DispatchCounts = {
  dispatches: 0,
  open: 0,
  billedToCustom: 0,
  billedToDefault: 0,
  fallback: { withCustomAccount: 0, triggered: 0, fellBack: 0 },
};

/** The rates that follow from counts (B1, D4). */
export function ratesOf({ billedToCustom, billedToDefault, fallback }: DispatchCounts): DispatchRates {
  const billed = billedToCustom + billedToDefault;
  return {
    fallbackRate: fallback === null ? null : share(fallback.fellBack, fallback.withCustomAccount),
    customShare: share(billedToCustom, billed),
    defaultShare: share(billedToDefault, billed),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
