import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isShort } from '../../support/processes/fault-size.ts';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../../support/test-setup.ts';

/** Longer than load balancers keep a connection that nothing goes over; in short longer than Node itself does. */
const SILENCE_MS = isShort() ? 18_000 : 66_000;
/** What stands between cuts off what says nothing for longer; the least patient ones wait for 15 s. */
const LONGEST_GAP_MS = 14_500;

let setup: TestSetup;
let server: ServerProcess;
beforeAll(async () => {
  setup = await startTestSetup();
  server = await startServerProcess(setup.environment);
});
afterAll(async () => {
  await server.end('SIGTERM');
  await setup.stop();
});

/** Asks over a socket for what is always there, and gives the head of the answer. */
function askOver(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: Buffer) => {
      answer += chunk.toString();
      if (!answer.includes('"live"')) return;
      socket.off('data', read);
      resolve(answer);
    };
    socket.on('data', read);
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
  });
}

test.concurrent('given a connection over which nothing goes for as long as a load balancer keeps it, when it is used again, then it is there', async () => {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  expect(await askOver(socket)).toMatch(/^HTTP\/1\.1 200 /);
  await sleep(SILENCE_MS);
  expect(await askOver(socket)).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
});

test.concurrent('given a subscription of which there is nothing to tell, then something comes at once and again and again', async () => {
  const token = await setup.token({ tenant: newTenant(), role: 'analyst' });
  const query = 'subscription { dispatchRecorded { __typename } }';
  const instants = [performance.now()];
  const over = new Promise<void>((resolve, reject) => {
    const asking = request(`${server.endpoint}?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    });
    asking.on('response', (response) => {
      response.on('data', () => instants.push(performance.now()));
      response.on('close', () => reject(new Error('the stream was cut off')));
      sleep(SILENCE_MS).then(() => {
        response.removeAllListeners('close');
        asking.destroy();
        resolve();
      }, reject);
    });
    asking.on('error', () => undefined);
    asking.end();
  });
  await over;
  const gaps = instants.slice(1).map((at, index) => at - (instants[index] ?? 0));
  expect(gaps[0]).toBeLessThan(2_000);
  expect(Math.max(...gaps)).toBeLessThan(LONGEST_GAP_MS);
  expect(gaps.length).toBeGreaterThan(SILENCE_MS / LONGEST_GAP_MS);
});
