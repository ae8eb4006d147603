import type { TenantId } from '../kernel/ids.ts';
import type {
  BilledAccount,
  Channel,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  Originator,
  Trigger,
} from '../kernel/vocabulary/dispatch.ts';
import { addDecimals, negateDecimal } from './decimal-rules.ts';

/** Rollups count by quarter-hours of UTC: every zone's hours, days and months are sums of them. */
export const QUARTER_MS = 15 * 60_000;

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
  /** The attempts in order; `fault` is the network failure if no readable response came. */
  readonly attempts: readonly { readonly originator: Originator; readonly fault: string | null }[];
  /** A decimal string and its ISO 4217 currency. */
  readonly charge: { readonly amount: string; readonly currency: string } | null;
}

/** The number of dispatches at each delivery status; one that is missing is 0. */
export type DeliveryCounts = Readonly<Partial<Record<DeliveryStatus, number>>>;

interface Place {
  readonly tenant: TenantId;
  /** The start of the quarter-hour (UTC) in which the dispatches were created. */
  readonly bucket: Date;
  readonly channel: Channel;
  readonly billed: BilledAccount;
}

/** A count of dispatches by how they were decided. */
export interface DispatchRollupRow extends Place {
  readonly kind: 'DISPATCH';
  readonly state: DispatchState;
  readonly trigger: Trigger | null;
  readonly rule: DispatchRule;
  /** True if these are fallbacks. */
  readonly fellBack: boolean;
  readonly deliveries: DeliveryCounts;
}

/** A count of the same dispatches by the recipient's country. */
export interface CountryRollupRow extends Place {
  readonly kind: 'COUNTRY';
  readonly country: string;
  readonly deliveries: DeliveryCounts;
}

/** The charges of dispatches. */
export interface ChargeRollupRow extends Place {
  readonly kind: 'CHARGE';
  readonly currency: string;
  /** The number of dispatches that have a charge. */
  readonly charged: number;
  /** A decimal string. */
  readonly amount: string;
}

/** A place in the rollups and what it counts. */
export type RollupRow = DispatchRollupRow | CountryRollupRow | ChargeRollupRow;

/** A place in the rollups and by how much its counts change; not all of them are 0. */
export type RollupChange = RollupRow;

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
  const place = { tenant, bucket: quarterOf(createdAt), channel, billed };
  const deliveries = { [delivery]: 1 };
  const counted: RollupRow[] = [
    { kind: 'DISPATCH', ...place, state, trigger, rule, fellBack: fellBack(record), deliveries },
    { kind: 'COUNTRY', ...place, country, deliveries },
  ];
  if (charge !== null) {
    counted.push({ kind: 'CHARGE', ...place, currency: charge.currency, charged: 1, amount: charge.amount });
  }
  return counted;
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
  return [row.kind, row.tenant, row.bucket.getTime(), row.channel, row.billed, ...ownKey(row)].join(' ');
}

function ownKey(row: RollupRow): readonly string[] {
  switch (row.kind) {
    case 'DISPATCH':
      return [row.state, row.trigger ?? '', row.rule, String(row.fellBack)];
    case 'COUNTRY':
      return [row.country];
    case 'CHARGE':
      return [row.currency];
  }
}

function negated(row: RollupRow): RollupChange {
  if (row.kind === 'CHARGE') return { ...row, charged: -row.charged, amount: negateDecimal(row.amount) };
  const deliveries = Object.entries(row.deliveries).map(([status, count]) => [status, -count]);
  return { ...row, deliveries: Object.fromEntries(deliveries) };
}

/** Two changes of one place. */
function added(a: RollupChange, b: RollupChange): RollupChange {
  if (a.kind === 'CHARGE' && b.kind === 'CHARGE') {
    return { ...a, charged: a.charged + b.charged, amount: addDecimals(a.amount, b.amount) };
  }
  if (a.kind === 'CHARGE' || b.kind === 'CHARGE') throw new Error('these are changes of two places');
  const deliveries: Record<string, number> = { ...a.deliveries };
  for (const [status, count] of Object.entries(b.deliveries)) {
    deliveries[status] = (deliveries[status] ?? 0) + count;
  }
  return { ...a, deliveries };
}

function changesAnything(change: RollupChange): boolean {
  if (change.kind === 'CHARGE') return change.charged !== 0 || change.amount !== '0';
  return Object.values(change.deliveries).some((count) => count !== 0);
}
