import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { BytesInFlight } from '../limits/bytes-in-flight.ts';
import { limitExceeded, refusal } from '../limits/refusal.ts';

/** The part of a body that is read before others have their turn, in bytes. */
const PIECE = 16 * 1024;

/** The limits for reading the body of a request. */
export interface BodyReading {
  /** The longest that is read. */
  readonly maximum: number;
  /** Counts what has come; anyone who reads releases it. */
  readonly kept: BytesInFlight;
  /** Waited for between the pieces of a long body (X5). */
  readonly goOn: () => Promise<void>;
  /** Looks at each chunk as it comes, and throws a GraphQLError to have no more of the body. */
  readonly look?: (chunk: Buffer) => void;
}

/** The chunks of a body as they come. No more than one or two wait meanwhile: the socket is not read on. */
function chunksOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false });
}

/**
 * Reads on what nobody wants, so that a client that is still sending gets to read its refusal; but not for ever. Resolves
 * at the end of it; never rejects.
 *
 * @param goOn waited for after each chunk (X5)
 */
export async function discardBody(
  request: IncomingMessage,
  maximum: number,
  goOn: () => Promise<void>,
): Promise<void> {
  let discarded = 0;
  try {
    for await (const { length } of chunksOf(request)) {
      discarded += length;
      if (discarded > maximum) {
        request.socket.destroy();
        return;
      }
      await goOn();
    }
  } catch {
    // The client has gone.
  }
}

/**
 * The body of a request. Throws a GraphQLError as soon as it is longer than the maximum, there is no place for more of it
 * or who looks at it has seen enough, and when the client breaks off in the middle. What is left of it then is for
 * `discardBody`.
 */
export async function readBody(request: IncomingMessage, reading: BodyReading): Promise<Buffer> {
  const { maximum, kept, goOn, look } = reading;
  const tooLong = () => limitExceeded('bodyBytes', maximum, 'The body is too long', 413);
  if (Number(request.headers['content-length'] ?? 0) > maximum) throw tooLong();
  const chunks: Buffer[] = [];
  let length = 0;
  let sinceTurn = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      if (sinceTurn > PIECE) {
        sinceTurn = 0;
        await goOn();
      }
      length += chunk.length;
      sinceTurn += chunk.length;
      const refused = length > maximum ? tooLong() : kept.add(chunk);
      if (refused !== undefined) throw refused;
      look?.(chunk);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    throw refusal('BAD_REQUEST', 'The body is incomplete.', { status: 400 });
  }
  return Buffer.concat(chunks);
}
