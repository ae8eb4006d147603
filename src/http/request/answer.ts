import { createHash } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { z } from 'zod';
import { writeJson } from '../../kernel/json.ts';
import type { JsonType } from './accept.ts';
import { formatResult } from './presentation.ts';

/** Sent with every answer: it is data for a program, never a page, and nobody keeps it. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
];

/** Ends a response with JSON. Does nothing when its client has gone or it has been answered. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  contentType = 'application/json',
): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  const text = writeJson(body);
  const bytes = Buffer.byteLength(text);
  response.writeHead(status, {
    'Content-Type': `${contentType}; charset=utf-8`,
    'Content-Length': bytes,
  });
  // Where each character is one byte, both encodings give the same bytes, and the simple one takes half of the time.
  response.end(text, bytes === text.length ? 'latin1' : 'utf8');
}

const Http = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  spec: z.boolean().optional(),
});

/** Ends a response with a refusal, in the form of a GraphQL answer. */
export function sendRefusal(response: ServerResponse, error: GraphQLError, contentType?: string): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  const { status, headers, body } = refusalParts(error);
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value);
  }
  sendJson(response, status, body, contentType);
}

/**
 * Ends a response with a presented result, as Yoga does: by the highest status of its errors. As `application/json` the
 * language's own errors are answered with 200, as clients of old expect (GraphQL over HTTP, section 6.4.1).
 */
export function sendResult(response: ServerResponse, result: ExecutionResult, contentType: JsonType): void {
  if (response.headersSent || response.destroyed) return;
  let status = 0;
  for (const { extensions } of result.errors ?? []) {
    const http = Http.safeParse(extensions['http']).data;
    if (http === undefined) continue;
    for (const [name, value] of Object.entries(http.headers)) response.setHeader(name, value);
    const isOfOld = contentType === 'application/json' && http.spec === true;
    if (!isOfOld) status = Math.max(status, http.status);
  }
  sendJson(response, status === 0 ? 200 : status, formatResult(result), contentType);
}

/**
 * Ends a response with the presented result of a read, which its caller's own cache may keep, and asks for again each time:
 * where it is still the same, the answer is 304 and has no body.
 *
 * @param caller for whom the result is: what it is told apart by from the same result for another
 */
export function sendRead(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  result: ExecutionResult,
  contentType: JsonType,
  caller: string,
): void {
  if (response.headersSent || response.destroyed) return;
  const body = formatResult(result);
  const hash = createHash('sha256').update(`${caller}\n${contentType}\n${writeJson(body)}`);
  const tag = `"${hash.digest('base64url')}"`;
  response.setHeader('Cache-Control', 'private, no-cache');
  response.appendHeader('Vary', 'Authorization, Accept, X-Originator-Cost');
  response.setHeader('ETag', tag);
  const kept = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (kept.includes(tag)) response.writeHead(304).end();
  else sendJson(response, 200, body, contentType);
}

/** Answers with a refusal on a socket that has no response object, and closes it. */
export function refuseSocket(socket: Duplex, error: GraphQLError): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = refusalParts(error);
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...Object.fromEntries(SECURITY_HEADERS),
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`, () =>
    socket.destroy(),
  );
}

function refusalParts({ message, extensions: { http, ...extensions } }: GraphQLError) {
  const { status, headers } = Http.catch({ status: 500, headers: {} }).parse(http);
  return { status, headers, body: { errors: [{ message, extensions }] } };
}
