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
import type { FailureStage } from '../kernel/vocabulary/statistics.ts';

/** The number of dispatches at each delivery status; one that is missing is 0. */
export type DeliveryCounts = Readonly<Partial<Record<DeliveryStatus, number>>>;

/** The number of dispatches by the column of a step of latency; one that is missing is 0. */
export type LatencyColumns = Readonly<Record<string, number>>;

interface Place {
  readonly tenant: TenantId;
  /** The start of the quarter-hour (UTC) in which the dispatches were created. */
  readonly bucket: Date;
  readonly channel: Channel;
  readonly billed: BilledAccount;
  /** The SID of the billed account; empty where none is billed, or nobody knows which. */
  readonly accountSid: string;
}

interface Decided extends Place {
  readonly state: DispatchState;
  readonly trigger: Trigger | null;
  readonly rule: DispatchRule;
  /** True if these are fallbacks. */
  readonly fellBack: boolean;
  readonly deliveries: DeliveryCounts;
}

/** A count of dispatches by how they were decided, and of how long they took. */
export interface DispatchRollupRow extends Decided {
  readonly kind: 'DISPATCH';
  readonly latencies: LatencyColumns;
}

/** A count of the same dispatches by the recipient's country. */
export interface CountryRollupRow extends Decided {
  readonly kind: 'COUNTRY';
  readonly country: string;
}

/** A count of what failed of dispatches: attempts of an account, and deliveries. */
export interface FailureRollupRow extends Place {
  readonly kind: 'FAILURE';
  readonly stage: FailureStage;
  /** The account that failed. */
  readonly originator: Originator;
  /** Twilio's error code; 0 without one. */
  readonly code: number;
  readonly failures: number;
}

/** The charges of dispatches. */
export interface ChargeRollupRow extends Place {
  readonly kind: 'CHARGE';
  readonly country: string;
  readonly currency: string;
  /** The number of dispatches that have a charge. */
  readonly charged: number;
  /** A decimal string. */
  readonly amount: string;
}

/** A place in the rollups and what it counts. */
export type RollupRow = DispatchRollupRow | CountryRollupRow | ChargeRollupRow | FailureRollupRow;

/** A place in the rollups and by how much its counts change; not all of them are 0. */
export type RollupChange = RollupRow;
