import type { Config } from '../../src/app/config.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from '../../src/http/auth/development-token.ts';
import type { Role } from '../../src/kernel/vocabulary/access.ts';

/** A token for a person or a service of the tenant, which a server with this configuration takes for two hours. */
export async function benchToken(
  { dataDir, tokens }: Pick<Config, 'dataDir' | 'tokens'>,
  tenant: string,
  roles: readonly Role[],
): Promise<string> {
  const key = await createDevelopmentKey(developmentTokenKeyPath(dataDir));
  return issueDevelopmentToken(key, {
    ...{ issuer: tokens.issuer, audience: tokens.audience, subject: 'bench', displayName: 'Bench' },
    // Services send; everything else is done by persons, whose names are personal values (A6).
    kind: roles.every((role) => role === 'dispatcher') ? 'service' : 'person',
    ...{ authenticationMethod: 'development', tenant, roles, lifetime: 7200 },
  });
}
