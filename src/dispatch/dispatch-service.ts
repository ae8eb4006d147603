import { setMaxListeners } from 'node:events';
import type { ReadUnit } from '../database/client.ts';
import { Refusal, refuseIfAny } from '../kernel/errors.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { RequestScope } from '../kernel/scope.ts';
import type { Channel } from '../kernel/vocabulary/dispatch.ts';
import { batch } from './batch.ts';
import { createBulkPace } from './bulk-pace.ts';
import { run } from './course.ts';
import type { DispatchRecord } from './dispatch.ts';
import type { BatchItem, DispatchServiceParts, RunningParts } from './dispatch-parts.ts';
import type { HeldPlace, PlacedRequest } from './incoming-request.ts';
import type { Intake } from './intake.ts';
import { createIntakeGroups } from './intake-groups.ts';
import { createLateSettlements } from './late-settlements.ts';
import { type DispatchPreview, preview } from './preview.ts';
import { checkDispatch, type DispatchInput } from './request-rules.ts';
import { createSettlementQueue } from './settlement-queue.ts';
import { startBudget, type TimeLeft } from './time-budget.ts';

/** Sends messages, deciding for each whose account originates it. */
export interface DispatchService {
  /**
   * Sends one SMS or places one call, and gives its record once it is settled or its time is over. The same key with the
   * same request gives the same record and sends nothing (D10). Refuses bad input, a channel that is off, a key of
   * another request, and calls whose turn did not come in time, each without a record.
   */
  dispatch(scope: RequestScope, input: DispatchInput): Promise<DispatchRecord>;
  /** Sends many, each on its own; gives what became of each, in order. */
  dispatchBatch(scope: RequestScope, inputs: readonly DispatchInput[]): Promise<readonly BatchItem[]>;
  /** Who would send and who would be billed, and by which rule; sends nothing (D1). */
  preview(unit: Pick<ReadUnit, 'run'>, channel: Channel, to: PhoneNumber): Promise<DispatchPreview>;
  /** Resolves when nothing is under way any more; nothing new is begun meanwhile, also not of batches. */
  drain(): Promise<void>;
}

/** How long a caller waits at least before it tries again when too many calls are under way, in milliseconds. */
const RETRY_MS = 1_000;

/** The service on its parts. */
export function createDispatchService(given: DispatchServiceParts): DispatchService {
  const underWay = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  // Whatever waits for its turn listens to it.
  setMaxListeners(0, stopping.signal);
  const late = createLateSettlements(given);
  const bulkPace = createBulkPace();
  const parts: RunningParts = {
    ...{ ...given, bulkPace },
    settlements: createSettlementQueue({ database: given.database, late }),
    intake: createIntakeGroups(given),
    stopping: stopping.signal,
  };

  const tracked = <T>(work: () => Promise<T>): Promise<T> => {
    if (stopping.signal.aborted) return Promise.reject(tooMany(new Date()));
    const done = work();
    underWay.add(done);
    const forget = () => underWay.delete(done);
    done.then(forget, forget);
    return done;
  };

  return {
    dispatch(scope, input) {
      bulkPace.noteSingle();
      return tracked(() => dispatchOne(parts, scope, input));
    },
    dispatchBatch: (scope, inputs) => tracked(() => batch(parts, scope, inputs)),
    preview: (unit, channel, to) => unit.run((tx) => preview(parts.platform, tx, channel, to)),
    async drain() {
      stopping.abort();
      await Promise.allSettled(underWay);
      await late.drain();
    },
  };
}

async function dispatchOne(
  parts: RunningParts,
  scope: RequestScope,
  input: DispatchInput,
): Promise<DispatchRecord> {
  const path = ['input'];
  const checked = checkDispatch(input, path);
  if (!checked.ok) {
    refuseIfAny('INVALID_INPUT', checked.problems);
    throw new Error('a request was found wrong without a problem');
  }
  const { request } = checked;
  const { intake, time } = await takeInTurn(parts, scope, { request, path });
  if (intake.kind === 'REFUSED') throw intake.refusal;
  if (intake.kind === 'NO_PLACE') throw tooMany(intake.now);
  return intake.kind === 'BEGUN' ? run(parts, scope, request, intake, time) : intake.record;
}

/**
 * Takes a request in once there is a place for its call, which it waits for without holding a connection: as long as the
 * whole time of a dispatch is longer than its first attempt's. The time for the calls counts from after that, so that no
 * attempt is cut short, and nobody else billed, for having waited.
 */
async function takeInTurn(
  parts: RunningParts,
  scope: RequestScope,
  placed: PlacedRequest,
): Promise<{ readonly intake: Intake; readonly time: TimeLeft }> {
  const { budget, callPlaces, clock, stopping } = parts;
  const until = clock() + Math.max(0, budget.totalMs - budget.firstMs);
  let held: HeldPlace | undefined;
  for (;;) {
    const time = startBudget(budget, clock);
    const intake = await parts.intake.add(scope.tenant, { ...placed, scope, isBulk: false, held });
    if (intake.kind !== 'NO_PLACE') return { intake, time };
    const { call } = intake;
    const place = await callPlaces.take(call, { timeoutMs: until - clock(), stop: stopping });
    if (place === undefined) return { intake, time };
    held = { call, place };
  }
}

/** The refusal of a call beyond our own limits; it is never an API error. */
function tooMany(now: Date): Refusal {
  const message = 'Too many calls are under way. Try again in a second; the idempotency key is still free.';
  return new Refusal('RATE_LIMITED', [{ code: 'RATE_LIMITED', message, path: [] }], {
    at: new Date(now.getTime() + RETRY_MS),
    afterSeconds: RETRY_MS / 1_000,
  });
}
