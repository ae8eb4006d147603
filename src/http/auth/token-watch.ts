import { GraphQLError } from 'graphql';

/**
 * Asks every so many milliseconds whether a token is still accepted, and says once when it is not any more: its key was
 * withdrawn. That it cannot be told at the moment is no refusal. Gives what ends the asking.
 */
export function watchToken(
  authorize: () => Promise<unknown>,
  everyMs: number,
  refused: () => void,
): () => void {
  const timer = setInterval(() => {
    authorize().catch((error: unknown) => {
      if (!(error instanceof GraphQLError) || error.extensions['code'] !== 'UNAUTHENTICATED') return;
      clearInterval(timer);
      refused();
    });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
