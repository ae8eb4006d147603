import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { SIMULATED_ACCOUNTS } from '../dev/simulator/simulator.ts';
import { isPlatformRole } from '../kernel/access.ts';
import { ROLE_NAMES } from '../kernel/vocabulary/access.ts';
import type { Config } from './config.ts';
import { DEFAULT_DATA_DIR } from './environment.ts';

const TENANT = 'acme';
const DEFAULT_PORT = 4000;
const HIGHEST_PORT = 65_535;
const LABEL_WIDTH = 17;

/** A development server that has started. */
interface Running {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly twilioBaseUrl: string | null;
  readonly url: string;
  readonly port: number;
}

/**
 * The banner that a newcomer needs after the start, on one screen of 80 columns and 24 lines: addresses, an account that
 * the simulator knows, and the commands that come next. Leaves a script that starts a second process in the data folder.
 */
export async function describeDevelopment(running: Running): Promise<string> {
  const { config, url, twilioBaseUrl, port } = running;
  const hasOwnTokens = config.tokens.keys.kind === 'development';
  const hasSimulator = config.twilio.baseUrl === null && twilioBaseUrl !== null;
  const rows: readonly (readonly [string, string])[] = [
    ...(config.console ? ([['the console', `${url}/console`]] as const) : []),
    ['GraphiQL', `${url}/graphql`],
    isDefault(config)
      ? ['data', shortPath(config.dataDir)]
      : ['in other shells', `export DATA_DIR=${shellWord(shortPath(config.dataDir))}`],
    ['the journey', port === DEFAULT_PORT ? 'npm run tour' : `npm run tour -- --url ${url}`],
    ...(hasSimulator ? simulatorRows(twilioBaseUrl) : []),
    ['second process', await joiningCommand(running)],
  ];
  return [
    '',
    `Originator is running at ${url} (Ctrl-C stops everything)`,
    ...rows.map(([label, value]) => `  ${label.padEnd(LABEL_WIDTH)}${value}`),
    ...(hasOwnTokens ? ['', 'A token of each role, for 12 hours:', ...tokenCommands()] : []),
    '',
  ].join('\n');
}

function simulatorRows(url: string): readonly (readonly [string, string])[] {
  const [works] = SIMULATED_ACCOUNTS;
  return [
    ['Twilio accounts', `${url}/simulator/accounts`],
    ...(works === undefined
      ? []
      : ([
          ['one that works', works.sid],
          ['its auth token', works.authToken],
        ] as const)),
  ];
}

function tokenCommands(): readonly string[] {
  return ROLE_NAMES.map(
    (role) => `  npm run -s token -- --role ${role}${isPlatformRole(role) ? '' : ` --tenant ${TENANT}`}`,
  );
}

function isDefault({ dataDir }: Config): boolean {
  return dataDir === resolve(DEFAULT_DATA_DIR);
}

/** The path as it is from here, where that is shorter. */
function shortPath(path: string): string {
  const fromHere = relative('', path);
  return fromHere !== '' && !fromHere.startsWith('..') ? fromHere : path;
}

/**
 * The command with which a second process joins. The address of our own database is too long for a line, so that is a
 * script in the data folder; anyone who set one has it, and its password, already (X6).
 */
async function joiningCommand({ config, databaseUrl, twilioBaseUrl, port }: Running): Promise<string> {
  const variables = [
    ...(twilioBaseUrl === null ? [] : [`TWILIO_BASE_URL=${shellWord(twilioBaseUrl)}`]),
    `PORT=${port < HIGHEST_PORT ? port + 1 : 0}`,
  ];
  if (config.database.url !== null) return `${variables.join(' ')} npm start`;
  const others = [`DATABASE_URL=${shellWord(databaseUrl)}`, `DATA_DIR=${shellWord(config.dataDir)}`];
  const path = join(config.dataDir, 'second-process.sh');
  const lines = [...others, ...variables].map((variable) => `export ${variable}\n`);
  await writeFile(path, `${lines.join('')}exec npm start\n`);
  return `sh ${shellWord(shortPath(path))}`;
}

function shellWord(text: string): string {
  return /^[\w./:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
