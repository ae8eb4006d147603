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
export interface DispatchCell extends Place {
  readonly kind: 'DISPATCH';
  readonly state: DispatchState;
  readonly trigger: Trigger | null;
  readonly rule: DispatchRule;
  /** True if these are fallbacks. */
  readonly fellBack: boolean;
  readonly deliveries: DeliveryCounts;
}

/** A count of the same dispatches by the recipient's country. */
export interface CountryCell extends Place {
  readonly kind: 'COUNTRY';
  readonly country: string;
  readonly deliveries: DeliveryCounts;
}

/** The charges of dispatches. */
export interface ChargeCell extends Place {
  readonly kind: 'CHARGE';
  readonly currency: string;
  /** The number of dispatches that have a charge. */
  readonly charged: number;
  /** A decimal string. */
  readonly amount: string;
}

/** A place in the rollups and what it counts. */
export type Cell = DispatchCell | CountryCell | ChargeCell;

/** A place in the rollups and by how much its counts change; not all of them are 0. */
export type CellChange = Cell;

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
export function cells(record: CountedRecord): readonly Cell[] {
  if (record.state === 'PENDING') return [];
  const { tenant, createdAt, channel, billed, state, trigger, rule, delivery, country, charge } = record;
  const place = { tenant, bucket: quarterOf(createdAt), channel, billed };
  const deliveries = { [delivery]: 1 };
  const counted: Cell[] = [
    { kind: 'DISPATCH', ...place, state, trigger, rule, fellBack: fellBack(record), deliveries },
    { kind: 'COUNTRY', ...place, country, deliveries },
  ];
  if (charge !== null) {
    counted.push({ kind: 'CHARGE', ...place, currency: charge.currency, charged: 1, amount: charge.amount });
  }
  return counted;
}

/**
 * The changes of the rollups for a change of a record from `before` to `after`: `cells(after) − cells(before)` without what
 * stays the same. `before` is null for a record that is new.
 */
export function cellChanges(before: CountedRecord | null, after: CountedRecord): readonly CellChange[] {
  const taken = before === null ? [] : cells(before).map(negated);
  return taken.length === 0 ? cells(after) : sumOfChanges([...taken, ...cells(after)]);
}

/** The changes of many records as one change to each place; places whose counts do not change are left out. */
export function sumOfChanges(changes: readonly CellChange[]): readonly CellChange[] {
  const sums = new Map<string, CellChange>();
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

function keyOf(cell: Cell): string {
  return [cell.kind, cell.tenant, cell.bucket.getTime(), cell.channel, cell.billed, ...ownKey(cell)].join(
    ' ',
  );
}

function ownKey(cell: Cell): readonly string[] {
  switch (cell.kind) {
    case 'DISPATCH':
      return [cell.state, cell.trigger ?? '', cell.rule, String(cell.fellBack)];
    case 'COUNTRY':
      return [cell.country];
    case 'CHARGE':
      return [cell.currency];
  }
}

function negated(cell: Cell): CellChange {
  if (cell.kind === 'CHARGE') return { ...cell, charged: -cell.charged, amount: negateDecimal(cell.amount) };
  const deliveries = Object.entries(cell.deliveries).map(([status, count]) => [status, -count]);
  return { ...cell, deliveries: Object.fromEntries(deliveries) };
}

/** Two changes of one place. */
function added(a: CellChange, b: CellChange): CellChange {
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

function changesAnything(change: CellChange): boolean {
  if (change.kind === 'CHARGE') return change.charged !== 0 || change.amount !== '0';
  return Object.values(change.deliveries).some((count) => count !== 0);
}
