import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { answerCall, BAD_USAGE, type CommandOutput } from '../app/command-line.ts';
import type { ConfigReader } from '../app/config.ts';
import { createDevelopmentTokenIssuer } from '../http/auth/development-token.ts';
import { readCheckpoint } from '../ledger/tree/checkpoint.ts';
import { AUDIT_EXPORT, type ExportArguments } from './arguments/audit-export-arguments.ts';
import { ExportFile, NOTHING } from './partial-export.ts';

/** The number of attempts in a row without progress. */
export const ATTEMPTS = 5;
/** The pause before the second attempt; it doubles each time. */
export const FIRST_PAUSE_MS = 500;
const TOKEN_LIFETIME_S = 3_600;
/** The least time between two reports of progress. */
export const PROGRESS_EVERY_MS = 500;

/** A sentence for people instead of a stack; asking again would not help. */
export class ExportFailure extends Error {}

/** The server is not there, or the connection broke off: it may be back soon. */
export class Interruption extends Error {}

/** The outlets for what is told, and the pause before another attempt. */
export interface Surroundings {
  readonly out: CommandOutput;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Does what the command line asks for and tells of it; returns the exit code. */
export function auditExport(
  argv: readonly string[],
  readConfig: ConfigReader,
  out: CommandOutput,
  pause: Surroundings['pause'] = sleep,
): Promise<number> {
  return answerCall(AUDIT_EXPORT, argv, out, (asked) => exportInto(asked, readConfig, { out, pause }));
}

async function exportInto(
  asked: ExportArguments,
  readConfig: ConfigReader,
  { out, pause }: Surroundings,
): Promise<number> {
  const address = addressOf('/audit/export', asked);
  const file = new ExportFile(asked.out, `${address.pathname}${address.search}`);
  if (file.isThere()) {
    out.stderr(`${asked.out} already exists; --out needs a new file.\n`);
    return BAD_USAGE;
  }
  try {
    const entries = await receive(file, address, await tokenOf(asked, readConfig), { out, pause });
    out.stderr(
      `\n${asked.out} is complete${entries === null ? '' : `: ${entries} entries and a checkpoint`}.\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ExportFailure) && !(error instanceof Interruption)) throw error;
    const wayOn = (await file.partial()).id === null ? '' : ` ${file.wayOn}`;
    out.stderr(`\n${error.message}${wayOn}\n`);
    return 1;
  }
}

/** The address that a log is asked for at. */
export function addressOf(
  path: string,
  { url, tenant, isPlatformLog, query }: Pick<ExportArguments, 'url' | 'tenant' | 'isPlatformLog' | 'query'>,
): URL {
  const address = new URL(path, url);
  if (isPlatformLog) address.searchParams.append('log', 'platform');
  if (tenant !== undefined) address.searchParams.append('tenant', tenant);
  for (const [name, value] of query) address.searchParams.append(name, value);
  return address;
}

/** The token that was given, or in development one of its own. */
export async function tokenOf(
  { tokenFile, tenant, isPlatformLog }: Pick<ExportArguments, 'tokenFile' | 'tenant' | 'isPlatformLog'>,
  readConfig: ConfigReader,
): Promise<string> {
  if (tokenFile !== undefined) {
    // Standard input may be a socket, which cannot be opened by a name.
    const reading = tokenFile === '-' ? textOf(process.stdin) : readFile(tokenFile, 'utf8');
    const text = await reading.catch(() => undefined);
    if (text === undefined) throw new ExportFailure(`${tokenFile} cannot be read.`);
    return text.trim();
  }
  if (tenant === undefined && !isPlatformLog)
    throw new ExportFailure(
      'Pass a token by --token-file; in development, --tenant or --platform is enough.',
    );
  const issueToken = await createDevelopmentTokenIssuer(readConfig());
  const role = isPlatformLog ? 'platform-auditor' : 'auditor';
  return issueToken({ role, tenant: tenant ?? null, lifetime: TOKEN_LIFETIME_S });
}

/** Receives the export to its end, going on where it breaks off. Gives how many entries came; null for CSV. */
async function receive(
  file: ExportFile,
  address: URL,
  token: string,
  { out, pause }: Surroundings,
): Promise<number | null> {
  const isCsv = address.searchParams.get('format') === 'csv';
  let failures = 0;
  let part = isCsv ? NOTHING : await file.partial();
  while (!part.isComplete) {
    const before = part;
    const asked = before.id === null ? address : resumed(address, before.id, before.next);
    try {
      await receiveOnce(file, asked, token, { out, ...before });
      if (isCsv) break;
      part = await file.partial();
      if (!part.isComplete) throw new Interruption('The response ended before the export was complete.');
    } catch (error) {
      if (!isCsv) part = await file.partial();
      failures = part.entries > before.entries ? 0 : failures + 1;
      if (!(error instanceof Interruption) || failures >= ATTEMPTS) throw error;
      out.stderr(`\n${error.message} Trying again.\n`);
      await pause(FIRST_PAUSE_MS * 2 ** failures);
    }
  }
  await file.complete();
  return isCsv ? null : part.entries;
}

function resumed(address: URL, id: string, next: number): URL {
  const again = new URL(address.pathname, address);
  for (const name of ['log', 'tenant']) {
    const value = address.searchParams.get(name);
    if (value !== null) again.searchParams.append(name, value);
  }
  again.searchParams.append('resume', id);
  again.searchParams.append('start', String(next));
  return again;
}

async function receiveOnce(
  file: ExportFile,
  address: URL,
  token: string,
  told: { readonly out: CommandOutput; readonly id: string | null; readonly entries: number },
): Promise<void> {
  const answer = await requested(address, token);
  const id = answer.headers.get('audit-export');
  if (answer.status !== 200 || id === null || answer.body === null) throw await refusedBy(answer);
  if (told.id === null) await file.begin(id);
  const progress = progressOf(answer, told);
  const sink = await file.append();
  try {
    for await (const chunk of answer.body) {
      await sink.write(chunk);
      progress.add(chunk);
    }
  } catch (error) {
    throw new Interruption(`The connection was lost: ${reasonOf(error)}.`);
  } finally {
    await sink.close();
    progress.end();
  }
}

/** The answer to a request. Throws `Interruption`. */
export function requested(address: URL, token: string): Promise<Response> {
  return fetch(address, { headers: { authorization: `Bearer ${token}` } }).catch((error: unknown) => {
    throw new Interruption(`${address.origin} could not be reached: ${reasonOf(error)}.`);
  });
}

const refusalBody = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });

/** The error for an answer that is a refusal: in the server's words, where it has any. */
export async function refusedBy(answer: Response): Promise<Error> {
  const parsed = refusalBody.safeParse(await answer.json().catch(() => null));
  const message = parsed.success
    ? parsed.data.errors.map((error) => error.message).join(' ')
    : `The server answered ${answer.status}.`;
  return [409, 429, 503].includes(answer.status) ? new Interruption(message) : new ExportFailure(message);
}

/** The reason of a failed request, to follow a colon. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Tells how far it is, a few times a second at most. */
function progressOf(
  answer: Response,
  { out, entries }: { readonly out: CommandOutput; readonly entries: number },
): { add(chunk: Uint8Array): void; end(): void } {
  const note = Buffer.from(answer.headers.get('audit-checkpoint') ?? '', 'base64').toString();
  const size = readCheckpoint(note)?.size;
  const of = size === undefined ? '' : ` of a log of ${size} entries`;
  let [lines, shown] = [entries, performance.now()];
  const show = () => out.stderr(`\r${lines} lines${of}`);
  return {
    add(chunk) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
      if (performance.now() - shown < PROGRESS_EVERY_MS) return;
      shown = performance.now();
      show();
    },
    end: show,
  };
}

const NEWLINE = 0x0a;
