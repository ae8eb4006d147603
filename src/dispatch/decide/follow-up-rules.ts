import type { DispatchRecord } from '../record/dispatch.ts';
import { isFinalDelivery } from './delivery-rules.ts';

/** When Twilio is asked what became of a dispatch, all in milliseconds; each wait is twice the one before it. */
export interface FollowUpTimes {
  /** Before an open attempt is looked for the first time (D11). */
  readonly outcomeMs: number;
  /** Before the price is asked for the first time once delivery is final (B3). */
  readonly priceMs: number;
  /** Before status and price are asked for where no status callback told that delivery is final. */
  readonly unreportedMs: number;
  /** The age of an intent from which its absence in a list shows that it was not accepted (D11). */
  readonly absenceMs: number;
}

/** The times unless others are set. */
export const FOLLOW_UP_TIMES: FollowUpTimes = {
  outcomeMs: 60_000,
  priceMs: 15_000,
  unreportedMs: 600_000,
  absenceMs: 15 * 60_000,
};

/**
 * The age up to which Twilio is asked about a dispatch; what is unknown then stays unknown.
 *
 * @internal
 */
export const FOLLOW_UP_END_MS = 24 * 60 * 60_000;

/**
 * The follow-up that a record still needs from Twilio: whether it accepted, the price, as long as delivery goes on, both
 * status and price, or the sender that a messaging service chose.
 */
export type Awaited = 'OUTCOME' | 'PRICE' | 'DELIVERY' | 'SENDER';

type Followed = Pick<
  DispatchRecord,
  | 'attempts'
  | 'billed'
  | 'channel'
  | 'charge'
  | 'createdAt'
  | 'delivery'
  | 'followUpAt'
  | 'followUps'
  | 'sealedRecipient'
  | 'state'
>;

/** The follow-up that a record still needs; null when nothing is, or nothing that could be asked for. */
export function awaited(record: Followed): Awaited | null {
  if (record.state === 'PENDING') return null;
  const isOpen = record.attempts.some(({ outcome }) => outcome === 'OPEN');
  if (isOpen && record.sealedRecipient !== null) return 'OUTCOME';
  // The default account is charged by the rate card, and its delivery is told by callbacks alone.
  if (record.billed !== 'CUSTOM') return senderUnread(record) === undefined ? null : 'SENDER';
  if (!isFinalDelivery(record.channel, record.delivery)) return 'DELIVERY';
  return record.charge === null ? 'PRICE' : null;
}

/** The attempt that a messaging service originated, as long as Twilio has not told from which sender (D16). */
export function senderUnread<T extends Followed['attempts'][number]>({
  attempts,
}: {
  readonly attempts: readonly T[];
}): T | undefined {
  return attempts.find(
    ({ outcome, senderKind, chosenFrom }) =>
      outcome === 'ACCEPTED' && senderKind === 'MESSAGING_SERVICE' && chosenFrom === null,
  );
}

type Plan = Pick<DispatchRecord, 'followUpAt' | 'followUps'>;

const NOTHING_MORE: Plan = { followUpAt: null, followUps: 0 };

/** When Twilio is asked next after the record became `after`: as planned, unless something else is awaited than before. */
export function planned(before: Followed, after: Followed, now: Date, times: FollowUpTimes): Plan {
  const what = awaited(after);
  if (what === null) return NOTHING_MORE;
  if (what === awaited(before) && before.followUpAt !== null) {
    return { followUpAt: before.followUpAt, followUps: before.followUps };
  }
  return inTime(after, now.getTime() + firstWait(what, times), 0) ?? NOTHING_MORE;
}

/** When Twilio is asked next after it was asked in vain; without an instant it was the last time. */
export function plannedAgain(record: Followed, now: Date, times: FollowUpTimes): Plan {
  const what = awaited(record);
  if (what === null) return NOTHING_MORE;
  const next = now.getTime() + firstWait(what, times) * 2 ** (record.followUps + 1);
  return (
    inTime(record, Math.min(next, absenceAfter(record, now, times)), record.followUps + 1) ?? NOTHING_MORE
  );
}

function firstWait(what: Awaited, times: FollowUpTimes): number {
  return {
    OUTCOME: times.outcomeMs,
    PRICE: times.priceMs,
    SENDER: times.priceMs,
    DELIVERY: times.unreportedMs,
  }[what];
}

/** The next instant from which on absence from a list settles an open attempt: a good one to ask at. */
function absenceAfter({ attempts }: Followed, now: Date, { absenceMs }: FollowUpTimes): number {
  const instants = attempts
    .filter(({ outcome }) => outcome === 'OPEN')
    .map(({ startedAt }) => startedAt.getTime() + absenceMs)
    .filter((instant) => instant > now.getTime());
  return Math.min(...instants);
}

function inTime({ createdAt }: Followed, at: number, followUps: number): Plan | undefined {
  if (at > createdAt.getTime() + FOLLOW_UP_END_MS) return undefined;
  return { followUpAt: new Date(at), followUps };
}
