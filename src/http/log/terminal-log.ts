import { z } from 'zod';

const loggedError = z.looseObject({
  message: z.string(),
  code: z.string().optional(),
  stack: z.string().optional(),
  cause: z.unknown().optional(),
});
const request = z.object({
  method: z.string(),
  path: z.string(),
  status: z.number(),
  durationMs: z.number(),
  kind: z.string().nullish(),
  operation: z.string().nullish(),
});
const logLine = z.looseObject({
  level: z.string(),
  time: z.string(),
  msg: z.string().optional(),
  err: z.unknown().optional(),
});

/** The start and end of the time of day in an ISO 8601 time. */
const TIME_OF_DAY = [11, 23] as const;
const LONGEST_LEVEL = 5;
/** The members that machines search for, which go last. */
const LAST = ['ip', 'requestId', 'clientRequestId'];

/**
 * A JSON line of the log for somebody who reads it in a terminal: the time of day in UTC, the level, what happened, then
 * the rest as `name=value`; an error follows on lines of its own. What others wrote cannot move the cursor.
 */
export function terminalText(jsonLine: string): string {
  const parsed = logLine.safeParse(jsonOf(jsonLine));
  if (!parsed.success) return jsonLine;
  const { level, time, msg = '', err, ...members } = parsed.data;
  const answered = msg === 'request' ? request.safeParse(members).data : undefined;
  const happened = answered === undefined ? msg : requestText(answered);
  const told = answered === undefined ? [] : Object.keys(answered);
  const rest = Object.entries(members)
    .filter(([name]) => !told.includes(name))
    .sort(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b))
    .map(([name, value]) => `${name}=${valueText(value)}`);
  const head = [time.slice(...TIME_OF_DAY), level.padEnd(LONGEST_LEVEL), happened, ...rest].join(' ');
  const lines = [head, ...(err === undefined ? [] : errorLines(err).map((line) => `    ${line}`))];
  return `${lines.map(withoutHiddenCharacters).join('\n')}\n`;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function requestText({ method, path, status, durationMs, ...document }: z.infer<typeof request>): string {
  const { kind, operation } = document;
  const parts = [method, path, status, durationMs, 'ms', kind ?? '', operation ?? ''];
  return parts.filter((part) => part !== '').join(' ');
}

function valueText(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

function errorLines(error: unknown): readonly string[] {
  const { data } = loggedError.safeParse(error);
  if (data === undefined) return [valueText(error)];
  const { message, code, stack, cause } = data;
  const lines = (stack === undefined || stack === '' ? message : stack).split('\n');
  return [
    ...lines,
    ...(code === undefined ? [] : [`code: ${code}`]),
    ...(cause === undefined ? [] : ['caused by', ...errorLines(cause)]),
  ];
}

/** Control, format and unassigned characters, and the separators of lines and paragraphs, by their number. */
function withoutHiddenCharacters(line: string): string {
  return line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`);
}
