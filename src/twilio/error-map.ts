import type { ReadFailure, ReadFailureReason, SendOutcome } from './gateway.ts';
import type { NetworkFailure } from './network-failure.ts';
import type { SentAnswer } from './sent-replies.ts';

/** The object being read: a 404 on the account says something about the account, a 404 on what it holds does not. */
export type ReadTarget = 'ACCOUNT' | 'NUMBERS' | 'MESSAGES' | 'CALLS';

/** The facts that decide: Twilio's HTTP status and error code, never its message text. */
export interface AnswerFacts {
  readonly httpStatus: number;
  /** Twilio's error code, or null when the answer has none that can be read. */
  readonly code: number | null;
}

/** A failed read, and whether the same request may be answered otherwise a moment later. */
export interface ReadVerdict {
  readonly failure: ReadFailure;
  readonly again: boolean;
}

const TEST_CREDENTIALS = 20008;
/** Suspended, closed or otherwise out of use. */
const NOT_USABLE: ReadonlySet<number> = new Set([20005, 20403, 10001, 90010]);
/** "Permission denied": with 401 it is a wrong token; with 403 the token was good and the account is not. */
const PERMISSION_DENIED = 20003;
/** "Authorization Failed": the API key is none of the account's, or may not do this. */
const KEY_NOT_ALLOWED = 70051;

const DETAIL: Readonly<Record<Exclude<ReadFailureReason, 'TWILIO_UNAVAILABLE'>, string>> = {
  INCORRECT_CREDENTIALS: 'Twilio does not know this account SID with this auth token.',
  TEST_CREDENTIALS: 'These are test credentials, which cannot read anything.',
  ACCOUNT_NOT_USABLE: 'Twilio does not allow this account to be used.',
};

/**
 * Twilio's answer to a read in our words (V4), or `undefined` when it is a 200, whose body decides. Throttling and
 * server errors come first: whatever code they carry, they say nothing about the account.
 */
export function judgeRead(target: ReadTarget, { httpStatus, code }: AnswerFacts): ReadVerdict | undefined {
  if (httpStatus === 200) return undefined;
  if (httpStatus === 429)
    return unavailable('Twilio rate-limits this account (HTTP 429).', true, { httpStatus, code });
  if (httpStatus >= 500) return unavailable('Twilio returned a server error.', true, { httpStatus, code });
  const reason = refusalReason(target, httpStatus, code);
  if (reason !== undefined)
    return { failure: { reason, httpStatus, code, detail: DETAIL[reason] }, again: false };
  return unavailable('Twilio returned an unexpected response.', false, {
    httpStatus,
    code,
  });
}

function refusalReason(
  target: ReadTarget,
  httpStatus: number,
  code: number | null,
): Exclude<ReadFailureReason, 'TWILIO_UNAVAILABLE'> | undefined {
  if (httpStatus < 400) return undefined;
  if (code !== null && NOT_USABLE.has(code)) return 'ACCOUNT_NOT_USABLE';
  if (httpStatus === 401 || (httpStatus === 403 && code === KEY_NOT_ALLOWED)) return 'INCORRECT_CREDENTIALS';
  if (httpStatus === 404) return target === 'ACCOUNT' ? 'INCORRECT_CREDENTIALS' : undefined;
  if (httpStatus === 403 && code === TEST_CREDENTIALS) return 'TEST_CREDENTIALS';
  if (httpStatus === 403 && code === PERMISSION_DENIED) return 'ACCOUNT_NOT_USABLE';
  return undefined;
}

/** A read that got no whole answer. A read may be repeated whether or not the request was sent. */
export function judgeSilence(failure: NetworkFailure): ReadVerdict {
  const again = failure.fault !== 'ABORTED' && failure.fault !== 'CLOSED' && failure.fault !== 'TOO_LARGE';
  return unavailable(SILENCE[failure.fault], again, { httpStatus: null, code: null });
}

/** A 200 that is no readable answer about what was asked. */
export function unreadable(detail: string): ReadVerdict {
  return unavailable(detail, false, { httpStatus: 200, code: null });
}

/**
 * Twilio's whole answer to a send in our words (D5, D8). `sent` is what its body says of the message or call, or
 * `undefined` when it says nothing of one. Only a 4xx says that nothing was accepted, and it does so whatever its code; all
 * that is neither that nor a readable 2xx leaves it open.
 */
export function judgeSend({ httpStatus, code }: AnswerFacts, sent: SentAnswer | undefined): SendOutcome {
  if (httpStatus >= 200 && httpStatus < 300 && sent !== undefined) {
    return { outcome: 'ACCEPTED', ...sent, httpStatus };
  }
  if (httpStatus === 429) return { outcome: 'THROTTLED', httpStatus, code };
  if (httpStatus >= 400 && httpStatus < 500) return { outcome: 'REFUSED', httpStatus, code };
  return { outcome: 'OPEN', httpStatus, code, fault: httpStatus >= 500 ? 'SERVER_ERROR' : 'UNREADABLE' };
}

/** A send that got no whole answer (D8). An answer that broke off after its status was a 4xx nevertheless. */
export function judgeUnanswered({ phase, fault, httpStatus }: NetworkFailure): SendOutcome {
  if (phase === 'NOT_SENT') return { outcome: 'NOT_SENT', fault };
  if (httpStatus !== null && httpStatus >= 400 && httpStatus < 500) {
    return judgeSend({ httpStatus, code: null }, undefined);
  }
  return { outcome: 'OPEN', httpStatus, code: null, fault };
}

const SILENCE: Readonly<Record<NetworkFailure['fault'], string>> = {
  DNS: 'The host name of the Twilio API could not be resolved.',
  REFUSED: 'The Twilio API refused the connection.',
  TLS: 'A trusted TLS connection to the Twilio API could not be made.',
  PROXY: 'The proxy did not connect to the Twilio API.',
  CONNECT_TIMEOUT: 'The connection to the Twilio API timed out.',
  RESPONSE_TIMEOUT: 'The Twilio API did not respond in time.',
  RESET: 'The Twilio API closed the connection.',
  TOO_LARGE: 'The response of the Twilio API was too large.',
  ABORTED: 'The time for requests to the Twilio API was used up.',
  CLOSED: 'Originator is stopping.',
  OTHER: 'The Twilio API could not be reached.',
};

function unavailable(
  detail: string,
  again: boolean,
  facts: { readonly httpStatus: number | null; readonly code: number | null },
): ReadVerdict {
  return { failure: { reason: 'TWILIO_UNAVAILABLE', ...facts, detail }, again };
}
