import type { Problem } from '../kernel/errors.ts';
import { type AccountSid, type AuthToken, parseAccountSid } from '../kernel/ids.ts';

/** Length of a Twilio account SID (V1). */
const ACCOUNT_SID_LENGTH = 34;
/** The longest auth token or secret taken (V2); Twilio's own are 32 characters long. */
const AUTH_TOKEN_MAX_LENGTH = 128;
const KEY_SID = /^SK[0-9a-fA-F]{32}$/;

type Maybe<T> = T | null | undefined;

/** The input of an admin: the auth token, or an API key with its secret. */
export interface GivenCredential {
  readonly accountSid: string;
  readonly authToken?: Maybe<string>;
  readonly credential?: Maybe<{
    readonly authToken?: Maybe<string>;
    readonly apiKey?: Maybe<{ readonly sid: string; readonly secret: string }>;
  }>;
}

/** A SID and a credential that have passed V1 and V2, or everything that is wrong with them. */
export type CredentialInput =
  | {
      readonly ok: true;
      readonly accountSid: AccountSid;
      /** The auth token, or the secret of the API key. */
      readonly secret: AuthToken;
      readonly keySid: string | undefined;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const PRINTABLE = /^[\x20-\x7e]+$/;

/** Judges what an admin pasted, trimmed, before any network call or write (V1–V3). No message repeats a secret. */
export function checkCredentialInput({
  accountSid,
  authToken,
  credential,
}: GivenCredential): CredentialInput {
  const sidText = accountSid.trim();
  const sid = parseAccountSid(sidText);
  const sidProblems = sid === undefined ? [accountSidProblem(sidText)] : [];
  const path = ['input', 'credential'];
  if (credential && authToken)
    return { ok: false, problems: [...sidProblems, { code: 'VALUE_MALFORMED', message: TWICE, path }] };
  const { apiKey } = credential ?? {};
  const secretText = (apiKey?.secret ?? credential?.authToken ?? authToken ?? '').trim();
  const keySid = apiKey?.sid.trim();
  const problems = [
    ...sidProblems,
    apiKey ? secretProblem('API key secret', secretText, [...path, 'apiKey', 'secret']) : undefined,
    apiKey
      ? undefined
      : secretProblem('auth token', secretText, credential ? [...path, 'authToken'] : TOKEN_PATH),
    keySid === undefined || KEY_SID.test(keySid)
      ? undefined
      : { code: 'VALUE_MALFORMED' as const, message: KEY_FORM, path: [...path, 'apiKey', 'sid'] },
  ].filter((problem) => problem !== undefined);
  if (sid === undefined || problems.length > 0) return { ok: false, problems };
  return { ok: true, accountSid: sid, secret: secretText as AuthToken, keySid };
}

const TWICE = 'Give either the auth token or a credential, not both';
const KEY_FORM = 'The SID of a Twilio API key must be SK followed by 32 hexadecimal digits';
const TOKEN_PATH = ['input', 'authToken'];

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

function secretProblem(what: string, text: string, path: readonly string[]): Problem | undefined {
  if (text.length === 0) return { code: 'VALUE_REQUIRED', message: `Twilio ${what} is required`, path };
  if (text.length > AUTH_TOKEN_MAX_LENGTH) {
    const message = `Twilio ${what} must be at most ${AUTH_TOKEN_MAX_LENGTH} characters long`;
    return { code: 'VALUE_OUT_OF_RANGE', message, path };
  }
  if (!PRINTABLE.test(text)) {
    return {
      code: 'VALUE_MALFORMED',
      message: `Twilio ${what} must consist of printable ASCII characters`,
      path,
    };
  }
  return undefined;
}
