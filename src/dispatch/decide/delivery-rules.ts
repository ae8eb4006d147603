import type { Channel, DeliveryStatus } from '../../kernel/vocabulary/dispatch.ts';

/** The rank of each status of a channel; of final ones with the same rank the first stays (D13). */
const RANKS: Readonly<Record<Channel, Readonly<Partial<Record<DeliveryStatus, number>>>>> = {
  SMS: { NONE: 0, QUEUED: 1, SENDING: 2, SENT: 3, DELIVERED: 4, UNDELIVERED: 4, FAILED: 4 },
  VOICE: {
    NONE: 0,
    QUEUED: 1,
    RINGING: 2,
    IN_PROGRESS: 3,
    COMPLETED: 4,
    BUSY: 4,
    NO_ANSWER: 4,
    FAILED: 4,
    CANCELED: 4,
  },
};
const LAST_RANK = 4;

/**
 * True if delivery moves on when it stands at `from` and `to` is reported (D13). Never to a status of the other channel.
 *
 * @internal
 */
export function movesForward(channel: Channel, from: DeliveryStatus, to: DeliveryStatus): boolean {
  const reached = RANKS[channel][from];
  const reported = RANKS[channel][to];
  return reached !== undefined && reported !== undefined && reported > reached;
}

/** True if nothing comes after the status. */
export function isFinalDelivery(channel: Channel, status: DeliveryStatus): boolean {
  return RANKS[channel][status] === LAST_RANK;
}

/** True if the message reached the recipient, or the call was held. */
export function isDelivered(status: DeliveryStatus): boolean {
  return status === 'DELIVERED' || status === 'COMPLETED';
}

/** A report of Twilio about a message or call. */
export interface DeliveryReport {
  readonly status: DeliveryStatus;
  /** Twilio's error code of a delivery that failed. */
  readonly code: number | null;
}

/** The very record where the report is a repeat or a straggler, else the record with its delivery moved on (D13). */
export function delivered<
  T extends {
    readonly channel: Channel;
    readonly delivery: DeliveryStatus;
    readonly deliveryCode: number | null;
  },
>(record: T, { status, code }: DeliveryReport): T {
  if (!movesForward(record.channel, record.delivery, status)) return record;
  return { ...record, delivery: status, deliveryCode: code };
}
