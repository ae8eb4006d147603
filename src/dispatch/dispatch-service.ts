import { setMaxListeners } from 'node:events';
import type { ReadUnit } from '../database/client.ts';
import { isDatabaseUnavailable } from '../database/connection/outages.ts';
import { RateLimited, type Refusal, refuseIfAny } from '../kernel/errors.ts';
import { operationEnd } from '../kernel/operation-limits.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { type BudgetView, readBudgets } from './budget/budget-overview.ts';
import { type DispatchPreview, type PreviewRequest, preview } from './decide/preview.ts';
import { checkDispatch, type DispatchInput } from './decide/request-rules.ts';
import { createBulkPace } from './guard/bulk-pace.ts';
import type { HeldPlace, IncomingRequest, PlacedRequest } from './guard/incoming-request.ts';
import { startBudget, type TimeLeft } from './guard/time-budget.ts';
import type { DispatchRecord } from './record/dispatch.ts';
import { type AdmissionDeps, admit } from './send/admission.ts';
import type { Admission } from './send/admitted.ts';
import { type BatchDeps, type BatchItem, batch } from './send/batch.ts';
import { runAttempts } from './send/run-attempts.ts';
import { createGroupCommit, type GroupCommit } from './settle/group-commit.ts';
import { createLateSettlements, type LateSettlementDeps } from './settle/late-settlements.ts';
import { createSettlementQueue } from './settle/settlement-queue.ts';

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
  /** A preview: which account would send and be billed, and by which rule. Sends nothing (D1). */
  preview(unit: Pick<ReadUnit, 'run'>, request: PreviewRequest): Promise<DispatchPreview>;
  /** The money that the default account may spend, and has spent, in the present day and month (G4). */
  budgets(unit: Pick<ReadUnit, 'run'>): Promise<readonly BudgetView[]>;
  /** Resolves when nothing is under way any more; nothing new is begun meanwhile, also not of batches. */
  drain(): Promise<void>;
}

export interface DispatchServiceDeps
  extends LateSettlementDeps,
    Omit<BatchDeps, 'settlements' | 'stopping' | 'bulkPace'> {}

/** The dependencies that it is given and those that it makes for itself. */
interface RunningDeps extends BatchDeps {
  readonly admissions: AdmissionGroups;
}

/** The time that a caller waits at least before it tries again when too many calls are under way, in milliseconds. */
const RETRY_MS = 1_000;

/** The service, with nothing under way. */
export function createDispatchService(given: DispatchServiceDeps): DispatchService {
  const underWay = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  // Whatever waits for its turn listens to it.
  setMaxListeners(0, stopping.signal);
  const late = createLateSettlements(given);
  const bulkPace = createBulkPace();
  const deps: RunningDeps = {
    ...given,
    bulkPace,
    settlements: createSettlementQueue({ database: given.database, late }),
    admissions: createAdmissionGroups(given),
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
      return tracked(() => dispatchOne(deps, scope, input));
    },
    dispatchBatch: (scope, inputs) => tracked(() => batch(deps, scope, inputs)),
    budgets: (unit) => unit.run((tx) => readBudgets(deps.platform, tx)),
    preview: (unit, request) => unit.run((tx) => preview(deps, tx, request)),
    async drain() {
      stopping.abort();
      await Promise.allSettled(underWay);
      await late.drain();
    },
  };
}

async function dispatchOne(
  deps: RunningDeps,
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
  const { admission, time } = await admitInTurn(deps, scope, { request, path });
  if (admission.kind === 'REFUSED') throw admission.refusal;
  if (admission.kind === 'NO_PLACE') throw tooMany(admission.now);
  return admission.kind === 'ADMITTED'
    ? runAttempts(deps, scope, request, admission, time)
    : admission.record;
}

/**
 * Admits a request once there is a place for its call, which it waits for without holding a connection: as long as the
 * whole time of a dispatch is longer than its first attempt's. The time for the calls counts from after that, so that no
 * attempt is cut short, and nobody else billed, for having waited.
 */
async function admitInTurn(
  deps: RunningDeps,
  scope: RequestScope,
  placed: PlacedRequest,
): Promise<{ readonly admission: Admission; readonly time: TimeLeft }> {
  const { budget, callPlaces, clock, stopping } = deps;
  const until = clock() + Math.max(0, budget.totalMs - budget.firstMs);
  let held: HeldPlace | undefined;
  for (;;) {
    const time = startBudget(budget, clock);
    const admission = await deps.admissions.add(scope.tenant, { ...placed, scope, isBulk: false, held });
    if (admission.kind !== 'NO_PLACE') return { admission, time };
    const { call } = admission;
    const place = await callPlaces.take(call, { timeoutMs: until - clock(), stop: stopping });
    if (place === undefined) return { admission, time };
    held = { call, place };
  }
}

/** The refusal of a call beyond our own limits; it is never an API error. */
function tooMany(now: Date): Refusal {
  const message =
    'Too many calls are in progress. Try again in a second; the idempotency key can be used again.';
  return new RateLimited([{ code: 'RATE_LIMITED', message, path: [] }], {
    at: new Date(now.getTime() + RETRY_MS),
    afterSeconds: RETRY_MS / 1_000,
  });
}

/** Admits single requests, those that come at the same time in one transaction. */
type AdmissionGroups = GroupCommit<IncomingRequest, Admission>;

/** Groups of which none is under way. */
function createAdmissionGroups(deps: AdmissionDeps): AdmissionGroups {
  return createGroupCommit<IncomingRequest, Admission>({
    keyOf: ({ request }) => request.idempotencyKey,
    isBulk: ({ isBulk }) => isBulk,
    commit: (tenant, requests) => admit(deps, tenant, requests),
    async commitAlone(tenant, request, { error, size }) {
      // An outage is everybody's, and one request alone would fail again.
      if (size === 1 || isDatabaseUnavailable(error) || operationEnd(error) !== undefined) throw error;
      // The place that was held for it was given back.
      const [admission] = await admit(deps, tenant, [{ ...request, held: undefined }]);
      if (admission === undefined) throw new Error('a request was admitted without an answer');
      return admission;
    },
  });
}
