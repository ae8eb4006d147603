import type { AccountStateQuery, TwilioCredentialKind } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';

export type Tenant = NonNullable<AccountStateQuery['tenant']>;
export type Configuration = NonNullable<Tenant['configuration']>;
export type Draft = NonNullable<Tenant['draft']>;
export type Verification = NonNullable<Tenant['latestVerification']>;
export type Account = NonNullable<Configuration['account']>;

/** The longest auth token or secret that is taken. */
const SECRET_MAX_LENGTH = 128;

/** The fault of a SID, in the words of the API; null where there is none. It is found before anything is sent. */
export function sidFault(text: string): string | null {
  const sid = text.trim();
  if ([...sid].length !== 34) return accountText.credentials.sidLength;
  return /^AC[0-9a-f]{32}$/i.test(sid) && sid.startsWith('AC') ? null : accountText.credentials.sidForm;
}

/** The same for an auth token, or the secret of an API key. */
export function secretFault(kind: TwilioCredentialKind, text: string): string | null {
  const { secrets, missing, long, form } = accountText.credentials;
  const secret = text.trim();
  if (secret === '') return missing(secrets[kind]);
  if (secret.length > SECRET_MAX_LENGTH) return long(secrets[kind], SECRET_MAX_LENGTH);
  return /^[\x20-\x7e]+$/.test(secret) ? null : form(secrets[kind]);
}

/** The fault of the SID of an API key; null if it has none. */
export function keySidFault(text: string): string | null {
  return /^SK[0-9a-fA-F]{32}$/.test(text.trim()) ? null : accountText.credentials.keySidForm;
}

/** True if a verification has not ended. */
export function isRunning({ status }: Verification): boolean {
  return status !== 'VERIFIED' && status !== 'FAILED';
}

/** The few words of a configuration that a difference compares. */
export function inWords(configuration: Configuration) {
  const { account, channels, fallbackPolicy } = configuration;
  return {
    account: account === null ? accountText.account.default : `${account.name} ${account.sid}`,
    channels: channels.map((channel) => accountText.channels.names[channel]).join(', '),
    fallback: accountText.fallback.names[fallbackPolicy.mode],
  };
}
