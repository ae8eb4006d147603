import type { ServerResponse } from 'node:http';
import type { Json, JsonObject } from '../../kernel/json.ts';

/** One HTTP answer of the simulated API, complete before anything of it is sent. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The fault of an answer. */
export type Fault = 'THROTTLE' | 'ERROR_500' | 'HTML_503' | 'HANG' | 'RESET' | 'CUT' | 'GARBAGE' | 'SLOW';

/** An answer in JSON. */
export function json(status: number, body: Json): Answer {
  return { status, contentType: 'application/json;charset=utf-8', body: JSON.stringify(body) };
}

/** An error answer as Twilio's API writes it. */
export function apiError(status: number, code: number, message: string): Answer {
  const body: JsonObject = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return json(status, body);
}

/** The answer to a resource that does not exist. */
export function notFound(path: string): Answer {
  return apiError(404, 20404, `The requested resource ${path} was not found`);
}

const THROTTLED = apiError(429, 20429, 'Too Many Requests');
const SERVER_ERROR = apiError(500, 20500, 'An internal server error has occurred');
const UNAVAILABLE: Answer = {
  status: 503,
  contentType: 'text/html',
  body: '<html><head><title>503 Service Temporarily Unavailable</title></head><body>503</body></html>',
};
const GARBAGE_BODY = '{"sid": "AC\u0000 <<< this is not what it says it is';

/** Sends `answer` as it is. */
export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    'x-twilio-simulator': '1',
  });
  response.end(answer.body);
}

/**
 * Does to the client what `fault` says. `answer` is what a sound API would have said; only `CUT`, `GARBAGE` and
 * `SLOW` use it. A hanging response is left open until the client or the simulator closes the connection.
 */
export function sendFaulty(
  response: ServerResponse,
  answer: Answer,
  fault: Fault,
  slowAnswerMs: number,
): void {
  switch (fault) {
    case 'THROTTLE':
      send(response, THROTTLED);
      return;
    case 'ERROR_500':
      send(response, SERVER_ERROR);
      return;
    case 'HTML_503':
      send(response, UNAVAILABLE);
      return;
    case 'HANG':
      return;
    case 'RESET':
      response.socket?.resetAndDestroy();
      return;
    case 'CUT':
      cut(response, answer);
      return;
    case 'GARBAGE':
      send(response, { ...answer, body: GARBAGE_BODY });
      return;
    case 'SLOW':
      setTimeout(() => send(response, answer), slowAnswerMs).unref();
      return;
  }
}

function cut(response: ServerResponse, answer: Answer): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { 'content-type': answer.contentType, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
}
