import { startEmbeddedServer } from '../../../src/dev/embedded-postgres/embedded-server.ts';

/**
 * A process that starts the embedded server, tells how that went in one line of JSON on stdout, and stops the server
 * when its standard input ends. It becomes the given user first, after everything is loaded, since that user need not
 * be able to read this repository.
 */
interface Job {
  readonly dataDir: string;
  readonly uid?: number;
  readonly nativeFolder?: string;
  readonly settings?: Record<string, string>;
}

function parseJob(text: string | undefined): Job {
  const { dataDir, uid, nativeFolder, settings }: Record<string, unknown> = JSON.parse(text ?? '{}');
  if (typeof dataDir !== 'string') throw new Error('dataDir is missing');
  return {
    dataDir,
    ...(typeof uid === 'number' ? { uid } : {}),
    ...(typeof nativeFolder === 'string' ? { nativeFolder } : {}),
    ...(typeof settings === 'object' && settings !== null
      ? { settings: Object.fromEntries(Object.entries(settings)) }
      : {}),
  };
}

function say(answer: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

const { uid, ...options } = parseJob(process.argv[2]);
if (uid !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
}
// Ctrl-C at the terminal reaches the whole process group; the server's owner decides itself when to stop.
process.on('SIGINT', () => undefined);
const lines: string[] = [];
try {
  const server = await startEmbeddedServer({ ...options, log: (line) => lines.push(line) });
  const { stop, ...rest } = server;
  say({ ...rest, pid: process.pid, lines });
  process.stdin.resume().once('end', async () => {
    await stop();
    process.exit(0);
  });
} catch (error) {
  const refusal = error instanceof Error ? { name: error.name, message: error.message } : { name: 'unknown' };
  say({ refusal, lines });
  process.exit(1);
}
