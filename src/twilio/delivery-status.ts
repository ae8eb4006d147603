import type { Channel } from '../kernel/vocabulary/dispatch.ts';

/** The delivery status of a message (D13). */
export type SmsStatus = 'QUEUED' | 'SENDING' | 'SENT' | 'DELIVERED' | 'UNDELIVERED' | 'FAILED';

/** The delivery status of a call (D13). */
export type VoiceStatus =
  | 'QUEUED'
  | 'RINGING'
  | 'IN_PROGRESS'
  | 'COMPLETED'
  | 'BUSY'
  | 'NO_ANSWER'
  | 'FAILED'
  | 'CANCELED';

/** `accepted` and `read` are Twilio's words before and after those of D13 and mean no more than the nearest of them. */
const SMS: ReadonlyMap<string, SmsStatus> = new Map([
  ['accepted', 'QUEUED'],
  ['queued', 'QUEUED'],
  ['sending', 'SENDING'],
  ['sent', 'SENT'],
  ['delivered', 'DELIVERED'],
  ['read', 'DELIVERED'],
  ['undelivered', 'UNDELIVERED'],
  ['failed', 'FAILED'],
]);

const VOICE: ReadonlyMap<string, VoiceStatus> = new Map([
  ['queued', 'QUEUED'],
  ['ringing', 'RINGING'],
  ['in-progress', 'IN_PROGRESS'],
  ['completed', 'COMPLETED'],
  ['busy', 'BUSY'],
  ['no-answer', 'NO_ANSWER'],
  ['failed', 'FAILED'],
  ['canceled', 'CANCELED'],
]);

/** Twilio's word for the status of a message in ours, or null when it states nothing that is kept. */
export function smsStatus(word: string): SmsStatus | null {
  return SMS.get(word) ?? null;
}

/** Twilio's word for the status of a call in ours, or null when it states nothing that is kept, as `initiated`. */
export function voiceStatus(word: string): VoiceStatus | null {
  return VOICE.get(word) ?? null;
}

/** The status of a message or call, told apart by `channel`. */
export function deliveryStatus(channel: Channel, word: string): SmsStatus | VoiceStatus | null {
  return channel === 'SMS' ? smsStatus(word) : voiceStatus(word);
}
