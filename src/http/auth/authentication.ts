import { hash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../kernel/access.ts';
import { AuthenticationError, type ClaimNames, principalOf } from './claims.ts';
import type { SigningKeys } from './signing-keys.ts';

export { AuthenticationError } from './claims.ts';

/** The requirements that a token must meet. */
export interface AuthenticationOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: SigningKeys;
  /** Tokens that live longer than this, in seconds, are refused. */
  readonly longestLifetime: number;
  /** The allowed difference to the issuer's clock, in seconds. */
  readonly clockTolerance: number;
  /** Our clock: milliseconds since 1970. */
  readonly clock: () => number;
  readonly claims: ClaimNames;
}

/**
 * Returns the principal of a bearer token. Throws an AuthenticationError for a token that is not accepted, a
 * KeysUnknownError where only the issuer's keys could tell and they are not known. It waits for nobody.
 */
export type Authenticate = (bearer: string) => Promise<Principal>;

// RFC 8725, 3.1: never `none`, and no shared secrets, which a public key could be mistaken for.
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'PS256', 'RS256'];
const TYPES = ['jwt', 'at+jwt', 'application/at+jwt'];
const LONGEST_TOKEN = 8 * 1024;

const REMEMBERED_TOKENS = 1_000;
// How long a token is believed without another look.
const REMEMBERED_FOR = 30_000;

/** The reason why a token was refused, without any of its content. */
function refusal(error: unknown, options: AuthenticationOptions): AuthenticationError | undefined {
  if (error instanceof AuthenticationError) {
    return error;
  }
  if (error instanceof errors.JWTExpired) {
    return new AuthenticationError('The token has expired.');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case 'iss':
        return new AuthenticationError(`The token's issuer is not ${options.issuer}.`);
      case 'aud':
        return new AuthenticationError(`The token's audience is not ${options.audience}.`);
      case 'nbf':
        return new AuthenticationError('The token is not valid yet.');
      default:
        return new AuthenticationError(`The token's claim "${error.claim}" is missing or malformed.`);
    }
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return new AuthenticationError(`The token must be signed with one of ${ALGORITHMS.join(', ')}.`);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new AuthenticationError("The token's signature is not valid.");
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return new AuthenticationError('The token is signed with an unknown key.');
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return new AuthenticationError('The token is malformed.');
  }
  // A TypeError means a key of another kind than the header's algorithm needs.
  return error instanceof TypeError || error instanceof errors.JOSENotSupported
    ? new AuthenticationError('The token is malformed.')
    : undefined;
}

function checkLifetime(
  payload: JWTPayload,
  { longestLifetime, clockTolerance, clock }: AuthenticationOptions,
): void {
  const now = clock() / 1_000;
  const issuedAt = payload.iat ?? now;
  if (issuedAt > now + clockTolerance) {
    throw new AuthenticationError('The token was issued in the future.');
  }
  if (
    (payload.exp ?? Number.POSITIVE_INFINITY) - Math.min(issuedAt, now) >
    longestLifetime + clockTolerance
  ) {
    throw new AuthenticationError(`The token is valid for longer than ${longestLifetime} seconds.`);
  }
}

async function verify(bearer: string, options: AuthenticationOptions): Promise<Principal> {
  if (bearer.length > LONGEST_TOKEN) {
    throw new AuthenticationError(
      `The token is too long: it has ${bearer.length} characters, but at most ${LONGEST_TOKEN} are allowed.`,
    );
  }
  const { payload, protectedHeader } = await jwtVerify(bearer, options.keys.lookup, {
    issuer: options.issuer,
    audience: options.audience,
    algorithms: ALGORITHMS,
    clockTolerance: options.clockTolerance,
    currentDate: new Date(options.clock()),
    requiredClaims: ['sub', 'exp'],
  });
  if (protectedHeader.typ !== undefined && !TYPES.includes(protectedHeader.typ.toLowerCase())) {
    throw new AuthenticationError('The token is not an access token.');
  }
  checkLifetime(payload, options);
  return principalOf(payload, options.claims);
}

/**
 * The check of bearer tokens (X1, RFC 8725): signed JWTs of one issuer for one audience, with an algorithm out of a
 * closed list, an expiry, and claims that name a person or service, and a tenant or the platform.
 */
export function createAuthenticator(options: AuthenticationOptions): Authenticate {
  const { keys, clock } = options;
  const isOver = ({ expiresAt }: Principal) => expiresAt.getTime() <= clock();
  // Verified principals by the digest of their token.
  const remembered = new LRUCache<string, Principal>({ max: REMEMBERED_TOKENS, ttl: REMEMBERED_FOR });
  let generation = keys.generation();
  return async (bearer) => {
    if (generation !== keys.generation()) {
      // A key that is gone takes the tokens with it that it signed.
      generation = keys.generation();
      remembered.clear();
    }
    const digest = hash('sha256', bearer, 'base64');
    const known = remembered.get(digest);
    if (known !== undefined && !isOver(known)) {
      return known;
    }
    try {
      const principal = await verify(bearer, options);
      if (!isOver(principal) && generation === keys.generation()) remembered.set(digest, principal);
      return principal;
    } catch (error) {
      throw refusal(error, options) ?? error;
    }
  };
}
