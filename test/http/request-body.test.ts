import { createServer, type IncomingMessage, request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { BytesInFlight } from '../../src/http/limits/bytes-in-flight.ts';
import { DEFAULT_LIMITS } from '../../src/http/limits/limits.ts';
import { createServerShares } from '../../src/http/limits/shares.ts';
import { discardBody, readBody } from '../../src/http/request/request-body.ts';

const BODY = Buffer.alloc(2_000_000, 'x');
/** What may be taken in at once: what a read of a socket gives, and what waited behind it. */
const AT_ONCE = 256 * 1024;

/** What is done with a body that has come, and what of it had come at each of the turns that were waited for. */
async function turnsOf(handle: (body: IncomingMessage, turn: () => Promise<void>) => Promise<unknown>) {
  const turns: number[] = [];
  const server = createServer((body, response) => {
    const { socket } = body;
    const turn = () =>
      new Promise<void>((resolve) => {
        turns.push(socket.bytesRead);
        setImmediate(resolve);
      });
    void handle(body, turn).then(() => response.end());
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST' }, (response) =>
      response.resume().once('end', resolve),
    );
    sent.once('error', reject);
    sent.end(BODY);
  });
  return turns;
}

function steps(turns: readonly number[]): readonly number[] {
  return turns.map((bytes, index) => bytes - (turns[index - 1] ?? 0));
}

test('given a long body, when it is read, then others have their turn between its pieces (X5)', async () => {
  const kept = new BytesInFlight(createServerShares(DEFAULT_LIMITS).bodies, () => ({ owner: 'acme' }));
  let read: Buffer | undefined;
  const turns = await turnsOf(async (body, turn) => {
    read = await readBody(body, { maximum: BODY.length, kept, goOn: turn });
  });
  expect(read?.equals(BODY)).toBe(true);
  expect(Math.max(...steps(turns))).toBeLessThan(AT_ONCE);
  expect(turns.at(-1)).toBeGreaterThan(BODY.length - AT_ONCE);
});

test('given a long body that nobody wants, when it is read on, then others have their turn between its pieces (X5)', async () => {
  const turns = await turnsOf((body, turn) => discardBody(body, BODY.length, turn));
  expect(Math.max(...steps(turns))).toBeLessThan(AT_ONCE);
  expect(turns.at(-1)).toBeGreaterThan(BODY.length - AT_ONCE);
});
