import { describe, expect, test } from 'vitest';
import { delivered, isFinalDelivery, movesForward } from '../../../src/dispatch/decide/delivery-rules.ts';
import {
  type Channel,
  DELIVERY_STATES,
  type DeliveryStatus,
} from '../../../src/kernel/vocabulary/dispatch.ts';

/** The order of D13, written once more by hand: what each status may move on to. */
const FORWARD: Readonly<Record<Channel, Readonly<Partial<Record<DeliveryStatus, string>>>>> = {
  SMS: {
    NONE: 'QUEUED SENDING SENT DELIVERED UNDELIVERED FAILED',
    QUEUED: 'SENDING SENT DELIVERED UNDELIVERED FAILED',
    SENDING: 'SENT DELIVERED UNDELIVERED FAILED',
    SENT: 'DELIVERED UNDELIVERED FAILED',
    DELIVERED: '',
    UNDELIVERED: '',
    FAILED: '',
  },
  VOICE: {
    NONE: 'QUEUED RINGING IN_PROGRESS COMPLETED BUSY NO_ANSWER FAILED CANCELED',
    QUEUED: 'RINGING IN_PROGRESS COMPLETED BUSY NO_ANSWER FAILED CANCELED',
    RINGING: 'IN_PROGRESS COMPLETED BUSY NO_ANSWER FAILED CANCELED',
    IN_PROGRESS: 'COMPLETED BUSY NO_ANSWER FAILED CANCELED',
    COMPLETED: '',
    BUSY: '',
    NO_ANSWER: '',
    FAILED: '',
    CANCELED: '',
  },
};

const CASES = (['SMS', 'VOICE'] as const).flatMap((channel) =>
  DELIVERY_STATES.flatMap((from) => DELIVERY_STATES.map((to) => ({ channel, from, to }))),
);

describe('given a delivery status and a report of another', () => {
  test('every pair of both channels moves forward or not at all (D13)', () => {
    for (const { channel, from, to } of CASES) {
      const allowed = (FORWARD[channel][from] ?? '').split(' ').includes(to);
      expect(movesForward(channel, from, to), `${channel} ${from} → ${to}`).toBe(allowed);
    }
  });

  test('a repeat or straggler gives the very record, anything else status and code (D13)', () => {
    for (const { channel, from, to } of CASES) {
      const record = { channel, delivery: from, deliveryCode: 30_003 };
      const after = delivered(record, { status: to, code: 30_008 });
      if (movesForward(channel, from, to)) {
        expect(after).toEqual({ channel, delivery: to, deliveryCode: 30_008 });
      } else expect(after).toBe(record);
    }
  });

  test('what nothing follows is final (D13)', () => {
    for (const channel of ['SMS', 'VOICE'] as const) {
      for (const status of DELIVERY_STATES) {
        expect(isFinalDelivery(channel, status), `${channel} ${status}`).toBe(
          FORWARD[channel][status] === '',
        );
      }
    }
  });
});
