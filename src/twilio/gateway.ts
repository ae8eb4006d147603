import type { AccountSid, AuthToken } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { AccountType } from '../kernel/vocabulary/account.ts';
import type { Channel } from '../kernel/vocabulary/dispatch.ts';
import type { SmsStatus, VoiceStatus } from './delivery-status.ts';
import type { NetworkFault } from './network-failure.ts';
import type { SpokenText } from './spoken-text.ts';

/** The credentials for Twilio: an account and its token, or the secret of one of its API keys, in the clear (X4). */
export interface TwilioCredential {
  readonly sid: AccountSid;
  readonly authToken: AuthToken;
  /** The API key whose secret `authToken` is; undefined where it is the account's own. */
  readonly keySid?: string | undefined;
}

/** An account as Twilio describes it; `sid` is spelled as Twilio spells it (V2). */
export interface TwilioAccount {
  readonly sid: AccountSid;
  /** Twilio's friendly name, by default the owner's e-mail address: personal data. Empty when Twilio has none. */
  readonly name: string;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'CLOSED';
  readonly type: AccountType;
  /** The account's own SID for a main account, the parent's for a sub-account. */
  readonly ownerAccountSid: AccountSid;
}

/** A phone number of an account. A capability that Twilio does not state is one that the number lacks (N1). */
export interface IncomingNumber {
  /** `PN` and 32 hexadecimal digits. */
  readonly sid: string;
  readonly phoneNumber: PhoneNumber;
  /** Twilio's friendly name, or the number itself when Twilio has none. */
  readonly name: string;
  readonly sms: boolean;
  readonly voice: boolean;
}

/** The reason why nothing could be read from Twilio (V4). */
export type ReadFailureReason =
  | 'INCORRECT_CREDENTIALS'
  | 'TEST_CREDENTIALS'
  | 'ACCOUNT_NOT_USABLE'
  | 'TWILIO_UNAVAILABLE';

/** A failed read. It carries nothing that Twilio or a library wrote, so that it may be logged and stored (X4). */
export interface ReadFailure {
  readonly reason: ReadFailureReason;
  /** The HTTP status of the answer that decided, or null when there was none. */
  readonly httpStatus: number | null;
  /** Twilio's error code in that answer, or null when it had none. */
  readonly code: number | null;
  /** One short sentence of our own. */
  readonly detail: string;
}

/** The value that was read, or the failure. Reads never throw for anything that Twilio or the network does. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ReadFailure };

/** A message to be sent. */
export interface MessageOrder {
  readonly to: PhoneNumber;
  /** A number of the account, one of its short codes or sender IDs, or the SID of a messaging service (D16). */
  readonly from: string;
  readonly body: string;
  /** The URL for status callbacks; null for none. */
  readonly statusCallback: string | null;
  /** The validity period of the message in seconds; null for Twilio's own limit. */
  readonly validitySeconds: number | null;
}

/** A call to be placed. */
export interface CallOrder {
  readonly to: PhoneNumber;
  /** A number of the account in E.164. */
  readonly from: string;
  readonly say: SpokenText;
  /** The URL for status callbacks; null for none. */
  readonly statusCallback: string | null;
}

