import { isDeepStrictEqual } from 'node:util';
import type { Evidence, FailureReason, Originator, OutcomeClass } from '../../kernel/vocabulary/dispatch.ts';
import type { DispatchSummary, NewEntry } from '../../ledger/entries/entry-kinds.ts';
import type { Attempt, Charge, DispatchRecord } from '../record/dispatch.ts';
import { storedSettings } from '../record/stored-settings.ts';
import { multiplyDecimal } from '../settings/rate-card-rules.ts';
import { type AttemptResult, type DecisionInput, type Step, settle } from './decision-rules.ts';
import { FOLLOW_UP_TIMES, planned } from './follow-up-rules.ts';
import { segmentsOfRecord } from './segment-rules.ts';

/** News about the outcome of an attempt, and its source. */
export interface AttemptNews {
  readonly outcome: OutcomeClass;
  readonly evidence: Evidence;
  readonly twilioSid: string | null;
  /** The number of segments that Twilio says that the message has (B5); null where this does not tell. */
  readonly segments: number | null;
  readonly httpStatus: number | null;
  readonly code: number | null;
  readonly fault: string | null;
  readonly durationMs: number | null;
}

/**
 * The attempt with what has become known of it. Evidence only grows (D11): acceptance stands against anything, anything
 * else only where nothing was known; what a second message adds to the first is kept.
 */
export function learn(attempt: Attempt, news: AttemptNews, now: Date): Attempt {
  const isNews = attempt.outcome === 'OPEN' && (isUnderWay(attempt) || news.outcome !== 'OPEN');
  const isDecisive = isNews || (attempt.outcome !== 'ACCEPTED' && news.outcome === 'ACCEPTED');
  if (!isDecisive) {
    if (attempt.outcome !== news.outcome) return attempt;
    const twilioSid = attempt.twilioSid ?? news.twilioSid;
    const segments = news.segments ?? attempt.segments;
    const httpStatus = attempt.httpStatus ?? news.httpStatus;
    const durationMs = attempt.durationMs ?? news.durationMs;
    const isSame =
      twilioSid === attempt.twilioSid &&
      segments === attempt.segments &&
      httpStatus === attempt.httpStatus &&
      durationMs === attempt.durationMs;
    return isSame ? attempt : { ...attempt, twilioSid, segments, httpStatus, durationMs };
  }
  return {
    ...attempt,
    outcome: news.outcome,
    evidence: news.evidence,
    twilioSid: news.twilioSid ?? attempt.twilioSid,
    segments: news.segments ?? attempt.segments,
    httpStatus: news.httpStatus ?? attempt.httpStatus,
    code: news.code,
    fault: news.fault,
    durationMs: attempt.durationMs ?? news.durationMs,
    settledAt: news.outcome === 'OPEN' ? null : now,
  };
}

/** True if the call of an attempt is still under way, as far as the record tells. */
export function isUnderWay({ evidence }: Attempt): boolean {
  return evidence === null;
}

/** The outcome of a call that was never made, since no time was left for it: certainly not accepted. */
export const UNCALLED: AttemptNews = {
  outcome: 'NOT_SENT',
  evidence: 'ANSWER',
  twilioSid: null,
  segments: null,
  httpStatus: null,
  code: null,
  fault: 'TIME_SPENT',
  durationMs: 0,
};

/**
 * The results that a decision goes by: those of attempts whose call has ended. That we had no time for a call is no API
 * error: Twilio neither refused nor was silent, so nothing follows from it (D3, D4).
 */
function resultsOf({ attempts }: Pick<DispatchRecord, 'attempts'>): readonly AttemptResult[] {
  return attempts
    .filter((attempt) => !isUnderWay(attempt) && attempt.fault !== UNCALLED.fault)
    .map(({ originator, outcome, code }) => ({ originator, outcome, code }));
}

/**
 * The record once `step` says that nothing more is to be tried, or that it cannot be tried any more (`cut`). State and
 * billed account follow from the attempts (D7, D8); the account first known to have accepted stays the billed one.
 */
export function concluded(
  record: DispatchRecord,
  step: Step,
  now: Date,
  cut: FailureReason | null = null,
  times = FOLLOW_UP_TIMES,
): DispatchRecord {
  const firstKnown = isOriginator(record.billed) ? record.billed : null;
  const { state, billed, alsoBilled } = settle(
    record.attempts.map(({ originator, outcome, code }) => ({ originator, outcome, code })),
    firstKnown,
  );
  const isOpen = record.attempts.some(({ outcome }) => outcome === 'OPEN');
  const endReason = step.next === 'END' ? step.reason : cut;
  // Why a second attempt was made stays true whatever becomes known of the first one (B4).
  const { rule, trigger } = record.attempts.length > 1 ? record : step;
  const after: DispatchRecord = {
    ...record,
    state,
    billed,
    alsoBilled,
    charge: billed === 'DEFAULT' ? chargeOfPlatform(record) : record.charge,
    rule,
    trigger,
    failureReason: state === 'FAILED' ? endReason : null,
    sealedRecipient: isOpen ? record.sealedRecipient : null,
    settledAt: record.settledAt ?? now,
    changedAt: now,
    leaseUntil: null,
  };
  return { ...after, ...planned(record, after, now, times) };
}

