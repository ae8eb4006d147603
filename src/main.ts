import { type App, startApp } from './app.ts';
import { type Config, readProcessConfig } from './config.ts';
import { describeDevelopment } from './development-banner.ts';
import { createLogger } from './server/logging.ts';
import { startFailureSentence } from './start-failure.ts';

/** What was started, to be stopped in the opposite order. */
type Stop = () => Promise<void>;

/** How long everything may take to stop before the process ends regardless. */
const STOP_DEADLINE_MS = 30_000;

async function start(config: Config, stops: Stop[]): Promise<App> {
  const log = createLogger({ level: config.logLevel });
  const databaseUrl = config.database.url ?? (await startDatabase(config, stops));
  const twilioBaseUrl =
    config.twilio.baseUrl ?? (config.development ? await startSimulator(config, stops) : null);
  const app = await startApp({ config, databaseUrl, twilioBaseUrl, log });
  stops.push(() => app.stop());
  if (config.development)
    process.stdout.write(await describeDevelopment({ config, databaseUrl, twilioBaseUrl, url: app.url }));
  log.info({ url: app.url }, 'listening');
  return app;
}

async function startDatabase({ dataDir }: Config, stops: Stop[]): Promise<string> {
  const { startEmbeddedServer } = await import('./database/embedded-server.ts');
  const server = await startEmbeddedServer({ dataDir, log: (line) => process.stderr.write(`${line}\n`) });
  stops.push(() => server.stop());
  return server.url;
}

async function startSimulator({ simulatorPort }: Config, stops: Stop[]): Promise<string> {
  const { createSimulator } = await import('./simulator/simulator.ts');
  const simulator = createSimulator();
  const { url } = await simulator.listen(simulatorPort);
  stops.push(() => simulator.close());
  return url;
}

async function stopAll(stops: readonly Stop[]): Promise<void> {
  for (const stop of [...stops].reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
}

async function main(): Promise<void> {
  const stops: Stop[] = [];
  let stopping: Promise<void> | undefined;
  const finish = (code: number) => {
    stopping ??= stopAll(stops).finally(() => process.exit(code));
    setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_DEADLINE_MS).unref();
  };
  const signalled = () => {
    // Whoever asks a second time does not want to wait.
    if (stopping !== undefined) process.exit(130);
    finish(0);
  };
  process.on('SIGINT', signalled);
  process.on('SIGTERM', signalled);
  try {
    await start(readProcessConfig(), stops);
  } catch (error) {
    if (stopping !== undefined) return;
    process.stderr.write(`${startFailureSentence(error)}\n`);
    finish(1);
  }
}

await main();
