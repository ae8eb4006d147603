import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../kernel/errors.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import type { Call } from './call-places.ts';
import { run } from './course.ts';
import type { DispatchRecord } from './dispatch.ts';
import type { BatchItem, RunningParts } from './dispatch-parts.ts';
import type { HeldPlace, PlacedRequest } from './incoming-request.ts';
import { type Intake, takeIn } from './intake.ts';
import { checkDispatch, type DispatchInput } from './request-rules.ts';
import { startBudget, type TimeLeft } from './time-budget.ts';

/** How many intents are committed at once: those that are called next. */
const CHUNK = 64;
/**
 * How long places are gathered once one has come free, in milliseconds: short beside a call, and long enough that what
 * is called next is begun in one transaction rather than one by one.
 */
const GATHERING_MS = 5;

interface Waiting extends PlacedRequest {
  readonly index: number;
}

/** A batch under way. */
interface Course {
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
 * could not be kept: which items are then begun, their keys tell when they are asked for anew (D10).
 */
export async function batch(
  parts: RunningParts,
  scope: RequestScope,
  inputs: readonly DispatchInput[],
): Promise<readonly BatchItem[]> {
  const items: BatchItem[] = inputs.map(() => ({ kind: 'NOT_STARTED' }));
  const beginning = startBudget(parts.budget, parts.clock);
  const course: Course = { items, running: new Set(), ended: new Map(), failures: [] };
  const waiting = judged(inputs, items);
  let next: Next = { places: CHUNK };
  try {
    while (waiting.length > 0 && course.failures.length === 0 && mayBegin(parts, beginning)) {
      const chunk = waiting.splice(0, Math.min(CHUNK, next.places));
      const time = startBudget(parts.budget, parts.clock);
      const { held } = next;
      next = { places: 0 };
      const intakes = await takeIn(
        parts,
        scope.tenant,
        chunk.map((one, index) => ({ ...one, scope, isBulk: true, ...(index === 0 ? { held } : {}) })),
      );
      const left = begin(parts, scope, course, { chunk, intakes, time });
      waiting.unshift(...left);
      await parts.bulkPace.next();
      next = await nextPlaces(parts, intakes, waiting.length, beginning);
    }
  } finally {
    next.held?.place.release();
    await Promise.all(course.running);
  }
  if (course.failures.length > 0) throw course.failures[0];
  // An item that repeats another's key was answered with the record as it stood while that was under way.
  return items.map((item) =>
    item.kind === 'RECORD' ? { ...item, record: course.ended.get(item.record.id) ?? item.record } : item,
  );
}

function mayBegin({ stopping }: RunningParts, beginning: TimeLeft): boolean {
  return !stopping.aborted && beginning.forAttempt(false) > 0;
}

/** The requests that are right, in order; what is wrong is answered at once. */
function judged(inputs: readonly DispatchInput[], items: BatchItem[]): Waiting[] {
  return inputs.flatMap((input, index) => {
    const path = ['input', 'items', String(index)];
    const checked = checkDispatch(input, path);
    if (checked.ok) return [{ index, request: checked.request, path }];
    const [first, ...rest] = checked.problems;
    if (first !== undefined)
      items[index] = { kind: 'REFUSED', refusal: new Refusal('INVALID_INPUT', [first, ...rest]) };
    return [];
  });
}

/** Starts what was begun and answers what is final. Gives the requests that found no place. */
function begin(
  parts: RunningParts,
  scope: RequestScope,
  { items, running, ended, failures }: Course,
  {
    chunk,
    intakes,
    time,
  }: { readonly chunk: readonly Waiting[]; readonly intakes: readonly Intake[]; readonly time: TimeLeft },
): readonly Waiting[] {
  const left: Waiting[] = [];
  chunk.forEach((waiting, position) => {
    const intake = intakes[position];
    if (intake === undefined || intake.kind === 'NO_PLACE') {
      left.push(waiting);
    } else if (intake.kind === 'REFUSED') {
      items[waiting.index] = intake;
    } else {
      items[waiting.index] = { kind: 'RECORD', record: intake.record };
      if (intake.kind !== 'BEGUN') return;
      const done: Promise<void> = run(parts, scope, waiting.request, intake, time)
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
  { callPlaces, stopping }: RunningParts,
  intakes: readonly Intake[],
  waiting: number,
  beginning: TimeLeft,
): Promise<Next> {
  const call = callOf(intakes);
  if (call === undefined || waiting === 0) return { places: CHUNK };
  const free = callPlaces.free(call);
  if (free >= Math.min(waiting, CHUNK / 2)) return { places: free };
  // A place comes free when a call ends, of this batch or another.
  const place = await callPlaces.take(call, { timeoutMs: beginning.forAttempt(false), stop: stopping });
  if (place === undefined) return { places: 1 };
  await sleep(GATHERING_MS);
  return { places: 1 + callPlaces.free(call), held: { call, place } };
}

/** The call that there was no place for, or one like those that were begun. */
function callOf(intakes: readonly Intake[]): Call | undefined {
  for (const intake of intakes) if (intake.kind === 'NO_PLACE') return intake.call;
  for (const intake of intakes) if (intake.kind === 'BEGUN') return intake.call;
  return undefined;
}
