// The closed lists of dispatches. Types, row schemas, columns and the GraphQL enums are all made from them.

/** The ways to reach a recipient. */
export const CHANNELS = ['SMS', 'VOICE'] as const;
/** How a message reaches its recipient. */
export type Channel = (typeof CHANNELS)[number];

/** The accounts that can make an attempt. */
export const ORIGINATORS = ['CUSTOM', 'DEFAULT'] as const;
/** Whose Twilio account makes an attempt. */
export type Originator = (typeof ORIGINATORS)[number];

/** The values of the billed account. */
export const BILLED_ACCOUNTS = [...ORIGINATORS, 'NONE', 'UNKNOWN'] as const;
/** The account whose API accepted, `NONE`, or `UNKNOWN` while the outcome is open (B1, D8). */
export type BilledAccount = (typeof BILLED_ACCOUNTS)[number];

/** The outcomes of attempts. */
export const OUTCOME_CLASSES = ['ACCEPTED', 'REFUSED', 'THROTTLED', 'NOT_SENT', 'OPEN'] as const;
/** The outcome of an attempt: `OPEN` is known to be neither accepted nor not (D8). */
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

/** How it comes to be known what an attempt came to. */
export const EVIDENCES = ['ANSWER', 'CALLBACK', 'LIST'] as const;
/** How it came to be known what an attempt came to (D11). */
export type Evidence = (typeof EVIDENCES)[number];

/** Where dispatches stand. */
export const DISPATCH_STATES = ['PENDING', 'ACCEPTED', 'FAILED', 'OUTCOME_UNKNOWN'] as const;
/** Where a dispatch stands. */
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** The triggers of a fallback. */
export const TRIGGERS = ['API_ERROR', 'NO_ORIGINATION_NUMBER'] as const;
/** The trigger of a fallback (D4). */
export type Trigger = (typeof TRIGGERS)[number];

/** The rules of D6 that a record can state. */
export const DISPATCH_RULES = [
  'CUSTOM_FIRST',
  'NO_CUSTOM_ACCOUNT',
  'FALLBACK_ALLOWED',
  'FALLBACK_DISABLED',
  'FALLBACK_NOT_DEFINED',
  'FALLBACK_NOT_DEFINED_OFF',
  'FALLBACK_EXCLUDED_CODE',
] as const;
/** One of the closed list of D6. */
export type DispatchRule = (typeof DISPATCH_RULES)[number];

/** Why dispatches fail beyond what their attempts tell. */
export const FAILURE_REASONS = ['INTERRUPTED', 'NO_DEFAULT_NUMBER', 'TIME_SPENT'] as const;
/** Why a dispatch failed beyond what its attempts tell. */
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** How far the delivery of a message or call has come, in Twilio's order (D13). */
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

/** Where charges come from. */
export const CHARGE_SOURCES = ['RATE_CARD', 'TWILIO'] as const;
/** Who says what a dispatch costs. */
export type ChargeSource = (typeof CHARGE_SOURCES)[number];
