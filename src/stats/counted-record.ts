import type { TenantId } from '../kernel/ids.ts';

// The words that statistics count by. What dispatches are is told elsewhere, in a part that itself writes statistics;
// a record with a word that is not here does not compile where it is to be counted.

export const COUNTED_CHANNELS = ['SMS', 'VOICE'] as const;
export const COUNTED_ACCOUNTS = ['CUSTOM', 'DEFAULT', 'NONE', 'UNKNOWN'] as const;
export const COUNTED_STATES = ['PENDING', 'ACCEPTED', 'FAILED', 'OUTCOME_UNKNOWN'] as const;
export const COUNTED_TRIGGERS = ['API_ERROR', 'NO_ORIGINATION_NUMBER'] as const;
export const COUNTED_RULES = [
  'CUSTOM_FIRST',
  'NO_CUSTOM_ACCOUNT',
  'FALLBACK_ALLOWED',
  'FALLBACK_DISABLED',
  'FALLBACK_NOT_DEFINED',
  'FALLBACK_NOT_DEFINED_OFF',
  'FALLBACK_EXCLUDED_CODE',
] as const;
export const COUNTED_DELIVERIES = [
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

export type CountedChannel = (typeof COUNTED_CHANNELS)[number];
export type CountedAccount = (typeof COUNTED_ACCOUNTS)[number];
export type CountedState = (typeof COUNTED_STATES)[number];
export type CountedTrigger = (typeof COUNTED_TRIGGERS)[number];
export type CountedRule = (typeof COUNTED_RULES)[number];
export type CountedDelivery = (typeof COUNTED_DELIVERIES)[number];

/** What of a dispatch record is counted. A full record is one. */
export interface CountedRecord {
  readonly tenant: TenantId;
  readonly createdAt: Date;
  readonly channel: CountedChannel;
  /** ISO 3166-1 alpha-2, or `ZZ`. */
  readonly country: string;
  readonly billed: CountedAccount;
  readonly state: CountedState;
  readonly trigger: CountedTrigger | null;
  readonly rule: CountedRule;
  readonly delivery: CountedDelivery;
  /** Who tried it, in order; `fault` says what the network did where no readable answer came. */
  readonly attempts: readonly { readonly originator: 'CUSTOM' | 'DEFAULT'; readonly fault: string | null }[];
  /** A decimal string and its ISO 4217 currency. */
  readonly charge: { readonly amount: string; readonly currency: string } | null;
}
