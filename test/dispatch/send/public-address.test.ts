import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { type OwnSystem, startSystem } from '../../support/running-system.ts';
import { anInput, newRecipient, sender } from '../dispatch-kit.ts';
import {
  addressOf,
  type CallbackSystem,
  messageFields,
  post,
  recordWhen,
  startCallbackSystem,
} from '../follow-up/callback-kit.ts';

const PREFIX = '/hooks/v1.0';
const PLATFORM_TOKEN = simulatedPlatform().authToken;

describe('given a public address with user, password and a path', () => {
  let system: CallbackSystem;
  beforeAll(async () => {
    system = await startCallbackSystem();
  });
  afterAll(() => system.stopAll());

  /** A node that Twilio reaches so, with nothing in between. */
  async function aNode() {
    let url = '';
    const publicUrl = () => `${url.replace('//', '//twilio:s3cret@')}${PREFIX}/`;
    const node = await system.addNode({ publicUrl, pathPrefix: PREFIX });
    url = node.url;
    const dispatch = (to: string) => node.services.dispatches.dispatch(sender(), anInput({ to }));
    return { node, dispatch };
  }

  test('what Twilio reports there counts, signed without user and password (D13)', async () => {
    const { dispatch } = await aNode();
    const sent = await dispatch(newRecipient());
    await recordWhen(system, sent, ({ delivery }) => delivery === 'DELIVERED');
  });

  test('it counts as well where a proxy strips the path, and is signed for the public address alone (D13)', async () => {
    const { node, dispatch } = await aNode();
    const sent = await dispatch('+15005000701');
    const [stripped, whole] = [node, { url: `${node.url}${PREFIX}` }].map((at) => addressOf(at, sent));
    if (stripped === undefined || whole === undefined) throw new Error('there are two addresses');
    const sid = sent.attempts[0]?.twilioSid ?? '';
    const report = (to: string, status: string, signedUrl: string) =>
      post(to, messageFields(sid, status), PLATFORM_TOKEN, signedUrl);
    expect((await report(whole, 'sending', stripped)).status).toBe(403);
    expect((await report(stripped, 'sending', stripped)).status).toBe(403);
    expect((await report(whole, 'sending', whole)).status).toBe(204);
    expect((await report(stripped, 'sent', whole)).status).toBe(204);
  });
});

describe('given a public address with a path, everything is served', () => {
  let system: OwnSystem;
  beforeAll(async () => {
    const PUBLIC_URL = `http://user:s3cret@127.0.0.1:9${PREFIX}`;
    system = await startSystem({ ORIGINATOR_MODE: 'production', PUBLIC_URL });
  });
  afterAll(() => system.stop());

  test.each([PREFIX, ''])('behind %j', async (prefix) => {
    const at = `${system.app.url}${prefix}`;
    expect((await fetch(`${at}/health/ready`)).status).toBe(200);
    const token = await system.token({ tenant: 'acme' });
    const response = await fetch(`${at}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { subject } }' }),
    });
    expect(await response.json()).toEqual({ data: { viewer: { subject: 'ann' } } });
    const socket = new WebSocket(`${at.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.terminate();
  });

  test.each(['', '/', '/nothing', 'graphql', `${PREFIX}/graphql`, '/../graphql/'])(
    'and nothing else: %s',
    async (rest) => {
      expect((await fetch(`${system.app.url}${PREFIX}${rest}`)).status).toBe(404);
    },
  );

  test('and the password is in no log line (X4)', () => {
    expect(system.logLines.join('\n')).not.toContain('s3cret');
  });
});
