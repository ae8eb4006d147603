import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCall, BAD_USAGE, type CommandOutput } from '../../app/command-line.ts';
import type { ConfigReader } from '../../app/config.ts';
import { fileTrouble } from '../../kernel/setting-file.ts';
import { readCheckpoint } from '../../ledger/tree/checkpoint.ts';
import {
  ATTEMPTS,
  addressOf,
  ExportFailure,
  FIRST_PAUSE_MS,
  Interruption,
  PROGRESS_EVERY_MS,
  reasonOf,
  refusedBy,
  requested,
  type Surroundings,
  tokenOf,
} from '../audit-export-command.ts';
import { AUDIT_PACK, type PackArguments } from './audit-pack-arguments.ts';

/** Does what the command line asks for and tells of it; returns the exit code. */
export function auditPack(
  argv: readonly string[],
  readConfig: ConfigReader,
  out: CommandOutput,
  pause: Surroundings['pause'] = sleep,
): Promise<number> {
  return answerCall(AUDIT_PACK, argv, out, (asked) => packInto(asked, readConfig, { out, pause }));
}

async function packInto(
  asked: PackArguments,
  readConfig: ConfigReader,
  surroundings: Surroundings,
): Promise<number> {
  const { out } = surroundings;
  if (existsSync(asked.out)) {
    out.stderr(`${asked.out} already exists; --out needs a new file.\n`);
    return BAD_USAGE;
  }
  const partial = `${asked.out}.partial`;
  try {
    const ofTenant = { ...asked, isPlatformLog: false };
    const token = await tokenOf(ofTenant, readConfig);
    const received = await receive(addressOf('/audit/pack', ofTenant), token, partial, surroundings);
    await rename(partial, asked.out);
    out.stderr(`\n${asked.out} is complete: ${received}.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ExportFailure) && !(error instanceof Interruption)) throw error;
    out.stderr(`\n${error.message} Nothing was written to ${asked.out}; a pack cannot be resumed.\n`);
    return 1;
  } finally {
    await rm(partial, { force: true });
  }
}

/** Receives the pack, from its beginning each time. Gives what has come, in words. */
async function receive(
  address: URL,
  token: string,
  partial: string,
  { out, pause }: Surroundings,
): Promise<string> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await receiveOnce(await requested(address, token), partial, out);
    } catch (error) {
      if (!(error instanceof Interruption) || failures >= ATTEMPTS) throw error;
      out.stderr(`\n${error.message} Trying again.\n`);
      await pause(FIRST_PAUSE_MS * 2 ** failures);
    }
  }
}

async function receiveOnce(answer: Response, partial: string, out: CommandOutput): Promise<string> {
  if (answer.status !== 200 || answer.body === null) throw await refusedBy(answer);
  const note = Buffer.from(answer.headers.get('audit-checkpoint') ?? '', 'base64').toString();
  const log = `a log of ${readCheckpoint(note)?.size.toLocaleString('en-US') ?? 'some'} entries`;
  let [bytes, shown] = [0, performance.now()];
  const sink = await written(partial, open(partial, 'w'));
  try {
    for await (const chunk of chunksOf(answer.body)) {
      await written(partial, sink.appendFile(chunk));
      bytes += chunk.length;
      if (performance.now() - shown < PROGRESS_EVERY_MS) continue;
      shown = performance.now();
      out.stderr(`\r${sizeInWords(bytes)} received of ${log}`);
    }
    await written(partial, sink.sync());
  } finally {
    await sink.close();
  }
  return `${sizeInWords(bytes)}, with ${log}`;
}

async function* chunksOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new Interruption(`The connection was lost: ${reasonOf(error)}.`);
  }
}

function written<T>(path: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw new ExportFailure(`${path} cannot be written: ${fileTrouble('written', error)}.`);
  });
}

const MEGABYTE = 1_000_000;

function sizeInWords(bytes: number): string {
  return bytes < MEGABYTE ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
