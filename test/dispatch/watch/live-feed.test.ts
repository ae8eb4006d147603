import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '../../../src/client/index.ts';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { newTenant, type RunningSystem } from '../../support/running-system.ts';
import { sharedSystem } from '../../support/shared.ts';
import { until } from '../../support/until.ts';
import { newKey } from '../dispatch-kit.ts';
import { messageFields, post } from '../follow-up/callback-kit.ts';

/** Twilio accepts what is sent to it and never reports on it. */
const NEVER_REPORTED = '+15005000701';

let system: RunningSystem;
let nodes: readonly [ServerProcess, ServerProcess];

beforeAll(async () => {
  system = await sharedSystem();
  nodes = [await startServerProcess(system.environment), await startServerProcess(system.environment)];
});

afterAll(async () => {
  for (const node of nodes) await node.end('SIGTERM');
});

/** Twilio's report to the process that sent, at the address that it was given; its HTTP status. */
async function report(sid: string, status: string): Promise<number> {
  const sent = system.simulator.accepted().find((accepted) => accepted.sid === sid);
  const [url = ''] = (sent?.statusCallback ?? '').split('#');
  return (await post(url, messageFields(sid, status), simulatedPlatform().authToken)).status;
}

test.each(['sse', 'websocket'] as const)(
  'given two server processes, when one sends, then who follows the other over %s is given each record and each change',
  async (transport) => {
    const tenant = newTenant();
    const [one, other] = nodes;
    const clientOf = async (node: ServerProcess, role: 'analyst' | 'dispatcher') =>
      createClient({
        url: node.endpoint,
        token: await system.token({ role, tenant }),
        transport,
        webSocket: WebSocket,
      });
    const followed = (await clientOf(one, 'analyst')).dispatchRecorded({ filter: { channels: ['SMS'] } });
    const first = followed.next();
    const dispatcher = await clientOf(other, 'dispatcher');
    const message = { channel: 'SMS', to: NEVER_REPORTED, text: 'Your code is 123456' } as const;
    // Until the subscription has begun there is nothing to be told of, so messages are sent until one is.
    const sent = new Set<string>();
    let received: Awaited<typeof first> | undefined;
    const told = first.then((event) => {
      received = event;
    });
    await until(async () => {
      await dispatcher.dispatch({ ...message, idempotencyKey: newKey(), channel: 'VOICE' });
      const result = await dispatcher.dispatch({ ...message, idempotencyKey: newKey() });
      if (result.__typename !== 'DispatchPayload') throw new Error(result.message);
      sent.add(result.record.id);
      return received;
    }, 100);
    await told;
    const event = received?.value;
    expect(event?.missed).toBe(0);
    expect(sent).toContain(event?.record.id);
    expect(event?.record).toMatchObject({
      state: 'ACCEPTED',
      billedAccount: 'DEFAULT',
      rule: 'NO_CUSTOM_ACCOUNT',
      channel: 'SMS',
      attempts: [{ originator: 'DEFAULT', outcome: 'ACCEPTED' }],
      charge: { source: 'RATE_CARD' },
    });
    const last = await dispatcher.dispatch({ ...message, idempotencyKey: newKey() });
    if (last.__typename !== 'DispatchPayload') throw new Error(last.message);
    const deliveries: string[] = [];
    for await (const { record } of followed) {
      if (record.idempotencyKey !== last.record.idempotencyKey) continue;
      deliveries.push(record.delivery);
      if (record.delivery === 'DELIVERED') break;
      expect(await report(record.attempts[0]?.twilioSid ?? '', 'delivered')).toBe(204);
    }
    expect(deliveries).toEqual(['NONE', 'DELIVERED']);
  },
);
