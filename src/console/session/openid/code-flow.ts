import * as oauth from 'oauth4webapi';
import { CONSOLE_PATH, type OpenIdSettings } from '../settings.ts';
import { RETURN_PATH } from './sign-in-channel.ts';
import { SignInError } from './sign-in-error.ts';

const REQUEST_TIMEOUT_MS = 15_000;
/** The lifetime of an access token of which the issuer does not tell it. */
const UNTOLD_LIFETIME_S = 300;

/** What the issuer gave, in memory only. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** From when it was asked for, in milliseconds of `Date.now()`. */
  readonly askedAt: number;
  readonly expiresAt: number;
}

/** A person, as the issuer names them. */
export interface Person {
  readonly subject: string;
  readonly name: string;
}

/** One attempt to sign in: where the person goes, and the secrets by which the answer is known to be its own. */
export interface Attempt {
  readonly address: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The authorization code flow with PKCE of a public client at one issuer. Each step throws `SignInError`. */
export function createCodeFlow({ issuer, clientId, scope, audience }: OpenIdSettings) {
  const client: oauth.Client = { client_id: clientId };
  const url = new URL(issuer);
  const asked = audience === null ? {} : { [audience.parameter]: audience.value };
  const redirectUri = new URL(`${CONSOLE_PATH}${RETURN_PATH}`, location.origin).href;
  const options = () => ({
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    // The server permits http: for an issuer on this machine only.
    [oauth.allowInsecureRequests]: url.protocol === 'http:',
  });
  let discovered: Promise<oauth.AuthorizationServer> | undefined;
  const server = () => {
    discovered ??= oauth
      .discoveryRequest(url, options())
      .then((response) => oauth.processDiscoveryResponse(url, response));
    // An issuer that could not be reached is asked again.
    discovered.catch(() => {
      discovered = undefined;
    });
    return discovered;
  };
  const inWords = async <Result>(work: () => Promise<Result>) => {
    try {
      return await work();
    } catch (error) {
      throw inOurWords(error);
    }
  };

  return {
    /** An attempt to sign in, as somebody else than before if so wanted. */
    begin: (another: boolean): Promise<Attempt> =>
      inWords(async () => {
        const { authorization_endpoint: endpoint = '' } = await server();
        const address = new URL(endpoint);
        const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
        const verifier = oauth.generateRandomCodeVerifier();
        const parameters = {
          ...{ client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope, ...asked },
          // In the fragment the code reaches no server's log.
          ...{ response_mode: 'fragment', state, nonce, code_challenge_method: 'S256' },
          code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
          ...(another ? { prompt: 'login' } : {}),
        };
        for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
        return { address, state, nonce, verifier };
      }),

    /** The tokens and the person to which the answer in an address entitles. */
    finish: ({ state, nonce, verifier }: Attempt, answer: URLSearchParams) =>
      inWords(async () => {
        const issuing = await server();
        const code = oauth.validateAuthResponse(issuing, client, answer, state);
        const askedAt = Date.now();
        const response = await oauth.authorizationCodeGrantRequest(
          issuing,
          client,
          oauth.None(),
          code,
          redirectUri,
          verifier,
          { ...options(), additionalParameters: asked },
        );
        const tokens = await oauth.processAuthorizationCodeResponse(issuing, client, response, {
          expectedNonce: nonce,
          requireIdToken: true,
        });
        return { grant: grantIn(tokens, null, askedAt), person: personIn(tokens) };
      }),

    /** The next tokens in place of those that are about to expire. */
    renew: (refreshToken: string) =>
      inWords(async () => {
        const issuing = await server();
        const askedAt = Date.now();
        const response = await oauth.refreshTokenGrantRequest(issuing, client, oauth.None(), refreshToken, {
          ...options(),
          additionalParameters: asked,
        });
        const tokens = await oauth.processRefreshTokenResponse(issuing, client, response);
        return grantIn(tokens, refreshToken, askedAt);
      }),

    /** Makes the refresh token worthless, and tells where the person is signed out of the issuer too; null for nowhere. */
    leave: (refreshToken: string | null) =>
      inWords(async () => {
        const issuing = await server();
        if (refreshToken !== null && issuing.revocation_endpoint !== undefined)
          await oauth.revocationRequest(issuing, client, oauth.None(), refreshToken, options());
        if (issuing.end_session_endpoint === undefined) return null;
        const address = new URL(issuing.end_session_endpoint);
        address.searchParams.set('client_id', clientId);
        address.searchParams.set(
          'post_logout_redirect_uri',
          new URL(`${CONSOLE_PATH}/`, location.origin).href,
        );
        return address;
      }),
  };
}

export type CodeFlow = ReturnType<typeof createCodeFlow>;

function grantIn(tokens: oauth.TokenEndpointResponse, refreshToken: string | null, askedAt: number): Grant {
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? refreshToken,
    askedAt,
    expiresAt: askedAt + (tokens.expires_in ?? UNTOLD_LIFETIME_S) * 1_000,
  };
}

function personIn(tokens: oauth.TokenEndpointResponse): Person {
  const claims: Readonly<Record<string, unknown>> = { ...oauth.getValidatedIdTokenClaims(tokens) };
  const subject = String(claims['sub']);
  const names = [claims['name'], claims['preferred_username'], claims['email']];
  const name = names.find((text) => typeof text === 'string' && text !== '');
  return { subject, name: typeof name === 'string' ? name : subject };
}

/** Answers that are about the person, and not about how the console is registered. */
const ABOUT_PERSON: ReadonlySet<string> = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
]);

/** What is no answer of an issuer at all, such as the page of a proxy. */
const NO_ANSWER: ReadonlySet<string | undefined> = new Set([
  oauth.RESPONSE_IS_NOT_CONFORM,
  oauth.RESPONSE_IS_NOT_JSON,
  oauth.PARSE_ERROR,
]);

function inOurWords(error: unknown): SignInError {
  if (error instanceof oauth.AuthorizationResponseError)
    return new SignInError(ABOUT_PERSON.has(error.error) ? 'denied' : 'refused', saidIn(error));
  if (error instanceof oauth.ResponseBodyError) return new SignInError('refused', saidIn(error));
  if (error instanceof oauth.WWWAuthenticateChallengeError) return new SignInError('refused', error.message);
  return error instanceof oauth.OperationProcessingError && !NO_ANSWER.has(error.code)
    ? new SignInError('untrusted', error.message)
    : new SignInError('unreachable');
}

function saidIn(error: oauth.AuthorizationResponseError | oauth.ResponseBodyError): string {
  return `${error.error_description ?? ''} (${error.error})`.trim();
}
