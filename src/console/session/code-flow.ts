import * as oauth from 'oauth4webapi';
import type { StepUpWish } from './session.ts';
import { CONSOLE_PATH, type OpenIdSettings } from './settings.ts';
import { SignInError } from './sign-in-error.ts';
import { RETURN_PATH } from './sign-in-window.tsx';

const REQUEST_TIMEOUT_MS = 15_000;
/** The lifetime of an access token of which the issuer does not tell it. */
const UNTOLD_LIFETIME_S = 300;

/** The tokens that the issuer gave, in memory only. */
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
export class CodeFlow {
  readonly #settings: OpenIdSettings;
  readonly #client: oauth.Client;
  readonly #redirectUri = new URL(RETURN_PATH, location.origin).href;
  #discovered: Promise<oauth.AuthorizationServer> | undefined;

  constructor(settings: OpenIdSettings) {
    this.#settings = settings;
    this.#client = { client_id: settings.clientId };
  }

  /** An attempt to sign in, as somebody else than before or as the wish says if so wanted. */
  begin(another: boolean, wish: StepUpWish | null = null): Promise<Attempt> {
    return inWords(async () => {
      const { authorization_endpoint: endpoint = '' } = await this.#server();
      const address = new URL(endpoint);
      const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
      const verifier = oauth.generateRandomCodeVerifier();
      const parameters = {
        ...this.#audience(),
        client_id: this.#settings.clientId,
        redirect_uri: this.#redirectUri,
        response_type: 'code',
        // In the fragment the code reaches no server's log.
        response_mode: 'fragment',
        scope: this.#settings.scope,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
      // A session of the issuer that is young enough now would be too old when the answer is used.
      if (another || wish !== null) address.searchParams.set('prompt', 'login');
      if (wish !== null && wish.acrValues.length > 0)
        address.searchParams.set('acr_values', wish.acrValues.join(' '));
      if (typeof wish?.maxAgeSeconds === 'number')
        address.searchParams.set('max_age', String(wish.maxAgeSeconds));
      return { address, state, nonce, verifier };
    });
  }

  /** The tokens and the person to which the answer in an address entitles. */
  finish({ state, nonce, verifier }: Attempt, answer: URLSearchParams) {
    return inWords(async () => {
      const server = await this.#server();
      const code = oauth.validateAuthResponse(server, this.#client, answer, state);
      const askedAt = Date.now();
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        this.#client,
        oauth.None(),
        code,
        this.#redirectUri,
        verifier,
        this.#tokenOptions(),
      );
      const tokens = await oauth.processAuthorizationCodeResponse(server, this.#client, response, {
        expectedNonce: nonce,
        requireIdToken: true,
      });
      return { grant: grantIn(tokens, null, askedAt), person: personIn(tokens) };
    });
  }

  /** The next tokens in place of those that are about to expire. */
  renew(refreshToken: string): Promise<Grant> {
    return inWords(async () => {
      const server = await this.#server();
      const askedAt = Date.now();
      const response = await oauth.refreshTokenGrantRequest(
        server,
        this.#client,
        oauth.None(),
        refreshToken,
        this.#tokenOptions(),
      );
      const tokens = await oauth.processRefreshTokenResponse(server, this.#client, response);
      return grantIn(tokens, refreshToken, askedAt);
    });
  }

  /** Makes the refresh token worthless, and tells where the person is signed out of the issuer too; null for nowhere. */
  leave(refreshToken: string | null): Promise<URL | null> {
    return inWords(async () => {
      const server = await this.#server();
      if (refreshToken !== null && server.revocation_endpoint !== undefined)
        await oauth.revocationRequest(server, this.#client, oauth.None(), refreshToken, this.#options());
      if (server.end_session_endpoint === undefined) return null;
      const address = new URL(server.end_session_endpoint);
      const back = new URL(`${CONSOLE_PATH}/`, location.origin).href;
      address.searchParams.set('client_id', this.#settings.clientId);
      address.searchParams.set('post_logout_redirect_uri', back);
      return address;
    });
  }

  #server(): Promise<oauth.AuthorizationServer> {
    const url = new URL(this.#settings.issuer);
    this.#discovered ??= oauth
      .discoveryRequest(url, this.#options())
      .then((response) => oauth.processDiscoveryResponse(url, response));
    // An issuer that could not be reached is asked again.
    this.#discovered.catch(() => {
      this.#discovered = undefined;
    });
    return this.#discovered;
  }

  #audience(): Readonly<Record<string, string>> {
    const { audience } = this.#settings;
    return audience === null ? {} : { [audience.parameter]: audience.value };
  }

  #tokenOptions() {
    return { ...this.#options(), additionalParameters: this.#audience() };
  }

  #options() {
    return {
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      // The server permits http: for an issuer on this machine only.
      [oauth.allowInsecureRequests]: this.#settings.issuer.startsWith('http:'),
    };
  }
}

async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw inOurWords(error);
  }
}

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

/** Errors over what is no answer of an issuer at all, such as the page of a proxy. */
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
