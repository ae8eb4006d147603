import type { Config } from './config.ts';
import { isPlatformRole, ROLE_NAMES } from './kernel/access.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from './server/development-token.ts';
import { SIMULATED_ACCOUNTS } from './simulator/simulator.ts';

const TENANT = 'acme';
const TOKEN_LIFETIME_S = 12 * 60 * 60;

/** What a newcomer needs after the start: addresses, a token for each role, and the accounts that the simulator knows. */
export async function describeDevelopment(running: {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly twilioBaseUrl: string | null;
  readonly url: string;
}): Promise<string> {
  const { config, databaseUrl, twilioBaseUrl, url } = running;
  const tokens = config.tokens.keys.kind === 'development' ? await developmentTokens(config) : [];
  const join = [
    `DATABASE_URL='${databaseUrl}'`,
    ...(twilioBaseUrl === null ? [] : [`TWILIO_BASE_URL=${twilioBaseUrl}`]),
    `PORT=${config.http.port + 1}`,
  ].join(' ');
  return [
    '',
    `Originator is running at ${url}`,
    '',
    `  GraphQL and GraphiQL   ${url}/graphql`,
    `  health                 ${url}/health/ready`,
    `  data                   ${config.dataDir}`,
    `  a second process       ${join} npm start`,
    `  the journey            npm run tour`,
    '',
    ...(tokens.length === 0
      ? []
      : [`Development tokens, good for 12 hours (tenant roles: ${TENANT}):`, '', ...tokens, '']),
    ...(config.twilio.baseUrl === null
      ? ['Twilio accounts that the simulator knows:', '', ...simulatedAccounts(), '']
      : []),
    'Ctrl-C stops everything.',
    '',
    '',
  ].join('\n');
}

async function developmentTokens({ tokens, dataDir }: Config): Promise<string[]> {
  const key = await createDevelopmentKey(developmentTokenKeyPath(dataDir));
  const { issuer, audience } = tokens;
  return Promise.all(
    ROLE_NAMES.map(async (role) => {
      const isService = role.endsWith('dispatcher');
      const token = await issueDevelopmentToken(key, {
        issuer,
        audience,
        subject: `dev-${role}`,
        displayName: `Development ${role}`,
        kind: isService ? 'service' : 'person',
        authenticationMethod: isService ? 'client-credentials' : 'development',
        tenant: isPlatformRole(role) ? null : TENANT,
        roles: [role],
        lifetime: TOKEN_LIFETIME_S,
      });
      return `  ${role}\n    ${token}`;
    }),
  );
}

function simulatedAccounts(): string[] {
  return SIMULATED_ACCOUNTS.map(({ sid, authToken, does }) => `  ${sid}  ${authToken}  ${does}`);
}
