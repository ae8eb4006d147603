import type { AccountSid, AuthToken } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';

/** What Twilio wants to know before it answers: an account and its token in the clear (X4). */
export interface TwilioCredential {
  readonly sid: AccountSid;
  readonly authToken: AuthToken;
}

/** An account as Twilio describes it; `sid` is spelled as Twilio spells it (V2). */
export interface TwilioAccount {
  readonly sid: AccountSid;
  /** Twilio's friendly name, by default the owner's e-mail address: personal data. Empty when Twilio has none. */
  readonly name: string;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'CLOSED';
  readonly type: 'TRIAL' | 'FULL';
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

/** Why nothing could be read from Twilio, in the words of V4. */
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

/** What was read, or why it was not. Reads never throw for anything that Twilio or the network does. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ReadFailure };

/**
 * What Originator asks of Twilio. Both reads repeat by themselves what is worth repeating, a bounded number of
 * times, and end at the latest when `signal` aborts, then with `TWILIO_UNAVAILABLE` (V4).
 */
export interface TwilioGateway {
  /** The account that the credential names. A suspended or closed one is an answer, not a failure. */
  fetchAccount(credential: TwilioCredential, signal: AbortSignal): Promise<ReadResult<TwilioAccount>>;
  /** All pages of the account's incoming phone numbers in Twilio's order, or a failure: never a part of them (V4, N6). */
  listIncomingNumbers(
    credential: TwilioCredential,
    signal: AbortSignal,
  ): Promise<ReadResult<readonly IncomingNumber[]>>;
  /** Closes all connections. Reads under way fail with `TWILIO_UNAVAILABLE`. */
  close(): Promise<void>;
}
