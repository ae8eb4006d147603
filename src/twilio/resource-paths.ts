import type { AccountSid } from '../kernel/ids.ts';
import type { Channel } from '../kernel/vocabulary/dispatch.ts';

/** The path of an account at Twilio. */
export function accountPath(sid: AccountSid): string {
  return `/2010-04-01/Accounts/${sid}.json`;
}

/** The path of an account's numbers at Twilio. */
export function numbersPath(sid: AccountSid): string {
  return `/2010-04-01/Accounts/${sid}/IncomingPhoneNumbers.json`;
}

/** The path of an account's messages or calls at Twilio. */
export function sentPath(sid: AccountSid, channel: Channel): string {
  return `/2010-04-01/Accounts/${sid}/${COLLECTION[channel]}.json`;
}

/** The path of one message or call at Twilio. Throws a `RangeError` when `sentSid` is the SID of no such thing. */
export function sentItemPath(sid: AccountSid, channel: Channel, sentSid: string): string {
  if (!SENT_SID[channel].test(sentSid)) throw new RangeError(`not a SID of ${channel}`);
  return `/2010-04-01/Accounts/${sid}/${COLLECTION[channel]}/${sentSid}.json`;
}

/** The form of the SID of a message (`SM`, or `MM` with media) or a call. */
export const SENT_SID: Readonly<Record<Channel, RegExp>> = {
  SMS: /^[SM]M[0-9a-fA-F]{32}$/,
  VOICE: /^CA[0-9a-fA-F]{32}$/,
};

/** The form of the SID of a messaging service. */
export const MESSAGING_SERVICE_SID = /^MG[0-9a-fA-F]{32}$/;

const COLLECTION: Readonly<Record<Channel, string>> = { SMS: 'Messages', VOICE: 'Calls' };
