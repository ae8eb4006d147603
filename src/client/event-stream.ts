import { dataOf } from './answer.ts';
import { type Connection, contextOf, post, type Request, readResult } from './http-request.ts';
import { connectionLost } from './originator-error.ts';
import { ResultStream, type Sink } from './result-stream.ts';

const EVENTS = 'text/event-stream';

/** Choices of one subscription. */
export interface FollowOptions {
  readonly signal?: AbortSignal;
  /** Called once the server follows, before the first event. Not called over a WebSocket, which does not tell. */
  readonly onOpen?: () => void;
}

interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
}

/** Subscribes over server-sent events, on a connection of its own. */
export function overEventStream<Result>(
  connection: Connection,
  request: Request,
  options: FollowOptions = {},
): ResultStream<Result> {
  return new ResultStream<Result>((sink) => {
    const leaving = new AbortController();
    receive(connection, request, sink, leaving.signal, options.onOpen).catch((error: unknown) =>
      sink.fail(error),
    );
    return () => leaving.abort();
  }, options.signal);
}

async function receive<Result>(
  connection: Connection,
  request: Request,
  sink: Sink<Result>,
  signal: AbortSignal,
  onOpen: (() => void) | undefined,
): Promise<void> {
  const response = await post(connection, request, EVENTS, signal);
  if (response.body === null || response.headers.get('content-type')?.startsWith(EVENTS) !== true) {
    // Refused before the stream began: then the answer is a single result, and one with errors.
    sink.push(await readResult(response, signal));
    sink.complete();
    return;
  }
  onOpen?.();
  const context = contextOf(response);
  for await (const { name, data } of eventsOf(response.body, signal)) {
    if (name === 'next') sink.push(dataOf(JSON.parse(data), context));
    else if (name === 'complete') {
      sink.complete();
      return;
    }
  }
  throw connectionLost('The connection ended before the subscription did.');
}

async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      signal.throwIfAborted();
      throw connectionLost('The connection was lost.', error);
    });
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop() ?? '';
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block: string): ServerSentEvent {
  const fields = block.split(/\r?\n/).map((line) => /^([a-z]+): ?(.*)$/.exec(line) ?? []);
  const valuesOf = (wanted: string) =>
    fields.filter(([, field]) => field === wanted).map(([, , value = '']) => value);
  return { name: valuesOf('event').join(''), data: valuesOf('data').join('\n') };
}
