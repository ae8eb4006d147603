import { isDatabaseUnavailable } from './outages.ts';
import { isSharedMemoryFull, SHARED_MEMORY_ADVICE } from './shared-memory.ts';

/** What to do about a refusal, by SQLSTATE; two characters stand for a class. */
const ADVICE: Readonly<Record<string, string>> = {
  '28': 'The database refuses the login',
  '3D000': 'The database refuses the login',
  '42P01': 'The database schema is out of date; run npm run migrate',
  '42703': 'The database schema is out of date; run npm run migrate',
  '42501': 'The login of DATABASE_URL lacks a right',
  '25006': 'The server only reads; name the primary one in DATABASE_URL',
};

/** How far down the causes of an error are looked at. */
const CAUSES = 8;

/**
 * What the database has against a start or a command, with PostgreSQL's own reason, wherever among the causes that hides.
 * `undefined` when the error does not come from the database.
 */
export function databaseFailureSentence(error: Error): string | undefined {
  const causes = causesOf(error);
  const answer = causes.find(isAnswer);
  if (answer !== undefined) return answerSentence(answer);
  if (!isDatabaseUnavailable(error)) return undefined;
  return `The database of DATABASE_URL cannot be reached: ${reasonOf(causes.at(-1) ?? error)}`;
}

/** An error as PostgreSQL answers it. */
interface Answer extends Error {
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
}

/** Told by its form: commands that use no database load no driver for it. */
function isAnswer(error: Error): error is Answer {
  return 'severity' in error && 'code' in error && typeof error.code === 'string';
}

function answerSentence({ code, message, detail, hint }: Answer): string {
  const what = adviceOn(code, message);
  const more = [detail, hint].filter((text) => text !== undefined).map((text) => ` ${text}`);
  return `${what}: ${message} (SQLSTATE ${code}).${more.join('')}`;
}

function adviceOn(code: string, message: string): string {
  if (isSharedMemoryFull(message)) return SHARED_MEMORY_ADVICE;
  return ADVICE[code] ?? ADVICE[code.slice(0, 2)] ?? 'PostgreSQL refuses what was asked of it';
}

/** The addresses of one name are tried one after the other; what is thrown then has no message of its own. */
function reasonOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map(String).join(', ');
  return error.message;
}

function causesOf(error: Error): readonly Error[] {
  const causes: Error[] = [];
  for (let cause: unknown = error; cause instanceof Error && causes.length < CAUSES; cause = cause.cause) {
    causes.push(cause);
  }
  return causes;
}
