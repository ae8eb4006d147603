import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, beginVerification, follow, PATIENCE } from '../process/api.ts';
import { walkEssentials } from '../support/essentials.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { clientOf } from '../support/processes/fault-fleet.ts';
import { newTenant, type OwnSystem, startSystem } from '../support/running-system.ts';
import { freePort, type InstalledProgram } from './installed-program.ts';
import { AS_DOCUMENTED, startNginx } from './nginx.ts';

describe.each([
  ['as it comes', ''],
  ['as documented', AS_DOCUMENTED],
])('behind nginx %s', (name, inLocation) => {
  let system: OwnSystem;
  let nginx: InstalledProgram;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    system = await startSystem({ ORIGINATOR_MODE: 'production', PUBLIC_URL: url });
    nginx = await startNginx(port, system.app.url, inLocation);
  });
  afterAll(async () => {
    await nginx?.stop();
    await system?.stop();
  });
  const endpoint = () => `${url}/graphql`;

  test('given a tenant, then it sends, signed callbacks tell of delivery, and its log is exported and verified (A5, D13)', async () => {
    await walkEssentials({ ...system, url, endpoint: endpoint() }, 5);
  });

  test('given a stream of events, then each comes while the stream goes on', async () => {
    const tenant = newTenant();
    const dispatcher = await clientOf(system, endpoint(), tenant, 'dispatcher');
    const token = await system.token({ tenant, role: 'analyst' });
    const query = encodeURIComponent('subscription { dispatchRecorded { record { state } } }');
    const leaving = new AbortController();
    const { body } = await fetch(`${endpoint()}?query=${query}`, {
      signal: leaving.signal,
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    });
    let received = '';
    const reading = body?.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write(text) {
          received += text;
        },
      }),
    );
    reading?.catch(() => undefined);
    const send = (key: string) =>
      dispatcher.dispatch({ idempotencyKey: key, channel: 'SMS', to: '+4915112345678', text: 'Your code' });
    await send('first');
    await expect.poll(() => received.match(/ACCEPTED/g)?.length ?? 0, PATIENCE).toBeGreaterThanOrEqual(1);
    await send('second');
    await expect.poll(() => received.match(/ACCEPTED/g)?.length ?? 0, PATIENCE).toBeGreaterThanOrEqual(2);
    leaving.abort();
  });

  test('given a WebSocket, then it is served where nginx passes it on, and nowhere else', async () => {
    const token = await system.token({ tenant: newTenant() });
    const { sid } = system.simulator.addAccount({ numbers: 1 });
    const { authToken } = system.simulator.account(sid);
    const id = await beginVerification(endpoint(), token, { sid, authToken });
    const { received, ended } = follow('websocket', endpoint(), token, id);
    const isPassedOn = inLocation !== '';
    expect(await ended).toMatchObject({ completed: isPassedOn });
    if (isPassedOn) expect(received.at(-1)).toBe('VERIFIED');
  });

  test(`given the longest request, then it is ${name === 'as documented' ? 'taken' : 'left to nginx'}`, async () => {
    const token = await system.token({ tenant: newTenant() });
    const variables = { unused: 'x'.repeat(1_900_000) };
    const answered = await ask(system.endpoint, token, '{ viewer { subject } }', variables);
    expect(answered.status).toBe(200);
    const response = await fetch(endpoint(), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { subject } }', variables }),
    });
    expect(response.status).toBe(name === 'as documented' ? 200 : 413);
  });
});

test('given what was tried as documented, then the page says so', async () => {
  const page = await readFile(join(REPOSITORY, 'docs/operations.md'), 'utf8');
  for (const line of AS_DOCUMENTED.split('\n')) expect(page).toContain(line.trim());
});
