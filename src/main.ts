import { setTimeout as sleep } from 'node:timers/promises';
import { answerCall, type CommandLine, PROCESS_OUTPUT } from './app/command-line.ts';
import { type Config, readProcessConfig, skipChecksForDevelopers } from './app/config.ts';
import type { EmbeddedServer } from './dev/embedded-postgres/embedded-server.ts';
import { loadDevelopmentPart } from './kernel/development-part.ts';

const START: CommandLine<Record<string, never>, object> = {
  usage: `Starts the server, which runs until Ctrl-C or SIGTERM. Its settings are environment variables; see docs/operations.md.

  npm start                            development, with a database, a Twilio simulator and tokens
  ORIGINATOR_MODE=production npm start production, the default of node dist/main.js

For development, beside a running server:

  npm run -s token -- --help           prints tokens of any role and tenant
  npm run tour -- --help               runs the whole journey and shows each operation
  npm run simulate -- --help           sends a realistic mix of dispatches
`,
  options: {},
  read: () => ({}),
};

/** Ends a part that was started; parts are stopped in the opposite order. */
type Stop = () => Promise<void>;

/** The time that a start under way may take to notice that it is no longer wanted, before what there is of it is stopped. */
const START_PATIENCE_MS = 5_000;

/** The time beyond that of requests and dispatches after which the process ends regardless. */
const STOP_PATIENCE_MS = 20_000;

/** One Ctrl-C comes twice: npm passes on what the terminal has sent to every process anyway. */
const SAME_KEY_PRESS_MS = 500;

async function start(configured: Config, stops: Stop[], unwanted: AbortSignal): Promise<void> {
  skipChecksForDevelopers();
  // Loading the program takes as long as starting the database, so both happen at once.
  const loading = Promise.all([import('./app/app.ts'), import('./http/log/logging.ts')]);
  loading.catch(() => {});
  const { config, databaseUrl } = await withDatabase(configured, stops);
  unwanted.throwIfAborted();
  const twilioBaseUrl =
    config.twilio.baseUrl ?? (config.development ? await startSimulator(config, stops) : null);
  const [{ startApp }, { createLogger }] = await loading;
  unwanted.throwIfAborted();
  const log = createLogger({ level: config.logLevel });
  const app = await startApp({ config, databaseUrl, twilioBaseUrl, log });
  stops.push(() => app.stop());
  unwanted.throwIfAborted();
  if (config.development) {
    const { describeDevelopment } = await loadDevelopmentPart(
      'The banner',
      () => import('./app/development-banner.ts'),
    );
    const { url, port } = app;
    process.stdout.write(await describeDevelopment({ config, databaseUrl, twilioBaseUrl, url, port }));
  }
  log.info({ url: app.url }, 'listening');
}

/** The embedded server is migrated by one login and served by another, as in production (X6). */
async function withDatabase(
  config: Config,
  stops: Stop[],
): Promise<{ readonly config: Config; readonly databaseUrl: string }> {
  const { url } = config.database;
  if (url !== null) return { config, databaseUrl: url };
  const { url: migrationUrl, servingUrl: databaseUrl } = await startDatabase(config, stops);
  return { databaseUrl, config: { ...config, database: { ...config.database, migrationUrl } } };
}

async function startDatabase({ dataDir }: Config, stops: Stop[]): Promise<EmbeddedServer> {
  const { startEmbeddedServer } = await import('./dev/embedded-postgres/embedded-server.ts');
  const server = await startEmbeddedServer({ dataDir, log: (line) => process.stderr.write(`${line}\n`) });
  stops.push(() => server.stop());
  return server;
}

async function startSimulator({ simulatorPort, dataDir }: Config, stops: Stop[]): Promise<string> {
  const { createSimulator } = await loadDevelopmentPart(
    "Twilio's simulator",
    () => import('./dev/simulator/simulator.ts'),
  );
  const simulator = createSimulator();
  const { url } = await simulator.listen(simulatorPort);
  stops.push(() => simulator.close());
  const { keepSimulatorAddress } = await import('./app/simulator-address.ts');
  await keepSimulatorAddress(dataDir, url);
  return url;
}

async function stopAll(stops: readonly Stop[]): Promise<void> {
  for (const stop of [...stops].reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
}

/** Aborted by the first signal that asks to stop. Anyone who asks a second time does not want to wait. */
function stopSignal(): AbortSignal {
  const asked = new AbortController();
  let askedAt = 0;
  const signalled = () => {
    if (!asked.signal.aborted) askedAt = performance.now();
    else if (performance.now() - askedAt > SAME_KEY_PRESS_MS) process.exit(130);
    asked.abort();
  };
  process.on('SIGINT', signalled);
  process.on('SIGTERM', signalled);
  return asked.signal;
}

async function run(config: Config): Promise<number> {
  const stops: Stop[] = [];
  const stopAsked = stopSignal();
  const asked = new Promise((resolve) => stopAsked.addEventListener('abort', resolve, { once: true }));
  const starting = start(config, stops, stopAsked);
  let code = 0;
  try {
    await Promise.race([asked, starting.then(() => asked)]);
  } catch (error) {
    code = await explain(error, config.simulatorPort);
  }
  const graceMs = config.http.stopGraceMs + config.dispatch.totalMs;
  setTimeout(() => process.exit(1), graceMs + STOP_PATIENCE_MS).unref();
  // What a start under way has begun is known once it has given up.
  await Promise.race([starting.catch(() => {}), sleep(START_PATIENCE_MS)]);
  await stopAll(stops);
  return code;
}

async function explain(error: unknown, simulatorPort?: number): Promise<number> {
  const { startFailureSentence } = await import('./app/start-failure.ts');
  process.stderr.write(`${startFailureSentence(error, simulatorPort)}\n`);
  return 1;
}

async function main(): Promise<number> {
  try {
    return await run(readProcessConfig());
  } catch (error) {
    return await explain(error);
  }
}

process.exit(await answerCall(START, process.argv.slice(2), PROCESS_OUTPUT, main));
