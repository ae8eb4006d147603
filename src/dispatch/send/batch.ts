import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidInput, type NotPossible, type SendingBlocked } from '../../kernel/errors.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { checkDispatch, type DispatchInput } from '../decide/request-rules.ts';
import type { BulkPace } from '../guard/bulk-pace.ts';
import type { Call } from '../guard/call-places.ts';
import type { HeldPlace, PlacedRequest } from '../guard/incoming-request.ts';
import { startBudget, type TimeBudget, type TimeLeft } from '../guard/time-budget.ts';
import type { DispatchRecord } from '../record/dispatch.ts';
import { type AdmissionDeps, admit } from './admission.ts';
import type { Admission } from './admitted.ts';
import { type RunAttemptsDeps, runAttempts } from './run-attempts.ts';

/** The dependencies of sending a batch. */
export interface BatchDeps extends AdmissionDeps, RunAttemptsDeps {
  readonly budget: TimeBudget;
  /** A monotonic clock, in milliseconds. */
  readonly clock: () => number;
  /** Aborted once the node stops: what is under way goes on, and nothing more is begun. */
  readonly stopping: AbortSignal;
  readonly bulkPace: BulkPace;
}

/** The result of one item of a batch. */
export type BatchItem =
  | { readonly kind: 'RECORD'; readonly record: DispatchRecord }
  | { readonly kind: 'REFUSED'; readonly refusal: InvalidInput | NotPossible | SendingBlocked }
  /** Not started, as the batch ran out of time: no record, and its key is still free. */
  | { readonly kind: 'NOT_STARTED' };

/**
 * The time that places are gathered once one has come free, in milliseconds: short beside a call, and long enough that what
 * is called next is begun in one transaction rather than one by one.
 */
const GATHERING_MS = 5;

interface Waiting extends PlacedRequest {
  readonly index: number;
}

/** A batch under way. */
interface BatchState {
  readonly items: BatchItem[];
  /** The calls under way; none of them rejects. */
  readonly running: Set<Promise<void>>;
  /** The records of this batch that have come to their end. */
  readonly ended: Map<Uuid, DispatchRecord>;
  readonly failures: unknown[];
}

/**
 * Sends many requests of one tenant, and begins them for as long as one dispatch may take; each then has its own time, so
 * that none is cut short for having been begun late. Intents are committed in chunks of what is called next: an item
 * that was not reached has left no trace. Rejects, once nothing is under way any more, when something
 * could not be kept: which items are then begun, their keys tell when they are asked for again (D10).
 */
export async function batch(
  deps: BatchDeps,
  scope: RequestScope,
  inputs: readonly DispatchInput[],
): Promise<readonly BatchItem[]> {
  const items: BatchItem[] = inputs.map(() => ({ kind: 'NOT_STARTED' }));
  const beginning = startBudget(deps.budget, deps.clock);
  const state: BatchState = { items, running: new Set(), ended: new Map(), failures: [] };
  const waiting = judged(inputs, items);
  let next: Next = { places: waiting.length };
  try {
    while (waiting.length > 0 && state.failures.length === 0 && mayBegin(deps, beginning)) {
      const chunk = waiting.splice(0, Math.min(deps.bulkPace.most(), next.places));
      const time = startBudget(deps.budget, deps.clock);
      const { held } = next;
      next = { places: 0 };
      const admissions = await admit(
        deps,
        scope.tenant,
        chunk.map((one, index) => ({ ...one, scope, isBulk: true, ...(index === 0 ? { held } : {}) })),
      );
      const left = begin(deps, scope, state, { chunk, admissions, time });
      waiting.unshift(...left);
      await deps.bulkPace.next();
      next = await nextPlaces(deps, admissions, waiting.length, beginning);
    }
  } finally {
    next.held?.place.release();
    await Promise.all(state.running);
  }
  if (state.failures.length > 0) throw state.failures[0];
  // An item that repeats another's key was answered with the record as it stood while that was under way.
  return items.map((item) =>
    item.kind === 'RECORD' ? { ...item, record: state.ended.get(item.record.id) ?? item.record } : item,
  );
}

function mayBegin({ stopping }: BatchDeps, beginning: TimeLeft): boolean {
  return !stopping.aborted && beginning.forAttempt(false) > 0;
}

/** The requests that are right, in order; what is wrong is answered at once. */
function judged(inputs: readonly DispatchInput[], items: BatchItem[]): Waiting[] {
  return inputs.flatMap((input, index) => {
    const path = ['input', 'items', String(index)];
    const checked = checkDispatch(input, path);
    if (checked.ok) return [{ index, request: checked.request, path }];
    const [first, ...rest] = checked.problems;
    if (first !== undefined) items[index] = { kind: 'REFUSED', refusal: new InvalidInput([first, ...rest]) };
    return [];
  });
}

/** Starts what was begun and answers what is final. Gives the requests that found no place. */
function begin(
  deps: BatchDeps,
  scope: RequestScope,
  { items, running, ended, failures }: BatchState,
  {
    chunk,
    admissions,
    time,
  }: {
    readonly chunk: readonly Waiting[];
    readonly admissions: readonly Admission[];
    readonly time: TimeLeft;
  },
): readonly Waiting[] {
  const left: Waiting[] = [];
  chunk.forEach((waiting, position) => {
    const admission = admissions[position];
    if (admission === undefined || admission.kind === 'NO_PLACE') {
      left.push(waiting);
    } else if (admission.kind === 'REFUSED') {
      items[waiting.index] = admission;
    } else {
      items[waiting.index] = { kind: 'RECORD', record: admission.record };
      if (admission.kind !== 'ADMITTED') return;
      const done: Promise<void> = runAttempts(deps, scope, waiting.request, admission, time)
        .then(
          (record) => void ended.set(record.id, record),
          (error: unknown) => void failures.push(error),
        )
        .finally(() => running.delete(done));
      running.add(done);
    }
  });
  return left;
}

/** For how many of those that wait there may be room, one of which is held already where it had to be waited for. */
interface Next {
  readonly places: number;
  readonly held?: HeldPlace;
}

/** Resolves when there is more to begin. */
async function nextPlaces(
  { bulkPace, callPlaces, stopping }: BatchDeps,
  admissions: readonly Admission[],
  waiting: number,
  beginning: TimeLeft,
): Promise<Next> {
  const call = callOf(admissions);
  if (call === undefined || waiting === 0) return { places: waiting };
  const free = callPlaces.free(call);
  if (free >= Math.min(waiting, bulkPace.most() / 2)) return { places: free };
  // A place comes free when a call ends, of this batch or another.
  const place = await callPlaces.take(call, { timeoutMs: beginning.forAttempt(false), stop: stopping });
  if (place === undefined) return { places: 1 };
  await sleep(GATHERING_MS);
  return { places: 1 + callPlaces.free(call), held: { call, place } };
}

/** The call that there was no place for, or one like those that were begun. */
function callOf(admissions: readonly Admission[]): Call | undefined {
  for (const admission of admissions) if (admission.kind === 'NO_PLACE') return admission.call;
  for (const admission of admissions) if (admission.kind === 'ADMITTED') return admission.call;
  return undefined;
}
