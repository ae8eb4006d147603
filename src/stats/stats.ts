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
import type { BucketLength, FailureStage, StatsDimension } from '../kernel/vocabulary/statistics.ts';

/** A filter of dispatches: those with one of the given values in each given property. */
export interface StatsFilter {
  readonly tenant?: readonly TenantId[];
  readonly billedAccount?: readonly BilledAccount[];
  /** SIDs of billed accounts. */
  readonly accountSid?: readonly string[];
  readonly channel?: readonly Channel[];
  readonly state?: readonly DispatchState[];
  readonly trigger?: readonly (Trigger | 'NONE')[];
  readonly rule?: readonly DispatchRule[];
  readonly delivery?: readonly DeliveryStatus[];
  readonly country?: readonly string[];
}

/** A question about what failed of dispatches created in `[from, to)`, or how long they took. */
export type DetailQuery = Pick<StatsQuery, 'from' | 'to' | 'filter'>;

/** A question about dispatches created in `[from, to)`. */
export interface StatsQuery {
  readonly from: Date;
  readonly to: Date;
  readonly bucket: BucketLength;
  /** The IANA name of the zone whose hours, days and months are meant. */
  readonly timeZone: string;
  readonly groupBy: readonly StatsDimension[];
  readonly filter: StatsFilter;
}

/** Counts of dispatches by how they were decided. */
export interface DispatchCounts {
  /** All of them, open ones included. */
  readonly dispatches: number;
  /** Those that are still pending; nobody knows yet what they will come to. */
  readonly open: number;
  readonly billedToCustom: number;
  readonly billedToDefault: number;
  /** Null where a count by country is of a time in which they were not counted by rule as well. */
  readonly fallback: FallbackCounts | null;
}

/** Counts of fallbacks among dispatches that are no longer pending. */
export interface FallbackCounts {
  /** Dispatches that had a custom account, so that a fallback could come into question (D2). */
  readonly withCustomAccount: number;
  /** Those of them in which something triggered a fallback, allowed or not (D4). */
  readonly triggered: number;
  /**
   * Those of them in which there was a fallback: the default account was tried (D6). Not those in which it was allowed,
   * and had no number or no time was left for it.
   */
  readonly fellBack: number;
}

/** Shares from 0 to 1; null where there is nothing to take a share of. */
export interface DispatchRates {
  /** `fellBack` of `withCustomAccount`; also null where fallback is not kept. */
  readonly fallbackRate: number | null;
  /** The share of billed dispatches that were billed to custom accounts. */
  readonly customShare: number | null;
  readonly defaultShare: number | null;
}

/** The values that a group's dispatches have in common; null for what they are not grouped by. */
export interface GroupValues {
  readonly tenant: TenantId | null;
  readonly billedAccount: BilledAccount | null;
  /** Also null where no account is billed, or nobody knows which. */
  readonly accountSid: string | null;
  readonly channel: Channel | null;
  readonly state: DispatchState | null;
  readonly trigger: Trigger | 'NONE' | null;
  readonly rule: DispatchRule | null;
  readonly delivery: DeliveryStatus | null;
  readonly country: string | null;
}

/** The dispatches of a bucket that have the same values; never none. */
export interface StatsGroup {
  readonly values: GroupValues;
  readonly counts: DispatchCounts;
  /** As those of the bucket; also null where the groups go by something that charges are not kept by. */
  readonly charges: readonly ChargeTotal[] | null;
}

/** The dispatches created in `[start, end)`. The first and last bucket are cut off where the range is. */
export interface StatsBucket {
  readonly start: Date;
  readonly end: Date;
  readonly counts: DispatchCounts;
  /** By currency code; null where the filter goes by something that charges are not kept by. */
  readonly charges: readonly ChargeTotal[] | null;
  /** Empty when nothing was dispatched, or not grouped by anything. */
  readonly groups: readonly StatsGroup[];
}

/** The cost of dispatches in one currency. */
export interface ChargeTotal {
  readonly currency: string;
  /** The number of dispatches that have a charge in it. */
  readonly charged: number;
  /** A decimal string. */
  readonly amount: string;
}

/** The failures of dispatches in one way. */
export interface FailureCount {
  readonly stage: FailureStage;
  /** The account that failed. */
  readonly originator: Originator;
  /** Twilio's error code; null where there was none. */
  readonly code: number | null;
  readonly failures: number;
}

/** The answer: every bucket of the range in order, the empty ones too. */
export interface DispatchStats {
  readonly buckets: readonly StatsBucket[];
  readonly totals: DispatchCounts;
  readonly rates: DispatchRates;
  /** By currency code; null where the filter goes by something that charges are not kept by. */
  readonly charges: readonly ChargeTotal[] | null;
  /** The dimensions of the filter by which charges are not kept; empty when charges are given. */
  readonly chargesUnavailableFor: readonly StatsDimension[];
}
