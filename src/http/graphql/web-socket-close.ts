import type { WebSocket } from 'ws';

/** Why a server closes a WebSocket: codes of RFC 6455, section 7.4.1, and of graphql-transport-ws. */
export const CLOSE_CODES = {
  goingAway: 1001,
  tryAgainLater: 1013,
  badRequest: 4400,
  forbidden: 4403,
  internalError: 4500,
} as const;

// A peer that does not answer the closing handshake is cut off, so nothing outlives its token for long.
const CLOSING_TIMEOUT = 1_000;
// 123 bytes fit into the frame.
const LONGEST_REASON = 120;

/** Closes a WebSocket, and cuts it off where its client takes too long to agree. */
export function closeWebSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason.slice(0, LONGEST_REASON));
  const timer = setTimeout(() => socket.terminate(), CLOSING_TIMEOUT);
  socket.once('close', () => clearTimeout(timer));
}
