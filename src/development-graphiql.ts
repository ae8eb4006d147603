import type { Config } from './config.ts';
import { createGraphiql, type Graphiql } from './graphiql/graphiql.ts';
import { createDevelopmentTokenIssuer } from './server/development-token.ts';

/**
 * GraphiQL for a development. It signs itself in unless proxies are trusted: what comes through those may be sent by
 * anybody (X1).
 */
export async function createDevelopmentGraphiql(config: Config): Promise<Graphiql> {
  return createGraphiql(
    config.http.trustedProxies.length === 0 ? await createDevelopmentTokenIssuer(config) : null,
  );
}
