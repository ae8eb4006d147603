import type { Uuid } from '../../kernel/ids.ts';
import type { Evidence } from '../../kernel/vocabulary/dispatch.ts';
import { decide } from '../decide/decision-rules.ts';
import { type DeliveryReport, delivered, isDelivered } from '../decide/delivery-rules.ts';
import { type FollowUpTimes, planned } from '../decide/follow-up-rules.ts';
import { type AttemptNews, concluded, cutOf, decisionInputOf, learn } from '../decide/settlement-rules.ts';
import type { Attempt, Charge, DispatchRecord } from '../record/dispatch.ts';

/** The context in which a report is applied, besides the record. */
export interface ReportContext {
  /** True if a sender of the default account fits the record's message (D16). */
  readonly hasDefaultNumber: boolean;
  readonly now: Date;
  readonly times: FollowUpTimes;
}

/**
 * The record with news of an attempt that did not come to its process as an answer (D8, D11). It ends, since nothing is
 * sent by itself. The very record where the news adds nothing.
 */
export function informed(
  record: DispatchRecord,
  attemptId: Uuid,
  news: AttemptNews,
  { hasDefaultNumber, now, times }: ReportContext,
): DispatchRecord {
  const attempts = record.attempts.map((attempt) =>
    attempt.id === attemptId ? learn(attempt, news, now) : attempt,
  );
  if (attempts.every((attempt, index) => attempt === record.attempts[index])) return record;
  const learnt = { ...record, attempts };
  return concluded(learnt, decide(decisionInputOf(learnt, hasDefaultNumber)), now, cutOf(record), times);
}

/** The news of an attempt whose message or call Twilio has; `segments` where Twilio counts them with it (B5). */
export function acceptedAs(
  twilioSid: string,
  evidence: Exclude<Evidence, 'ANSWER'>,
  segments: number | null = null,
): AttemptNews {
  return {
    outcome: 'ACCEPTED',
    evidence,
    twilioSid,
    segments,
    httpStatus: null,
    code: null,
    fault: null,
    durationMs: null,
  };
}

/** The news of an attempt that Twilio does not list: what its call came to stays. */
export function absent({ httpStatus, code, fault }: Attempt): AttemptNews {
  return {
    outcome: 'NOT_SENT',
    evidence: 'LIST',
    twilioSid: null,
    segments: null,
    durationMs: null,
    httpStatus,
    code,
    fault,
  };
}

/**
 * The record after a status callback: that it came proves acceptance, and delivery is that of the attempt that is billed
 * (D11, D13, B1). The very record for a repeat, a straggler, and a message or call that is not the attempt's.
 */
export function reported(
  record: DispatchRecord,
  attemptId: Uuid,
  report: DeliveryReport & { readonly twilioSid: string },
  context: ReportContext,
): DispatchRecord {
  const attempt = record.attempts.find(({ id }) => id === attemptId);
  if (attempt === undefined) return record;
  if (attempt.twilioSid !== null && attempt.twilioSid !== report.twilioSid) return record;
  const known = informed(record, attemptId, acceptedAs(report.twilioSid, 'CALLBACK'), context);
  return known.billed === attempt.originator ? withDelivery(known, report, context) : known;
}

/** The record with what Twilio says of the billed attempt's delivery; the very record where that is nothing new. */
export function withDelivery(
  record: DispatchRecord,
  report: DeliveryReport,
  { now, times }: ReportContext,
): DispatchRecord {
  const moved = delivered(record, report);
  if (moved === record) return record;
  const deliveredAt = isDelivered(moved.delivery) ? now : record.deliveredAt;
  return { ...moved, deliveredAt, changedAt: now, ...planned(record, moved, now, times) };
}

/** The record with the price that Twilio charged the custom account (B3); it is read once. */
export function withPrice(
  record: DispatchRecord,
  { amount, currency }: Pick<Charge, 'amount' | 'currency'>,
  { now, times }: ReportContext,
): DispatchRecord {
  if (record.billed !== 'CUSTOM' || record.charge !== null) return record;
  const charge: Charge = { amount, currency, source: 'TWILIO', rateCardVersion: null };
  const priced = { ...record, charge, changedAt: now };
  return { ...priced, ...planned(record, priced, now, times) };
}

/** The record with the sender that a messaging service chose for an attempt (D16); it is read once. */
export function withChosenSender(
  record: DispatchRecord,
  attemptId: Uuid,
  chosenFrom: string,
  { now, times }: ReportContext,
): DispatchRecord {
  const attempts = record.attempts.map((attempt) =>
    attempt.id === attemptId && attempt.senderKind === 'MESSAGING_SERVICE' && attempt.chosenFrom === null
      ? { ...attempt, chosenFrom }
      : attempt,
  );
  if (attempts.every((attempt, index) => attempt === record.attempts[index])) return record;
  const told = { ...record, attempts, changedAt: now };
  return { ...told, ...planned(record, told, now, times) };
}

/**
 * The record whose process has died or given it up: it ends with what its attempts came to so far, what was under way
 * stays open, and a fallback not yet begun is never made (D11). The very record where somebody else has ended it.
 */
export function interrupted(
  record: DispatchRecord,
  { hasDefaultNumber, now, times }: ReportContext,
): DispatchRecord {
  if (record.state !== 'PENDING') return record;
  return concluded(record, decide(decisionInputOf(record, hasDefaultNumber)), now, 'INTERRUPTED', times);
}
