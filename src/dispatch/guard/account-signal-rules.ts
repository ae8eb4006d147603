import type { Outage } from '../../kernel/vocabulary/account.ts';
import type { AttemptNews } from '../decide/settlement-rules.ts';

/** Twilio's codes of an account that is suspended, closed or not active otherwise (V4). */
const NOT_ACTIVE: ReadonlySet<number> = new Set([20005, 20403, 10001, 90010]);
/** Twilio's codes of a token that is not the account's, or only for tests. */
const REJECTED: ReadonlySet<number> = new Set([20003, 20008]);
/** Twilio's codes of a number that the account does not have, or cannot send from on this channel. */
const SENDER: ReadonlySet<number> = new Set([21210, 21212, 21213, 21603, 21606, 21659, 21660]);

/** The signal that an attempt gives about the account's token (S11); null where it says nothing. */
export function signalOfSend({ outcome, httpStatus, code }: AttemptNews): Outage | 'FINE' | null {
  if (outcome === 'ACCEPTED') return 'FINE';
  if (outcome !== 'REFUSED') return null;
  if (code !== null && NOT_ACTIVE.has(code)) return 'ACCOUNT_NOT_ACTIVE';
  return httpStatus === 401 || (code !== null && REJECTED.has(code)) ? 'TOKEN_REJECTED' : null;
}

/** True if Twilio refused an attempt for the number that it should have originated from (N6). */
export function isRefusedForSender({ outcome, code }: AttemptNews): boolean {
  return outcome === 'REFUSED' && code !== null && SENDER.has(code);
}
