// The closed lists of dispatches. Types, row schemas, columns and the GraphQL enums are all made from them.

/** The ways to reach a recipient. */
export const CHANNELS = ['SMS', 'VOICE'] as const;
/** The channel by which a message reaches its recipient. */
export type Channel = (typeof CHANNELS)[number];

/** The accounts that can make an attempt. */
export const ORIGINATORS = ['CUSTOM', 'DEFAULT'] as const;
/** The kind of Twilio account that makes an attempt. */
export type Originator = (typeof ORIGINATORS)[number];

/** The values of the billed account. */
export const BILLED_ACCOUNTS = [...ORIGINATORS, 'NONE', 'UNKNOWN'] as const;
/** The account whose API accepted, `NONE`, or `UNKNOWN` while the outcome is open (B1, D8). */
export type BilledAccount = (typeof BILLED_ACCOUNTS)[number];

/** The outcomes of attempts. */
export const OUTCOME_CLASSES = ['ACCEPTED', 'REFUSED', 'THROTTLED', 'NOT_SENT', 'OPEN'] as const;
/** The outcome of an attempt: `OPEN` is known to be neither accepted nor not (D8). */
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

/** The sources of outcomes. */
export const EVIDENCES = ['ANSWER', 'CALLBACK', 'LIST'] as const;
/** The source of an outcome (D11). */
export type Evidence = (typeof EVIDENCES)[number];

export const DISPATCH_STATES = ['PENDING', 'ACCEPTED', 'FAILED', 'OUTCOME_UNKNOWN'] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** The triggers of a fallback. */
export const TRIGGERS = ['API_ERROR', 'NO_ORIGINATION_NUMBER'] as const;
/** The trigger of a fallback (D4). */
export type Trigger = (typeof TRIGGERS)[number];

/** The rules of D6 and G1 that a record can state. */
export const DISPATCH_RULES = [
  'CUSTOM_FIRST',
  'NO_CUSTOM_ACCOUNT',
  'FALLBACK_ALLOWED',
  'FALLBACK_DISABLED',
  'FALLBACK_NOT_DEFINED',
  'FALLBACK_NOT_DEFINED_OFF',
  'FALLBACK_EXCLUDED_CODE',
  'FALLBACK_GUARDED',
  'FALLBACK_BUDGET_SPENT',
] as const;
/** One of the closed list of D6. */
export type DispatchRule = (typeof DISPATCH_RULES)[number];

/** The reasons for failures that attempts do not show. */
export const FAILURE_REASONS = ['INTERRUPTED', 'NO_DEFAULT_NUMBER', 'TIME_SPENT'] as const;
/** The reason for a failure that the attempts do not show. */
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** The delivery statuses of messages and calls, in Twilio's order (D13). */
export const DELIVERY_STATES = [
  'NONE',
  'QUEUED',
  'SENDING',
  'SENT',
  'DELIVERED',
  'UNDELIVERED',
  'FAILED',
  'RINGING',
  'IN_PROGRESS',
  'COMPLETED',
  'BUSY',
  'NO_ANSWER',
  'CANCELED',
] as const;
/** One of the closed list; `SENDING` to `UNDELIVERED` are of SMS, `RINGING` to `CANCELED` of voice. */
export type DeliveryStatus = (typeof DELIVERY_STATES)[number];

/** The sources of charges. */
export const CHARGE_SOURCES = ['RATE_CARD', 'TWILIO'] as const;
export type ChargeSource = (typeof CHARGE_SOURCES)[number];
