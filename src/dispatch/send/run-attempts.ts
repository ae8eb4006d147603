import type { RequestScope } from '../../kernel/scope.ts';
import type { Place } from '../../kernel/shares/share.ts';
import type { Outage } from '../../kernel/vocabulary/account.ts';
import { budgetTerms, type Spending } from '../budget/spending.ts';
import type { DecisionContext } from '../decide/decision-context.ts';
import { decide } from '../decide/decision-rules.ts';
import type { FollowUpTimes } from '../decide/follow-up-rules.ts';
import { begun } from '../decide/new-dispatch.ts';
import type { DispatchRequest } from '../decide/request-rules.ts';
import { hasDefaultSender } from '../decide/sender-choice-rules.ts';
import {
  type AttemptNews,
  concluded,
  cutOf,
  decisionInputOf,
  isUnderWay,
  learn,
  UNCALLED,
} from '../decide/settlement-rules.ts';
import type { Call, CallPlaces } from '../guard/call-places.ts';
import type { TimeLeft } from '../guard/time-budget.ts';
import type { Attempt, DispatchRecord } from '../record/dispatch.ts';
import type { RecordVersion } from '../record/dispatch-store.ts';
import type { SettlementQueue } from '../settle/settlement-queue.ts';
import type { AdmittedDispatch } from './admitted.ts';
import { type SenderDeps, send } from './attempt-sender.ts';

/** The dependencies of running the attempts of a dispatch. */
export interface RunAttemptsDeps extends SenderDeps {
  readonly settlements: SettlementQueue;
  readonly callPlaces: CallPlaces;
  readonly followUpTimes: FollowUpTimes;
  /** Told what an attempt of the custom account says about that account, which had these outages before (S11). */
  readonly onCustomOutcome: (
    scope: RequestScope,
    attempt: Attempt,
    news: AttemptNews,
    outages: readonly Outage[],
  ) => void;
}

/** A record with the attempt of it that is to be called next. */
interface Next {
  readonly record: DispatchRecord;
  /** Of the record, where it is known. */
  readonly version?: RecordVersion;
  readonly attempt: Attempt;
}

/** Makes the calls of a begun dispatch, each intent committed before and each outcome after it, to its end (D11). */
export async function runAttempts(
  deps: RunAttemptsDeps,
  scope: RequestScope,
  request: DispatchRequest,
  first: AdmittedDispatch,
  time: TimeLeft,
): Promise<DispatchRecord> {
  const { context } = first;
  let current: Next = first;
  let place: Place | undefined = first.place;
  for (;;) {
    const { attempt } = current;
    const timeoutMs =
      place === undefined
        ? 0
        : time.forAttempt(!first.isFallbackGuarded && isSecondPossible(deps, current.record));
    const news =
      timeoutMs > 0
        ? await send(deps, context, request, current, timeoutMs).finally(() => place?.release())
        : UNCALLED;
    if (timeoutMs <= 0) place?.release();
    if (attempt.originator === 'CUSTOM') {
      deps.onCustomOutcome(scope, attempt, news, context.credential?.outages ?? []);
    }
    const record = await settleAttempt(deps, scope, { ...first, request, current, news, time });
    const next = laterAttempt(record, attempt);
    // One that ended meanwhile was taken for dead, and nobody sends for it any more (D11).
    if (next === undefined || !isUnderWay(next) || record.state !== 'PENDING') return record;
    place = await deps.callPlaces.take(
      {
        tenant: scope.tenant,
        account: next.accountSid,
        isDefault: next.originator === 'DEFAULT',
        // Its first attempt has been made: it is no longer one of many that have not begun.
        isBulk: false,
      },
      { timeoutMs: time.forAttempt(false) },
    );
    current = { record, attempt: next };
  }
}

function isSecondPossible({ platform }: RunAttemptsDeps, record: DispatchRecord): boolean {
  if (record.attempts.length > 1) return false;
  const failed = { originator: 'CUSTOM', outcome: 'OPEN', code: null } as const;
  const input = {
    ...decisionInputOf(record, hasDefaultSender(platform, record)),
    results: [failed],
    isUnderWay: false,
  };
  return input.hasCustomAccount && decide(input).next === 'ATTEMPT';
}

