import type { NotPossible, SendingBlocked } from '../../kernel/errors.ts';
import type { Place } from '../../kernel/shares/share.ts';
import type { DecisionContext } from '../decide/decision-context.ts';
import type { Call } from '../guard/call-places.ts';
import type { HeldPlace } from '../guard/incoming-request.ts';
import type { Attempt, DispatchRecord } from '../record/dispatch.ts';
import type { RecordVersion } from '../record/dispatch-store.ts';

/** Its intent is kept; the call of `attempt` is to be made, and `place` to be given back after it. */
export interface AdmittedDispatch {
  readonly kind: 'ADMITTED';
  readonly record: DispatchRecord;
  /** Of the request behind it (D10). */
  readonly requestHash: Buffer;
  /** Of the record with its intent. */
  readonly version: RecordVersion;
  readonly attempt: Attempt;
  readonly call: Call;
  readonly place: Place;
  readonly context: DecisionContext;
  /** True if a guard refuses a fallback of it. */
  readonly isFallbackGuarded: boolean;
}

/** The result of admitting a request. */
export type Admission =
  | AdmittedDispatch
  /** Nothing could be attempted: its record is kept and final. */
  | { readonly kind: 'ENDED'; readonly record: DispatchRecord }
  /** The same request was made before under its key (D10). */
  | { readonly kind: 'KNOWN'; readonly record: DispatchRecord }
  /** Nothing is kept and its key is still free: the channel is off, a guard refuses, or the key stands for another request. */
  | { readonly kind: 'REFUSED'; readonly refusal: NotPossible | SendingBlocked }
  /** Nothing is kept: there was no place for this call. */
  | { readonly kind: 'NO_PLACE'; readonly call: Call; readonly now: Date };

/** The decisions by idempotency key, and holds its place, before it is known to be committed. */
export type Unconfirmed = Map<string, Omit<AdmittedDispatch, 'version'>>;

/** The dispatches that one transaction begins, and those of an earlier one whose commit is unknown. */
export interface Round {
  readonly begun: Unconfirmed;
  readonly unconfirmed: Unconfirmed;
  /** Places held for its requests that none of them has taken. */
  readonly unused: Set<HeldPlace>;
}
