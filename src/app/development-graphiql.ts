import { createGraphiql, type Graphiql } from '../dev/graphiql/graphiql.ts';
import { createDevelopmentKey, createDevelopmentTokenIssuer } from '../http/auth/development-token.ts';
import type { Config } from './config.ts';

/**
 * GraphiQL for a development. It signs itself in unless proxies are trusted: what comes through those may be sent by
 * anybody (X1).
 */
export async function createDevelopmentGraphiql(config: Config): Promise<Graphiql> {
  return createGraphiql(
    config.http.trustedProxies.length === 0
      ? await createDevelopmentTokenIssuer(config, createDevelopmentKey)
      : null,
  );
}
