import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { DEFAULT_DATA_DIR } from './environment.ts';
import { isPlatformRole, ROLE_NAMES } from './kernel/access.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from './server/development-token.ts';
import { SIMULATED_ACCOUNTS } from './simulator/simulator.ts';

const TENANT = 'acme';
const HIGHEST_PORT = 65_535;
const TOKEN_LIFETIME_S = 12 * 60 * 60;

/** What a newcomer needs after the start: addresses, a token for each role, and the accounts that the simulator knows. */
export async function describeDevelopment(running: {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly twilioBaseUrl: string | null;
  readonly url: string;
  readonly port: number;
}): Promise<string> {
  const { config, url } = running;
  const tokens = config.tokens.keys.kind === 'development' ? await developmentTokens(config) : [];
  return [
    '',
    `Originator is running at ${url}`,
    '',
    `  GraphQL and GraphiQL   ${url}/graphql`,
    `  health                 ${url}/health/ready`,
    `  data                   ${config.dataDir}`,
    `  a second process       ${joining(running)} npm start`,
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

/** The variables by which a second process joins, for a shell: it needs the same keys, so the same data folder. */
function joining(running: {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly twilioBaseUrl: string | null;
  readonly port: number;
}): string {
  const { config, databaseUrl, twilioBaseUrl, port } = running;
  const variables = [
    ['DATABASE_URL', withoutPassword(databaseUrl)],
    ...(twilioBaseUrl === null ? [] : [['TWILIO_BASE_URL', twilioBaseUrl]]),
    ...(config.dataDir === resolve(DEFAULT_DATA_DIR) ? [] : [['DATA_DIR', config.dataDir]]),
    ['PORT', String(port < HIGHEST_PORT ? port + 1 : 0)],
  ];
  return variables.map(([name, value = '']) => `${name}=${shellWord(value)}`).join(' ');
}

/** Whoever set a password knows it, and nobody else is to read it from a screen or a log (X6). */
function withoutPassword(address: string): string {
  return address
    .replace(/^([a-z]+:\/\/[^/@:]*):[^/@]*@/i, '$1:•••@')
    .replace(/([?&]password=)[^&]*/gi, '$1•••');
}

function shellWord(text: string): string {
  return /^[\w./:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
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
