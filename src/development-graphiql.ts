import type { Config } from './config.ts';
import { createGraphiql, type Graphiql } from './graphiql/graphiql.ts';
import type { IssueToken } from './graphiql/sign-in.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from './server/development-token.ts';

/**
 * GraphiQL for a development. It signs itself in unless proxies are trusted: what comes through those may be sent by
 * anybody (X1).
 */
export async function createDevelopmentGraphiql(config: Config): Promise<Graphiql> {
  return createGraphiql(config.http.trustedProxies.length === 0 ? await tokenIssuer(config) : null);
}

/** Makes tokens of development, which this data folder's servers take. */
async function tokenIssuer({ tokens, dataDir }: Config): Promise<IssueToken> {
  const key = await createDevelopmentKey(developmentTokenKeyPath(dataDir));
  const { issuer, audience } = tokens;
  return ({ role, tenant, lifetime }) => {
    // Who sends is a service.
    const isService = role.endsWith('dispatcher');
    return issueDevelopmentToken(key, {
      ...{ issuer, audience, tenant, lifetime },
      ...{ subject: `dev-${role}`, displayName: `Development ${role}`, roles: [role] },
      kind: isService ? 'service' : 'person',
      authenticationMethod: isService ? 'client-credentials' : 'development',
    });
  };
}
