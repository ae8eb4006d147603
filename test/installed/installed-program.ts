import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { until } from '../support/until.ts';

/** A program of the machine that tests have started. */
export interface InstalledProgram {
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a program that does not come with the packages, and waits until it answers.
 *
 * @param ask rejects as long as it does not answer
 */
export async function startInstalled(
  [program, ...args]: readonly [string, ...string[]],
  { ask, stopSignal }: { readonly ask: () => Promise<unknown>; readonly stopSignal: NodeJS.Signals },
): Promise<InstalledProgram> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = outputOf(child);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (cause) => reject(new Error(`${program} cannot be started: install it`, { cause })));
    child.once('close', (code) => reject(new Error(`${program} ended with ${code}: ${output()}`)));
  });
  failed.catch(() => {});
  await Promise.race([failed, answering(child, ask)]);
  return {
    async stop() {
      const closed = once(child, 'close');
      child.kill(stopSignal);
      await closed;
    },
  };
}

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

function outputOf(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return () => output;
}

async function answering(child: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  const isOver = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const isAnswered = () =>
    ask().then(
      () => true,
      () => false,
    );
  await until(async () => isOver() || (await isAnswered()), 20);
}
