/** The way in which a person signs in, as the server tells the page. */
export type SignInSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'development'; readonly roles: readonly DevelopmentRole[] }
  | ({ readonly kind: 'openid-connect' } & OpenIdSettings);

/** The issuer at which people sign in, and what it is asked for. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** The parameter that tells the issuer whom the token is for; null where it knows. */
  readonly audience: { readonly parameter: 'audience' | 'resource'; readonly value: string } | null;
}

/** A role that a development can give, and whether it is one of the platform's. */
export interface DevelopmentRole {
  readonly name: string;
  readonly platform: boolean;
}

/** Reads the settings that the server writes into the page. */
export function readSettings(): { readonly signIn: SignInSettings } {
  return JSON.parse(document.querySelector('#settings')?.textContent ?? '{"signIn":{"kind":"none"}}');
}

/** This very file, as it was loaded: the console may be served below any path. */
const LOADED_FROM = import.meta.url;

/** The path of the console without a slash at its end, `/console` where no proxy adds one. */
export const CONSOLE_PATH = new URL('..', LOADED_FROM).pathname.replace(/\/$/, '');

/** The URL of something that the API serves, `graphql` for example. */
export function apiUrl(path: string): string {
  return new URL(path, new URL(`${CONSOLE_PATH}/../`, LOADED_FROM)).href;
}
