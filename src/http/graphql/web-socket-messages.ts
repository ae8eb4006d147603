import type { Share } from '../../kernel/shares/share.ts';
import { BytesInFlight } from '../limits/bytes-in-flight.ts';
import type { Limits } from '../limits/limits.ts';
import { claimOf, strangerOf } from '../limits/shares.ts';
import { JsonCount } from '../request/json-input.ts';
import { CLOSE_CODES, type Connection, closeWebSocket } from './web-socket-connection.ts';

/**
 * Has each message of a connection handled. What has come of one counts until it is answered; where there is no place for
 * more of it, the connection is closed.
 *
 * @param handle resolves when the message is answered
 */
export function receiveMessages(
  connection: Connection,
  { limits, bodies }: { readonly limits: Limits; readonly bodies: Share },
  handle: (message: string) => Promise<void>,
): void {
  const { socket, request, log } = connection;
  const claim = () =>
    connection.principal === undefined ? strangerOf(connection.origin) : claimOf(connection.principal);
  let coming = new BytesInFlight(bodies, claim);
  // Before the protocol sees it, which takes a message from the chunk that ends it.
  request.socket.prependListener('data', (chunk) => {
    const refused = coming.add(chunk);
    if (refused === undefined) return;
    socket.pause();
    closeWebSocket(socket, CLOSE_CODES.tryAgainLater, refused.message);
  });
  socket.once('close', () => coming.release());
  socket.on('message', (data) => {
    const come = coming;
    coming = new BytesInFlight(bodies, claim);
    const bytes = Buffer.isBuffer(data) ? data : Buffer.from(String(data));
    try {
      new JsonCount(limits).add(bytes);
    } catch (error) {
      come.release();
      closeWebSocket(socket, CLOSE_CODES.badRequest, error instanceof Error ? error.message : '');
      return;
    }
    handle(bytes.toString())
      .catch((error: unknown) => {
        log.error({ err: error }, 'failed to handle a WebSocket message');
        closeWebSocket(socket, CLOSE_CODES.internalError, 'Internal server error');
      })
      .finally(() => come.release());
  });
}
