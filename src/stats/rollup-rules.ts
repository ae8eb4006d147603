import type { TenantId } from '../kernel/ids.ts';
import type {
  BilledAccount,
  Channel,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  Originator,
  OutcomeClass,
  Trigger,
} from '../kernel/vocabulary/dispatch.ts';
import { addDecimals, negateDecimal } from './decimal-rules.ts';
import { latencyColumn } from './latency-rules.ts';
import type { FailureRollupRow, LatencyColumns, RollupChange, RollupRow } from './rollup-row.ts';

/** Rollups count by quarter-hours of UTC: every zone's hours, days and months are sums of them. */
export const QUARTER_MS = 15 * 60_000;

/** The delivery statuses that are failures of Twilio's or the recipient's network after acceptance (D4). */
const FAILED_DELIVERIES: readonly DeliveryStatus[] = [
  ...(['UNDELIVERED', 'FAILED', 'BUSY', 'NO_ANSWER', 'CANCELED'] as const),
];

const LAST_CODE = 99_999;

/** The counted part of a dispatch record. A full record is one. */
export interface CountedRecord {
  readonly tenant: TenantId;
  readonly createdAt: Date;
  readonly channel: Channel;
  /** ISO 3166-1 alpha-2, or `ZZ`. */
  readonly country: string;
  readonly billed: BilledAccount;
  readonly state: DispatchState;
  readonly trigger: Trigger | null;
  readonly rule: DispatchRule;
  readonly delivery: DeliveryStatus;
  /** Twilio's error code of a delivery that failed. */
  readonly deliveryCode: number | null;
  /** When the delivery became known; null until then. */
  readonly deliveredAt: Date | null;
  /** The attempts in order. */
  readonly attempts: readonly CountedAttempt[];
  /** A decimal string and its ISO 4217 currency. */
  readonly charge: { readonly amount: string; readonly currency: string } | null;
}

/** The counted part of an attempt. */
export interface CountedAttempt {
  readonly originator: Originator;
  readonly accountSid: string;
  readonly outcome: OutcomeClass;
  readonly code: number | null;
  /** The network failure if no readable response came. */
  readonly fault: string | null;
  /** When its outcome became known. */
  readonly settledAt: Date | null;
}

/**
 * True if a record is a fallback: the default account was tried after the custom one could not originate. A call that no
 * time was left for is no try.
 */
export function fellBack({ rule, attempts }: Pick<CountedRecord, 'rule' | 'attempts'>): boolean {
  if (rule === 'NO_CUSTOM_ACCOUNT') return false;
  return attempts.some(({ originator, fault }) => originator === 'DEFAULT' && fault !== 'TIME_SPENT');
}

/**
 * The rollups that count a record. None counts a pending dispatch: they are few, and counted from the records.
 *
 * @internal
 */
export function rollupRows(record: CountedRecord): readonly RollupRow[] {
  if (record.state === 'PENDING') return [];
  const { tenant, createdAt, channel, billed, state, trigger, rule, delivery, country, charge } = record;
  const accountSid = billedAttempt(record)?.accountSid ?? '';
  const place = { tenant, bucket: quarterOf(createdAt), channel, billed, accountSid };
  const decided = {
    ...place,
    state,
    trigger,
    rule,
    fellBack: fellBack(record),
    deliveries: { [delivery]: 1 },
  };
  const counted: RollupRow[] = [
    { kind: 'DISPATCH', ...decided, latencies: latenciesOf(record) },
    { kind: 'COUNTRY', ...decided, country },
    ...failuresOf(record).map(
      (failure): RollupRow => ({ kind: 'FAILURE', ...place, ...failure, failures: 1 }),
    ),
  ];
  if (charge !== null) {
    const { currency, amount } = charge;
    counted.push({ kind: 'CHARGE', ...place, country, currency, charged: 1, amount });
  }
  return counted;
}

/** The attempt of the account that is billed; undefined where none is. */
function billedAttempt({ attempts, billed }: CountedRecord): CountedAttempt | undefined {
  return attempts.find(({ originator }) => originator === billed);
}

/** From the intent until acceptance, and until delivery, became known. */
function latenciesOf(record: CountedRecord): LatencyColumns {
  const { createdAt, deliveredAt } = record;
  const acceptedAt = billedAttempt(record)?.settledAt ?? null;
  const columns: Record<string, number> = {};
  if (acceptedAt !== null) {
    columns[latencyColumn('ACCEPTED', acceptedAt.getTime() - createdAt.getTime())] = 1;
  }
  if (deliveredAt !== null) {
    columns[latencyColumn('DELIVERED', deliveredAt.getTime() - createdAt.getTime())] = 1;
  }
  return columns;
}

