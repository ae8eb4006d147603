import type { Principal } from '../../kernel/access.ts';
import { unauthenticated, unavailable } from '../limits/refusal.ts';
import type { Logger } from '../log/logging.ts';
import { type Authenticate, AuthenticationError } from './authentication.ts';
import { KeysUnknownError } from './signing-keys.ts';

/** Returns the principal of an `Authorization` header. Throws a GraphQLError that may be shown to the sender. */
export type Authorize = (header: string | undefined, context: { readonly log: Logger }) => Promise<Principal>;

/** The check of `Authorization` headers, with the challenges of RFC 6750. */
export function createAuthorize(authenticate: Authenticate): Authorize {
  return async (header, context) => {
    if (header === undefined || header === '') {
      throw unauthenticated('A bearer token is required.', 'Bearer');
    }
    const bearer = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (bearer === undefined) {
      throw unauthenticated(
        'The Authorization header must contain "Bearer" followed by a token.',
        'Bearer error="invalid_request"',
      );
    }
    try {
      return await authenticate(bearer);
    } catch (error) {
      if (error instanceof AuthenticationError) {
        throw unauthenticated(
          error.message,
          `Bearer error="invalid_token", error_description="${quotable(error.message)}"`,
        );
      }
      // That keys cannot be read is logged where they are read, not for each request that lacks them.
      if (!(error instanceof KeysUnknownError)) context.log.error({ err: error }, 'failed to verify a token');
      throw unavailable('Tokens cannot be verified at present. Try again soon.');
    }
  };
}

/** A sentence as it can stand between quotation marks in a header. */
function quotable(sentence: string): string {
  return sentence.replaceAll('"', "'").replace(/[^\x20-\x7e]/g, '');
}
