import { type DestinationStream, type Logger, pino } from 'pino';
import { terminalText } from './terminal-log.ts';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const REDACTED = '[redacted]';
const SECRET_NAMES = ['authorization', 'cookie', 'token', 'authToken', 'auth_token', 'password', 'secret'];
const SECRET_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

// A line is searched as a whole as well: a secret may sit in the message or the stack of somebody else's error.
// Twilio's auth tokens are 32 hexadecimal digits, which an account SID (`AC…`) is not, for its two letters.
const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]+/gi, `$1 ${REDACTED}`],
  [/\beyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){1,4}/g, REDACTED],
  [/(?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])/g, REDACTED],
];

/** The text without bearer tokens, JWTs and anything that has the form of a Twilio auth token. */
function redactText(text: string): string {
  return SECRET_TEXTS.reduce((line, [pattern, replacement]) => line.replace(pattern, replacement), text);
}

const DEEPEST_CAUSE = 4;

// Database layers put the bound parameters of a statement behind this word.
function withoutParameters(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/g, '');
}

/** Serializes an error for a log line: never its other members, which may hold rows, requests or parameters. */
function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) {
    return withoutParameters(String(error)).slice(0, 1_000);
  }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause =
    error.cause !== undefined && depth < DEEPEST_CAUSE
      ? { cause: serializeError(error.cause, depth + 1) }
      : {};
  return {
    type: error.name,
    message: withoutParameters(error.message),
    ...code,
    stack: withoutParameters(error.stack ?? ''),
    ...cause,
  };
}

/** The level and the destination of the log. */
export interface LoggerOptions {
  readonly level: LogLevel;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

function standardOutput(): DestinationStream {
  const stdout = pino.destination({ fd: 1, sync: true });
  return process.stdout.isTTY ? { write: (line) => stdout.write(terminalText(line)) } : stdout;
}

/**
 * A logger of JSON lines, readable ones where standard output is a terminal, in which secrets are redacted, by the name of
 * their member and by their form.
 */
export function createLogger(options: LoggerOptions): Logger {
  const destination = options.destination ?? standardOutput();
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error) => serializeError(error), error: (error) => serializeError(error) },
      redact: { paths: SECRET_PATHS, censor: REDACTED },
      hooks: { streamWrite: redactText },
    },
    destination,
  );
}