/** The charge of the platform: the quote, for as many segments as Twilio has told of (B2, B5). */
function chargeOfPlatform({ attempts, estimatedSegments }: DispatchRecord): Charge | null {
  const attempt = attempts.find(({ originator }) => originator === 'DEFAULT');
  if (!attempt?.quote) return null;
  const amount = multiplyDecimal(
    attempt.quote.amount,
    attempt.segments ?? estimatedSegments,
    estimatedSegments,
  );
  return { ...attempt.quote, amount };
}

/**
 * The reason why an allowed fallback is no longer made once the dispatch has ended: its process died before it
 * told what the call came to, or no time was left.
 */
export function cutOf({ attempts, failureReason }: DispatchRecord): FailureReason {
  return failureReason ?? (attempts.some(isUnderWay) ? 'INTERRUPTED' : 'TIME_SPENT');
}

/** The input of the decision for a record that another process began. */
export function decisionInputOf(record: DispatchRecord, hasDefaultNumber: boolean): DecisionInput {
  return {
    hasCustomAccount: record.rule !== 'NO_CUSTOM_ACCOUNT',
    hasCustomNumber: record.attempts.some(({ originator }) => originator === 'CUSTOM'),
    hasDefaultNumber,
    fallbackMode: record.fallbackMode,
    settings: record.settings,
    // What refused a fallback stays true whatever becomes known of the first attempt.
    isFallbackGuarded: record.rule === 'FALLBACK_GUARDED',
    isFallbackBudgetSpent: record.rule === 'FALLBACK_BUDGET_SPENT',
    results: resultsOf(record),
    isUnderWay: record.attempts.some(isUnderWay),
  };
}

function isOriginator(billed: DispatchRecord['billed']): billed is Originator {
  return billed === 'CUSTOM' || billed === 'DEFAULT';
}

/**
 * The audit entries of a change (A1, A8, D8): the decision when the billed account first becomes known or the dispatch
 * first ends, a correction when anything that its entry says is another afterwards, such as what an attempt came to, and
 * the price when Twilio has told it. None while nothing of it has changed.
 */
export function dispatchEntries(
  before: DispatchRecord,
  after: DispatchRecord,
): readonly NewEntry<'DISPATCH_DECIDED' | 'DISPATCH_CORRECTED' | 'DISPATCH_PRICED'>[] {
  return [...decisionEntries(before, after), ...priceEntries(before, after)];
}

function priceEntries(
  { charge: known }: DispatchRecord,
  { id: dispatchId, billed: billedAccount, charge }: DispatchRecord,
): readonly NewEntry<'DISPATCH_PRICED'>[] {
  if (charge?.source !== 'TWILIO' || known?.source === 'TWILIO') return [];
  const { amount, currency } = charge;
  const after = { dispatchId, billedAccount, charge: { amount, currency } };
  return [{ kind: 'DISPATCH_PRICED', object: `dispatch/${dispatchId}`, before: null, after }];
}

function decisionEntries(
  before: DispatchRecord,
  after: DispatchRecord,
): readonly NewEntry<'DISPATCH_DECIDED' | 'DISPATCH_CORRECTED'>[] {
  if (after.state === 'PENDING') return [];
  const object = `dispatch/${after.id}`;
  if (before.state === 'PENDING') {
    return [{ kind: 'DISPATCH_DECIDED', object, before: null, after: dispatchSummary(after) }];
  }
  const [told, tells] = [dispatchSummary(before), dispatchSummary(after)];
  return isDeepStrictEqual(told, tells)
    ? []
    : [{ kind: 'DISPATCH_CORRECTED', object, before: told, after: tells }];
}

function dispatchSummary(record: DispatchRecord): DispatchSummary {
  const { billed, charge, requestedBy } = record;
  const { kind, subject, displayName, authenticatedBy } = requestedBy;
  return {
    dispatchId: record.id,
    channel: record.channel,
    state: record.state,
    billedAccount: billed,
    alsoBilled: record.alsoBilled,
    trigger: record.trigger,
    rule: record.rule,
    fallbackMode: record.fallbackMode,
    configurationVersion: record.configurationVersion,
    failureReason: record.failureReason,
    country: record.country,
    segments: segmentsOfRecord(record),
    estimatedSegments: record.estimatedSegments,
    charge: billed === 'DEFAULT' && charge !== null ? chargeSummary(charge) : null,
    settings: storedSettings(record.settings),
    requestedBy: { kind, subject, displayName, authenticatedBy },
    requestId: record.requestId,
    simulated: record.simulated,
    attempts: record.attempts.map((attempt) => ({
      originator: attempt.originator,
      accountSid: attempt.accountSid,
      from: attempt.from,
      senderKind: attempt.senderKind,
      senderClass: attempt.senderClass,
      chosenFrom: attempt.chosenFrom,
      outcome: attempt.outcome,
      evidence: attempt.evidence,
      code: attempt.code,
      fault: attempt.fault,
      twilioSid: attempt.twilioSid,
    })),
  };
}

function chargeSummary({ amount, currency, rateCardVersion }: Charge): DispatchSummary['charge'] {
  return { amount, currency, rateCardVersion };
}
