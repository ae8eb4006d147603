import type { IncomingMessage } from 'node:http';
import type { BytesInFlight } from './bytes-in-flight.ts';
import type { Limits } from './limits.ts';
import { limitExceeded, refusal } from './refusal.ts';

/**
 * Reads on what nobody wants, so that a client that is still sending gets to read its refusal; but not for ever.
 */
export function discardBody(request: IncomingMessage, maximum: number): void {
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > maximum) {
      request.socket.destroy();
    }
  });
  request.on('error', () => undefined);
}

/**
 * The body of a request. Throws a GraphQLError as soon as it is longer than the limit or there is no place for more of it,
 * and when the client breaks off in the middle.
 *
 * @param kept counts what has come; whoever reads releases it
 */
export function readBody(
  request: IncomingMessage,
  limits: Pick<Limits, 'bodyBytes' | 'discardedBytes'>,
  kept: BytesInFlight,
): Promise<Buffer> {
  const tooLong = () => limitExceeded('bodyBytes', limits.bodyBytes, 'The body is too long', 413);
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) {
      discardBody(request, limits.discardedBytes);
      reject(tooLong());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      const refused = length > limits.bodyBytes ? tooLong() : kept.add(chunk);
      if (refused !== undefined) {
        request.off('data', take);
        chunks.length = 0;
        kept.release();
        discardBody(request, limits.discardedBytes);
        reject(refused);
        return;
      }
      chunks.push(chunk);
    };
    const broken = () => {
      if (!request.readableEnded) {
        reject(refusal('BAD_REQUEST', 'The body is incomplete.', { status: 400 }));
      }
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', broken);
    request.once('close', broken);
  });
}
