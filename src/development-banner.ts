import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { tokenIssuer } from './development-graphiql.ts';
import { DEFAULT_DATA_DIR } from './environment.ts';
import { SIMULATED_ACCOUNTS } from './simulator/simulator.ts';

const TENANT = 'acme';
const ROLE = 'admin';
const HIGHEST_PORT = 65_535;
const TOKEN_LIFETIME_S = 12 * 60 * 60;

/**
 * What a newcomer needs after the start, on one screen: addresses, a token to begin with, an account that the simulator
 * knows, and where there is more of both.
 */
export async function describeDevelopment(running: {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly twilioBaseUrl: string | null;
  readonly url: string;
  readonly port: number;
}): Promise<string> {
  const { config, url, twilioBaseUrl } = running;
  const hasOwnTokens = config.tokens.keys.kind === 'development';
  const hasSimulator = config.twilio.baseUrl === null && twilioBaseUrl !== null;
  return [
    '',
    `Originator is running at ${url}`,
    '',
    `  GraphQL and GraphiQL   ${url}/graphql`,
    `  data                   ${config.dataDir}`,
    `  a second process       ${joining(running)} npm start`,
    `  the journey            npm run tour`,
    ...(hasOwnTokens ? [`  tokens of all roles    npm run -s token -- --help`] : []),
    ...(hasSimulator
      ? [`  Twilio's accounts      ${twilioBaseUrl}/simulator/accounts`, ...oneAccount()]
      : []),
    '',
    ...(hasOwnTokens
      ? [`Authorization, as ${ROLE} of ${TENANT}, for 12 hours:`, await aToken(config), '']
      : []),
    'Ctrl-C stops everything.',
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

async function aToken(config: Config): Promise<string> {
  const issueToken = await tokenIssuer(config);
  return `Bearer ${await issueToken({ role: ROLE, tenant: TENANT, lifetime: TOKEN_LIFETIME_S })}`;
}

function oneAccount(): string[] {
  return SIMULATED_ACCOUNTS.slice(0, 1).flatMap(({ sid, authToken }) => [
    `  one that works         ${sid}`,
    `                         ${authToken}`,
  ]);
}
