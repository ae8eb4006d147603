import { createDevelopmentPages, type DevelopmentPages } from '../dev/graphiql/graphiql.ts';
import { createDevelopmentKey, createDevelopmentTokenIssuer } from '../http/auth/development-token.ts';
import type { Config } from './config.ts';

/**
 * The pages of a development. They sign themselves in unless proxies are trusted: what comes through those may be sent by
 * anybody (X1).
 */
export async function loadDevelopmentPages(config: Config): Promise<DevelopmentPages> {
  return createDevelopmentPages(
    config.http.trustedProxies.length === 0
      ? await createDevelopmentTokenIssuer(config, createDevelopmentKey)
      : null,
    config.console ? 'console' : 'graphql',
  );
}
