import type { Database } from '../database/client.ts';
import type { Refusal } from '../kernel/errors.ts';
import type { BulkPace } from './bulk-pace.ts';
import type { CourseParts } from './course.ts';
import type { DispatchRecord } from './dispatch.ts';
import type { IntakeGroups } from './intake-groups.ts';
import type { IntentParts } from './intent.ts';
import type { LateSettlementParts } from './late-settlements.ts';
import type { TimeBudget } from './time-budget.ts';

/** What the service is made of. */
export interface DispatchServiceParts
  extends IntentParts,
    Omit<CourseParts, 'settlements'>,
    LateSettlementParts {
  readonly database: Database;
  readonly budget: TimeBudget;
  /** A monotonic clock, in milliseconds. */
  readonly clock: () => number;
}

/** What it is made of, and what it makes for itself. */
export interface RunningParts extends DispatchServiceParts, CourseParts {
  /** Aborted once the node stops: what is under way goes on, and nothing more is begun. */
  readonly stopping: AbortSignal;
  readonly bulkPace: BulkPace;
  /** By which single dispatches are taken in. */
  readonly intake: IntakeGroups;
}

/** What became of one item of a batch. */
export type BatchItem =
  | { readonly kind: 'RECORD'; readonly record: DispatchRecord }
  | { readonly kind: 'REFUSED'; readonly refusal: Refusal }
  /** Not started, as the batch ran out of time: no record, and its key is still free. */
  | { readonly kind: 'NOT_STARTED' };