/**
 * Keeps what a call came to, and in the same transaction the intent of the second attempt where one follows (D6). What
 * followed is decided once: a record that already tells of it is given back as it is (D15).
 */
async function settleAttempt(
  deps: RunAttemptsDeps,
  scope: RequestScope,
  settled: {
    readonly request: DispatchRequest;
    readonly requestHash: Buffer;
    readonly context: DecisionContext;
    readonly call: Call;
    readonly isFallbackGuarded: boolean;
    readonly current: Next;
    readonly news: AttemptNews;
    readonly time: TimeLeft;
  },
): Promise<DispatchRecord> {
  const { request, requestHash, context, call, isFallbackGuarded, current, news, time } = settled;
  const { attempt, version } = current;
  const known = version === undefined ? undefined : { record: current.record, version };
  const terms = budgetTerms(deps.platform, context.live);
  const mayFallBack = attempt.originator === 'CUSTOM' && news.outcome !== 'ACCEPTED' && news !== UNCALLED;
  const settle =
    (isLate: boolean) =>
    (found: DispatchRecord, now: Date, spending?: Spending): DispatchRecord => {
      const record = withLostAttempts(found, current.record);
      const attempts = record.attempts.map((one) => {
        if (one.id === attempt.id) return learn(one, news, now);
        // Its intent was kept, and with its caller gone nobody has called it nor will.
        return isLate && one.ordinal > attempt.ordinal && isUnderWay(one) ? learn(one, UNCALLED, now) : one;
      });
      const isDecided = record.state !== 'PENDING' || laterAttempt(record, attempt) !== undefined;
      if (isDecided && attempts.every((one, index) => one === found.attempts[index])) return found;
      const learnt = { ...record, attempts, changedAt: now };
      if (isDecided && !isLate && record.state === 'PENDING') return learnt;
      const step = decide({
        ...decisionInputOf(learnt, hasDefaultSender(deps.platform, record)),
        isFallbackGuarded,
        isFallbackBudgetSpent:
          record.state === 'PENDING'
            ? mayFallBack && spending?.isSpentFor(terms, fallbackOf(record, request.to, now)) === true
            : record.rule === 'FALLBACK_BUDGET_SPENT',
      });
      const isOver = record.state !== 'PENDING' || step.next !== 'ATTEMPT' || news === UNCALLED;
      if (isOver || isLate || time.forAttempt(false) <= 0) {
        // Somebody else may have ended it meanwhile: what it was cut short by is then known already.
        const cut = record.state === 'PENDING' ? (isLate ? 'INTERRUPTED' : 'TIME_SPENT') : cutOf(record);
        return concluded(learnt, step, now, cut, deps.followUpTimes);
      }
      return begun(deps.platform, context, learnt, step, request.to, now);
    };
  const intent = { record: current.record, requestHash };
  const of = { scope, id: intent.record.id, isBulk: call.isBulk };
  const changes = { change: settle(false), late: settle(true) };
  const record = await deps.settlements.change({ ...of, known, intent, mayFallBack, ...changes });
  if (record === undefined) throw new Error('a dispatch under way has no record');
  return record;
}

function fallbackOf({ channel, estimatedSegments: segments }: DispatchRecord, to: string, now: Date) {
  return { budget: 'FALLBACK_BUDGET', channel, to, segments, now: now.getTime() } as const;
}

function laterAttempt({ attempts }: DispatchRecord, { ordinal }: Attempt): Attempt | undefined {
  return attempts.find((candidate) => candidate.ordinal > ordinal);
}

/** The record with what only this process still knows of its attempts, after a failover that lost it (D11). */
function withLostAttempts(found: DispatchRecord, known: DispatchRecord): DispatchRecord {
  const attempts = known.attempts.map((own) => {
    const kept = found.attempts.find(({ id }) => id === own.id);
    return kept === undefined || (isUnderWay(kept) && !isUnderWay(own)) ? own : kept;
  });
  const later = found.attempts.filter(({ ordinal }) => ordinal > attempts.length);
  const all = [...attempts, ...later];
  return all.every((attempt, index) => attempt === found.attempts[index])
    ? found
    : { ...found, attempts: all };
}
