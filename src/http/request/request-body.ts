import type { IncomingMessage } from 'node:http';
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
export function readBody(request: IncomingMessage, reading: BodyReading): Promise<Buffer> {
  const { maximum, kept, goOn, look } = reading;
  const tooLong = () => limitExceeded('bodyBytes', maximum, 'The body is too long', 413);
  if (Number(request.headers['content-length'] ?? 0) > maximum) return Promise.reject(tooLong());
  const chunks: Buffer[] = [];
  let length = 0;
  let sinceTurn = 0;
  // Listeners: to make an iterator over the chunks takes longer than all the rest of reading a small body.
  return new Promise((resolve, reject) => {
    const finish = () => request.off('data', onData).off('end', onEnd).off('close', onClose);
    const refuse = (error: unknown) => {
      finish();
      request.pause();
      reject(error);
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      sinceTurn += chunk.length;
      const refused = length > maximum ? tooLong() : kept.add(chunk);
      if (refused !== undefined) throw refused;
      look?.(chunk);
      chunks.push(chunk);
    };
    const takeInTurn = async (chunk: Buffer) => {
      request.pause();
      await goOn();
      sinceTurn = 0;
      take(chunk);
      request.resume();
    };
    let inTurn: Promise<void> | undefined;
    const onData = (chunk: Buffer) => {
      if (sinceTurn > PIECE) {
        inTurn = takeInTurn(chunk);
        inTurn.catch(refuse);
        return;
      }
      try {
        take(chunk);
      } catch (error) {
        refuse(error);
      }
    };
    const onEnd = () => {
      finish();
      const whole = () => resolve(Buffer.concat(chunks));
      // The end comes with the last chunk, whether or not that still waits for its turn.
      if (inTurn === undefined) whole();
      else inTurn.then(whole, () => {});
    };
    const onClose = () => refuse(refusal('BAD_REQUEST', 'The body is incomplete.', { status: 400 }));
    request.on('data', onData).on('end', onEnd).on('close', onClose);
    if (request.destroyed) onClose();
  });
}
