import { isDatabaseUnavailable, NamedDatabaseError } from './outages.ts';
import { isSharedMemoryFull, SHARED_MEMORY_ADVICE } from './shared-memory.ts';

const refusesLogin = (setting: string) => `The database of ${setting} refuses the login`;
const isOutOfDate = () => 'The database schema is out of date; run npm run migrate';

/** Advice about a refusal, by SQLSTATE, for the database that a setting names; two characters stand for a class. */
const ADVICE: Readonly<Record<string, (setting: string) => string>> = {
  '28': refusesLogin,
  '3D000': refusesLogin,
  '42P01': isOutOfDate,
  '42703': isOutOfDate,
  '42501': (setting) => `The login of ${setting} lacks a right`,
  '25006': (setting) => `The server is read-only; name the primary server in ${setting}`,
};

/** The depth to which the causes of an error are searched. */
const CAUSES = 8;

/**
 * The reason why the database prevents a start or a command, with PostgreSQL's own reason, wherever among the causes that hides.
 * `undefined` when the error does not come from the database.
 */
export function databaseFailureSentence(error: Error): string | undefined {
  const causes = causesOf(error);
  const setting = causes.find((cause) => cause instanceof NamedDatabaseError)?.setting ?? 'DATABASE_URL';
  const answer = causes.find(isAnswer);
  if (answer !== undefined) return answerSentence(answer, setting);
  if (!isDatabaseUnavailable(error)) return undefined;
  return `The database of ${setting} is not reachable: ${reasonOf(causes.at(-1) ?? error)}`;
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

function answerSentence({ code, message, detail, hint }: Answer, setting: string): string {
  const what = adviceOn(code, message, setting);
  const more = [detail, hint].filter((text) => text !== undefined).map((text) => ` ${text}`);
  return `${what}: ${message} (SQLSTATE ${code}).${more.join('')}`;
}

function adviceOn(code: string, message: string, setting: string): string {
  if (isSharedMemoryFull(message)) return SHARED_MEMORY_ADVICE;
  const advice = ADVICE[code] ?? ADVICE[code.slice(0, 2)];
  return advice?.(setting) ?? 'PostgreSQL refused the request';
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