/** The time that a send may take. */
export interface SendTiming {
  /** For everything: waiting for a connection, the answer, and repetitions while Twilio throttles. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** The fault of a send that is open. */
export type OpenFault = NetworkFault | 'SERVER_ERROR' | 'UNREADABLE';

/**
 * The outcome of a send (D8). It carries nothing that Twilio or a library wrote, so that it may be logged and stored.
 * `ACCEPTED`: Twilio has it, and owns it as `sid`. `REFUSED` and `THROTTLED`: Twilio answered that it has not.
 * `NOT_SENT`: no byte of it left, so Twilio has it not. `OPEN`: not known.
 */
export type SendOutcome =
  | {
      readonly outcome: 'ACCEPTED';
      readonly sid: string;
      readonly httpStatus: number;
      /** The number of segments that the message has, as Twilio counts them (B5); null where it does not tell, as of a call. */
      readonly segments: number | null;
    }
  | {
      readonly outcome: 'REFUSED' | 'THROTTLED';
      readonly httpStatus: number;
      /** Twilio's error code, or null when the answer had none that could be read. */
      readonly code: number | null;
    }
  | { readonly outcome: 'NOT_SENT'; readonly fault: NetworkFault }
  | {
      readonly outcome: 'OPEN';
      /** Of an answer that came, or at least began; null when none did. */
      readonly httpStatus: number | null;
      readonly code: number | null;
      readonly fault: OpenFault;
    };

/** A query of messages or calls: those of one originator to one recipient, created at `since` or later. */
export interface SentQuery {
  readonly channel: Channel;
  readonly to: PhoneNumber;
  readonly from: string;
  /** By Twilio's clock, which need not agree with ours, and to the second. */
  readonly since: Date;
}

/** A message or call that Twilio has accepted. */
export interface SentItem {
  /** `SM` or `MM` of a message, `CA` of a call, and 32 hexadecimal digits. */
  readonly sid: string;
  /** Null when Twilio's word for it is none that we keep. */
  readonly status: SmsStatus | VoiceStatus | null;
  /** Whole seconds. */
  readonly createdAt: Date;
  /** As Twilio counts them (B5); null where it does not tell, as of a call. */
  readonly segments: number | null;
}

/** The present state of a message or call at Twilio. */
export interface SentState {
  readonly sid: string;
  /** Null when Twilio's word for it is none that we keep. */
  readonly status: SmsStatus | VoiceStatus | null;
  /** Twilio's error code of a delivery that failed. */
  readonly errorCode: number | null;
  /** The price in Twilio's own digits without their sign (B3); null while it is not known. */
  readonly price: string | null;
  /** ISO 4217, upper case. */
  readonly currency: string | null;
  /** As Twilio counts them (B5); null where it does not tell, as of a call. */
  readonly segments: number | null;
  /** The sender that a messaging service chose; null until it has, and of what originates from none. */
  readonly chosenFrom: string | null;
}

/**
 * The port to Twilio. Reads repeat by themselves what is worth repeating, a bounded number of times, and
 * end at the latest when their signal aborts, then with `TWILIO_UNAVAILABLE` (V4). Sends repeat only what Twilio
 * throttled. Neither rejects for anything that Twilio or the network does; with a `TypeError` for an empty token.
 */
export interface TwilioGateway {
  /** The account that the credential names. A suspended or closed one is an answer, not a failure. */
  fetchAccount(credential: TwilioCredential, signal: AbortSignal): Promise<ReadResult<TwilioAccount>>;
  /** All pages of the account's incoming phone numbers in Twilio's order, or a failure: never a part of them (V4, N6). */
  listIncomingNumbers(
    credential: TwilioCredential,
    signal: AbortSignal,
  ): Promise<ReadResult<readonly IncomingNumber[]>>;
  /** Sends one SMS. The outcome is there within `timing.timeoutMs`. */
  sendMessage(credential: TwilioCredential, message: MessageOrder, timing: SendTiming): Promise<SendOutcome>;
  /**
   * Places one call that speaks a text, which is never TwiML, and hangs up. The outcome is there within
   * `timing.timeoutMs`. Rejects with a `RangeError`, and nothing is sent, when the TwiML would be longer than Twilio takes.
   */
  placeCall(credential: TwilioCredential, call: CallOrder, timing: SendTiming): Promise<SendOutcome>;
  /** All of them in Twilio's order, those still queued included, or a failure: never a part of them (D11). */
  listSent(
    credential: TwilioCredential,
    query: SentQuery,
    signal: AbortSignal,
  ): Promise<ReadResult<readonly SentItem[]>>;
  /**
   * The message or call `sid` as it stands (B3). Rejects with a `RangeError` when `sid` is the SID of no such thing. One
   * that the account does not have is `TWILIO_UNAVAILABLE` with HTTP status 404.
   */
  fetchSent(
    credential: TwilioCredential,
    channel: Channel,
    sid: string,
    signal: AbortSignal,
  ): Promise<ReadResult<SentState>>;
  /** Closes all connections. Reads under way fail with `TWILIO_UNAVAILABLE`, sends are open or not sent. */
  close(): Promise<void>;
}