/** The failures of a dispatch. That no time was left for an account's call is none of its failures (D4). */
function failuresOf({
  attempts,
  billed,
  delivery,
  deliveryCode,
}: CountedRecord): readonly Pick<FailureRollupRow, 'stage' | 'originator' | 'code'>[] {
  const failed = attempts
    .filter(({ outcome, fault }) => outcome !== 'ACCEPTED' && fault !== 'TIME_SPENT')
    .map(({ originator, code }) => ({ stage: 'API', originator, code: countedCode(code) }) as const);
  if (!FAILED_DELIVERIES.includes(delivery) || (billed !== 'CUSTOM' && billed !== 'DEFAULT')) return failed;
  return [...failed, { stage: 'DELIVERY', originator: billed, code: countedCode(deliveryCode) }];
}

/** Twilio's codes have up to five digits: what else an answer says counts as none, so that their number is bounded. */
function countedCode(code: number | null): number {
  return code !== null && code > 0 && code <= LAST_CODE ? code : 0;
}

/**
 * The changes of the rollups for a change of a record from `before` to `after`: `rollupRows(after) − rollupRows(before)`
 * without what stays the same. `before` is null for a record that is new.
 */
export function rollupChanges(before: CountedRecord | null, after: CountedRecord): readonly RollupChange[] {
  const taken = before === null ? [] : rollupRows(before).map(negated);
  return taken.length === 0 ? rollupRows(after) : sumOfChanges([...taken, ...rollupRows(after)]);
}

/** The changes of many records as one change to each place; places whose counts do not change are left out. */
export function sumOfChanges(changes: readonly RollupChange[]): readonly RollupChange[] {
  const sums = new Map<string, RollupChange>();
  for (const change of changes) {
    const key = keyOf(change);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? change : added(sum, change));
  }
  return [...sums.values()].filter(changesAnything);
}

/** The start of the quarter-hour that an instant lies in. */
function quarterOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS);
}

function keyOf(row: RollupRow): string {
  return [
    row.kind,
    row.tenant,
    row.bucket.getTime(),
    row.channel,
    row.billed,
    row.accountSid,
    ...ownKey(row),
  ].join(' ');
}

function ownKey(row: RollupRow): readonly string[] {
  switch (row.kind) {
    case 'DISPATCH':
      return [row.state, row.trigger ?? '', row.rule, String(row.fellBack)];
    case 'COUNTRY':
      return [row.state, row.trigger ?? '', row.rule, String(row.fellBack), row.country];
    case 'CHARGE':
      return [row.country, row.currency];
    case 'FAILURE':
      return [row.stage, row.originator, String(row.code)];
  }
}

function negated(row: RollupRow): RollupChange {
  switch (row.kind) {
    case 'CHARGE':
      return { ...row, charged: -row.charged, amount: negateDecimal(row.amount) };
    case 'FAILURE':
      return { ...row, failures: -row.failures };
    case 'COUNTRY':
      return { ...row, deliveries: opposite(row.deliveries) };
    case 'DISPATCH':
      return { ...row, deliveries: opposite(row.deliveries), latencies: opposite(row.latencies) };
  }
}

/** Two changes of one place. */
function added(a: RollupChange, b: RollupChange): RollupChange {
  if (a.kind === 'CHARGE' && b.kind === 'CHARGE') {
    return { ...a, charged: a.charged + b.charged, amount: addDecimals(a.amount, b.amount) };
  }
  if (a.kind === 'FAILURE' && b.kind === 'FAILURE') return { ...a, failures: a.failures + b.failures };
  if (a.kind === 'COUNTRY' && b.kind === 'COUNTRY') {
    return { ...a, deliveries: together(a.deliveries, b.deliveries) };
  }
  if (a.kind === 'DISPATCH' && b.kind === 'DISPATCH') {
    const deliveries = together(a.deliveries, b.deliveries);
    return { ...a, deliveries, latencies: together(a.latencies, b.latencies) };
  }
  throw new Error('these are changes of two places');
}

type Counters = Readonly<Record<string, number>>;

function opposite(counters: Counters): Counters {
  return Object.fromEntries(Object.entries(counters).map(([name, count]) => [name, -count]));
}

function together(a: Counters, b: Counters): Counters {
  const sums: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

function changesAnything(change: RollupChange): boolean {
  switch (change.kind) {
    case 'CHARGE':
      return change.charged !== 0 || change.amount !== '0';
    case 'FAILURE':
      return change.failures !== 0;
    case 'COUNTRY':
      return isAny(change.deliveries);
    case 'DISPATCH':
      return isAny(change.deliveries) || isAny(change.latencies);
  }
}

function isAny(counters: Counters): boolean {
  return Object.values(counters).some((count) => count !== 0);
}
