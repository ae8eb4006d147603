import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../../support/test-setup.ts';
import { ask, LONG, PATIENCE, VIEWER } from '../api.ts';

/** The pieces that the server has for bodies, each tenant's part of them, and a subject's most. */
const [PLACES, PART, MOST] = [64, 16, 32];
const PIECE = 16 * 1024;
/** What of a body has come when its sender pauses: a quarter of what a subject may have. */
const BEGUN = (MOST / 4) * PIECE;
const ANNOUNCED = 1_900_000;

let setup: TestSetup;
let server: ServerProcess;

beforeAll(async () => {
  setup = await startTestSetup({ SHARE_BODIES: `${PLACES}/${PART}/${MOST}` });
  server = await startServerProcess(setup.environment);
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await setup?.stop();
});

/** Begins a body and pauses. */
async function beginBody(
  tenant: string,
  subject: string,
  begun = `{"query":"{ viewer { subject } } # ${'x'.repeat(BEGUN)}`,
): Promise<ClientRequest> {
  const token = await setup.token({ tenant, subject });
  const sent = request(server.endpoint, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': ANNOUNCED,
    },
  });
  sent.on('error', () => undefined);
  onTestFinished(() => void sent.destroy());
  sent.write(begun);
  return sent;
}

/** What a request is answered though not all of it has come. */
async function refusalOf(
  sent: ClientRequest,
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  const [response]: IncomingMessage[] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response ?? []) text += String(chunk);
  return { status: response?.statusCode, text };
}

/** Asks with a long body. */
async function askAtLength(tenant: string, bytes: number): Promise<number> {
  const token = await setup.token({ tenant });
  const variables = { unused: 'x'.repeat(bytes) };
  return (await ask(server.endpoint, token, VIEWER, variables)).status;
}

describe('bodies that are slow to come', LONG, () => {
  it('given more of them than there is room for, then the rest is refused by name, and others are served (X5)', async () => {
    const greedy = newTenant();
    const slow: ClientRequest[] = [];
    const refused: ClientRequest[] = [];
    for (const subject of ['a', 'b', 'c']) {
      for (let count = 0; count < 4; count += 1) {
        const sent = await beginBody(greedy, subject);
        sent.once('response', () => refused.push(sent));
        slow.push(sent);
      }
    }
    const kept = () => slow.length - refused.length;
    await expect.poll(kept, PATIENCE).toBeLessThanOrEqual((PART + PLACES / 2) / (MOST / 4));
    expect(kept()).toBeGreaterThan(0);
    // More than one: there may be room again for the first, if one of those before took too long meanwhile.
    const last = await Promise.all(['d', 'e', 'f', 'g'].map((subject) => beginBody(greedy, subject)));
    expect(await Promise.race(last.map(refusalOf))).toMatchObject({
      status: 429,
      text: expect.stringContaining('"limit":"bodies"'),
    });

    expect(await askAtLength(newTenant(), (PART - 2) * PIECE)).toBe(200);
    expect(await askAtLength(greedy, 100)).toBe(200);
    for (const sent of [...slow, ...last]) sent.destroy();
    await expect.poll(() => askAtLength(greedy, (MOST - 2) * PIECE), PATIENCE).toBe(200);
  });

  it('given a body that comes byte by byte, then each chunk counts for what it takes up (X5)', async () => {
    const sent = await beginBody(newTenant(), 'a');
    sent.setNoDelay(true);
    const answered = refusalOf(sent);
    let isAnswered = false;
    void answered.then(() => {
      isAnswered = true;
    });
    let bytes = 0;
    while (!isAnswered) {
      bytes += 1;
      await new Promise((resolve) => sent.write('x', resolve));
      await new Promise(setImmediate);
    }
    expect(await answered).toMatchObject({ status: 429 });
    expect(bytes).toBeLessThan(MOST * PIECE - BEGUN);
  });

  it('given too many values in what has come, then it is refused before the rest has (X5)', async () => {
    const begun = `{"variables":{"value":[${'1,'.repeat(10_000)}`;
    expect(await refusalOf(await beginBody(newTenant(), 'a', begun))).toMatchObject({
      status: 400,
      text: expect.stringContaining('"limit":"inputMembers"'),
    });
  });

  it('given a message over a WebSocket that never ends, then its connection is closed, and its room is free again (X5)', async () => {
    const tenant = newTenant();
    const socket = new WebSocket(server.endpoint.replace('http', 'ws'), 'graphql-transport-ws');
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { token: await setup.token({ tenant }) } }),
    );
    await once(socket, 'message');
    const closed = once(socket, 'close');
    for (let piece = 0; piece <= MOST + 1; piece += 1) socket.send('x'.repeat(PIECE), { fin: false });
    expect((await closed)[0]).toBe(1013);
    await expect.poll(() => askAtLength(tenant, (MOST - 2) * PIECE), PATIENCE).toBe(200);
  });
});
