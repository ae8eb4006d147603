import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { onTestFinished } from 'vitest';

/** Passes what it is asked on to the target, but breaks the first answers off after so many bytes of their bodies. */
export async function startBreakingProxy(target: string, breaks: readonly number[]): Promise<string> {
  const left = [...breaks];
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, 'accept-encoding': 'identity' };
    const { method } = asked;
    const passedOn = request(new URL(asked.url ?? '/', target), { method, headers }, (given) => {
      const most = left.shift() ?? Number.POSITIVE_INFINITY;
      let sent = 0;
      answer.writeHead(given.statusCode ?? 500, given.headers);
      given.on('data', (chunk: Buffer) => {
        const part = chunk.subarray(0, Math.max(0, most - sent));
        sent += part.length;
        answer.write(part, () => {
          // Closed in order, since what waits unread when a connection breaks is thrown away.
          if (sent >= most) answer.socket?.end();
        });
      });
      given.on('end', () => {
        if (sent < most) answer.end();
      });
      given.on('error', () => answer.destroy());
    });
    passedOn.on('error', () => answer.destroy());
    asked.pipe(passedOn);
    answer.on('close', () => passedOn.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}
