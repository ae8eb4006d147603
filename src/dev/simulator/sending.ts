import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { AccountState } from './accounts.ts';
import { type Answer, apiError } from './answer.ts';
import { refusalStatus } from './recipients.ts';
import { refusesSenderIds } from './sender-id-countries.ts';

const E164 = /^\+[1-9][0-9]{6,14}$/;
const MAXIMUM_BODY = 1600;
const MAXIMUM_TWIML = 4000;
const DEFAULT_EVENTS: readonly string[] = ['completed'];

/** A request to send that Twilio would take up, before the recipient's own behaviour. */
export interface GoodSend {
  readonly to: string;
  /** Null of a messaging service, until it has chosen. */
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  readonly text: string;
  readonly statusCallback: string | null;
  readonly events: readonly string[];
}

/** The request in `form`, or the answer that refuses it as Twilio's synchronous checks do. */
export function checkSend(
  account: AccountState,
  kind: Channel,
  form: URLSearchParams,
): { readonly good: GoodSend } | { readonly refused: Answer } {
  const code = kind === 'SMS' ? messageFault(account, form) : callFault(account, form);
  if (code !== undefined) return { refused: refusal(code) };
  const statusCallback = form.get('StatusCallback') || null;
  if (statusCallback !== null && !/^https?:\/\/[^/]/i.test(statusCallback))
    return { refused: refusal(21609) };
  const events = form.getAll('StatusCallbackEvent').flatMap((value) => value.split(/[\s,]+/).filter(Boolean));
  return {
    good: {
      to: form.get('To') ?? '',
      from: form.get('From'),
      messagingServiceSid: form.get('MessagingServiceSid'),
      text: (kind === 'SMS' ? form.get('Body') : (form.get('Twiml') ?? form.get('Url'))) ?? '',
      statusCallback,
      events: events.length > 0 ? events : DEFAULT_EVENTS,
    },
  };
}

/** The answer that refuses a request with `code`. */
export function refusal(code: number): Answer {
  return apiError(refusalStatus(code), code, MESSAGES[code] ?? 'The request was refused');
}

function messageFault(account: AccountState, form: URLSearchParams): number | undefined {
  const to = form.get('To');
  const from = form.get('From');
  const service = form.get('MessagingServiceSid');
  const body = form.get('Body');
  if (!to) return 21604;
  if (!from && !service) return 21603;
  if (!body) return 21602;
  if (body.length > MAXIMUM_BODY) return 21617;
  if (!E164.test(to)) return 21211;
  if (service) return serviceFault(account, service);
  if (!from) return 21603;
  if (account.senderIds.includes(from)) return refusesSenderIds(to) ? 21612 : undefined;
  if (account.shortCodes.includes(from)) return undefined;
  if (!E164.test(from)) return 21212;
  const number = account.number(from);
  return number?.capabilities?.sms && !number.released ? undefined : 21606;
}

function serviceFault(account: AccountState, service: string): number | undefined {
  if (!account.messagingServices.includes(service)) return 21701;
  return account.numberOfService() === undefined ? 21703 : undefined;
}

function callFault(account: AccountState, form: URLSearchParams): number | undefined {
  const to = form.get('To');
  const from = form.get('From');
  const twiml = form.get('Twiml');
  if (!to) return 21201;
  if (!from) return 21213;
  if (!twiml && !form.get('Url')) return 21205;
  if (twiml && twiml.length > MAXIMUM_TWIML) return 21217;
  if (!E164.test(to)) return 21211;
  if (!E164.test(from)) return 21212;
  const number = account.number(from);
  return number?.capabilities?.voice && !number.released ? undefined : 21210;
}

const MESSAGES: Readonly<Record<number, string>> = {
  20429: 'Too Many Requests',
  21201: "No 'To' number is specified",
  21205: 'Url parameter is required',
  21210: "'From' phone number is not verified for this account",
  21211: "Invalid 'To' Phone Number",
  21212: "Invalid 'From' Number",
  21213: "'From' phone number is required",
  21217: 'Phone number or TwiML is not valid',
  21408: 'Permission to send an SMS has not been enabled for the region',
  21602: 'Message body is required',
  21603: "A 'From' phone number is required",
  21604: "'To' phone number is required",
  21606: "The 'From' phone number is not a valid, SMS-capable number of this account",
  21608: 'The number is unverified. Trial accounts cannot send messages to unverified numbers',
  21609: "The 'StatusCallback' URL is not a valid URL",
  21610: 'Attempt to send to unsubscribed recipient',
  21611: "This 'From' number has exceeded the maximum number of queued messages",
  21612: "Message cannot be sent with the current combination of 'To' and 'From' parameters",
  21614: "'To' number is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit',
  21701: 'The Messaging Service does not exist',
  21703: 'The Messaging Service does not have a phone number available to send a message',
  63038: 'Account exceeded the daily messages limit',
};
