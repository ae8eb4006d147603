import type { Problem } from '../kernel/errors.ts';
import { type AccountSid, type AuthToken, parseAccountSid } from '../kernel/ids.ts';

/** Length of a Twilio account SID (V1). */
const ACCOUNT_SID_LENGTH = 34;
/** The longest auth token taken (V2); Twilio's own are 32 characters long. */
const AUTH_TOKEN_MAX_LENGTH = 128;

/** A SID and a token that have passed V1 and V2, or everything that is wrong with them. */
export type CredentialInput =
  | { readonly ok: true; readonly accountSid: AccountSid; readonly authToken: AuthToken }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const PRINTABLE = /^[\x20-\x7e]+$/;

/** Judges what an admin pasted, trimmed, before any network call or write (V1–V3). No message repeats the token. */
export function checkCredentialInput(input: {
  readonly accountSid: string;
  readonly authToken: string;
}): CredentialInput {
  const sidText = input.accountSid.trim();
  const tokenText = input.authToken.trim();
  const accountSid = parseAccountSid(sidText);
  const tokenProblem = authTokenProblem(tokenText);
  if (accountSid !== undefined && tokenProblem === undefined) {
    return { ok: true, accountSid, authToken: tokenText as AuthToken };
  }
  const problems = [accountSid === undefined ? accountSidProblem(sidText) : undefined, tokenProblem];
  return { ok: false, problems: problems.filter((problem) => problem !== undefined) };
}

function accountSidProblem(text: string): Problem {
  const path = ['input', 'accountSid'];
  return [...text].length === ACCOUNT_SID_LENGTH
    ? {
        code: 'VALUE_MALFORMED',
        message: 'Twilio account SID must be AC followed by 32 hexadecimal digits',
        path,
      }
    : { code: 'VALUE_MALFORMED', message: 'Twilio account SID must be 34 characters long', path };
}

function authTokenProblem(text: string): Problem | undefined {
  const path = ['input', 'authToken'];
  if (text.length === 0) return { code: 'VALUE_REQUIRED', message: 'Twilio auth token is required', path };
  if (text.length > AUTH_TOKEN_MAX_LENGTH) {
    const message = `Twilio auth token must be at most ${AUTH_TOKEN_MAX_LENGTH} characters long`;
    return { code: 'VALUE_OUT_OF_RANGE', message, path };
  }
  if (!PRINTABLE.test(text)) {
    return {
      code: 'VALUE_MALFORMED',
      message: 'Twilio auth token must consist of printable ASCII characters',
      path,
    };
  }
  return undefined;
}
