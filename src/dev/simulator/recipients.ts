import type { Fault } from './answer.ts';

/** The end of a message or call that was accepted. */
export type SmsEnd = 'sent' | 'delivered' | 'undelivered' | 'failed';
export type CallEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** The order and number of a message's or call's status callbacks. */
export type CallbackManner = 'ONCE' | 'NEVER' | 'TWICE' | 'REVERSED' | 'BEFORE_THE_ANSWER';

/** The behaviour of the simulator for everything that is sent to one number. */
export interface RecipientBehaviour {
  /** Refused with this code; 429 for the codes that Twilio answers so, 400 otherwise. */
  readonly refusal?: number;
  readonly fault?: Fault;
  /** True if it is accepted in spite of the fault. */
  readonly accepts?: boolean;
  /** The fault strikes the first two of every three requests. */
  readonly thenFine?: boolean;
  readonly smsEnd?: SmsEnd;
  readonly callEnd?: CallEnd;
  /** The delivery error that callbacks and the resource show. */
  readonly errorCode?: number;
  readonly callbacks?: CallbackManner;
  /** True if its messages are written in GSM-7 where that needs but a likeness, as with Twilio's smart encoding. */
  readonly smartEncoding?: boolean;
}

/** A recipient of the number plan. */
export interface SimulatedRecipient extends RecipientBehaviour {
  readonly phoneNumber: string;
  readonly does: string;
}

const REFUSALS: readonly number[] = [
  20429, 21201, 21202, 21203, 21205, 21210, 21211, 21212, 21214, 21215, 21216, 21217, 21218, 21219, 21408,
  21601, 21602, 21604, 21606, 21608, 21610, 21611, 21612, 21614, 21617, 63038,
];
const ANSWERED_429: ReadonlySet<number> = new Set([20429, 21611, 63038]);
const DELIVERY_ERRORS: readonly number[] = [
  30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30017, 30022, 30023, 30024, 30027, 30032, 30034,
  30036, 30410, 30450, 30500,
];
/** Delivery errors that strike before the message leaves Twilio: `failed` instead of `undelivered`. */
const NEVER_LEFT: ReadonlySet<number> = new Set([30001, 30002, 30032, 30036]);

/**
 * The number plan. Everybody else in E.164 is reached. The last five digits tell: a Twilio error code for numbers
 * that begin with `+150055`, an HTTP status or a number of our own for those that begin with `+150050`.
 */
export const SIMULATED_RECIPIENTS: readonly SimulatedRecipient[] = [
  ...REFUSALS.map((code) => ({
    phoneNumber: `+150055${code}`,
    does: `refused at once with ${code}, HTTP ${refusalStatus(code)}`,
    refusal: code,
  })),
  ...DELIVERY_ERRORS.map((code) => {
    const smsEnd: SmsEnd = NEVER_LEFT.has(code) ? 'failed' : 'undelivered';
    return {
      phoneNumber: `+150055${code}`,
      does: `accepted, then ${smsEnd} with ${code}; a call fails`,
      smsEnd,
      callEnd: 'failed' as const,
      errorCode: code,
    };
  }),
  { phoneNumber: '+15005000429', does: '429 each time, never accepted', fault: 'THROTTLE' },
  { phoneNumber: '+15005010429', does: '429 twice, then accepted', fault: 'THROTTLE', thenFine: true },
  { phoneNumber: '+15005000500', does: '500, not accepted', fault: 'ERROR_500' },
  { phoneNumber: '+15005010500', does: '500, but accepted', fault: 'ERROR_500', accepts: true },
  { phoneNumber: '+15005000503', does: '503 with an HTML body, not accepted', fault: 'HTML_503' },
  {
    phoneNumber: '+15005010503',
    does: '503 with an HTML body, but accepted',
    fault: 'HTML_503',
    accepts: true,
  },
  { phoneNumber: '+15005000601', does: 'never answers, not accepted', fault: 'HANG' },
  { phoneNumber: '+15005010601', does: 'never answers, but accepted', fault: 'HANG', accepts: true },
  { phoneNumber: '+15005000602', does: 'connection reset, not accepted', fault: 'RESET' },
  { phoneNumber: '+15005010602', does: 'connection reset, but accepted', fault: 'RESET', accepts: true },
  { phoneNumber: '+15005010603', does: 'accepted, 201 cut in the middle', fault: 'CUT', accepts: true },
  { phoneNumber: '+15005010604', does: 'accepted, 201 that is not JSON', fault: 'GARBAGE', accepts: true },
  { phoneNumber: '+15005010605', does: 'accepted, answered slowly', fault: 'SLOW', accepts: true },
  { phoneNumber: '+15005000701', does: 'accepted, no callbacks', callbacks: 'NEVER' },
  { phoneNumber: '+15005000702', does: 'accepted, each callback twice', callbacks: 'TWICE' },
  { phoneNumber: '+15005000703', does: 'accepted, callbacks in reverse order', callbacks: 'REVERSED' },
  {
    phoneNumber: '+15005000704',
    does: 'accepted, first callback before the answer',
    callbacks: 'BEFORE_THE_ANSWER',
  },
  { phoneNumber: '+15005000711', does: 'accepted, a message stays at sent for ever', smsEnd: 'sent' },
  {
    phoneNumber: '+15005000721',
    does: 'accepted, a message is counted as with smart encoding',
    smartEncoding: true,
  },
  {
    phoneNumber: '+15005010721',
    does: '500, but accepted, and counted as with smart encoding',
    fault: 'ERROR_500',
    accepts: true,
    smartEncoding: true,
  },
  { phoneNumber: '+15005000486', does: 'a call finds it busy', callEnd: 'busy' },
  { phoneNumber: '+15005000480', does: 'a call is not answered', callEnd: 'no-answer' },
  { phoneNumber: '+15005000404', does: 'a call fails', callEnd: 'failed' },
  { phoneNumber: '+15005000487', does: 'a call is canceled', callEnd: 'canceled' },
];

const PLAN: ReadonlyMap<string, RecipientBehaviour> = new Map(
  SIMULATED_RECIPIENTS.map((recipient) => [recipient.phoneNumber, recipient]),
);

/** The behaviour for a message or call to `phoneNumber`; nothing special for a number outside the plan. */
export function behaviourOf(phoneNumber: string): RecipientBehaviour {
  return PLAN.get(phoneNumber) ?? {};
}

/** The HTTP status that goes with a synchronous refusal. */
export function refusalStatus(code: number): 400 | 429 {
  return ANSWERED_429.has(code) ? 429 : 400;
}
