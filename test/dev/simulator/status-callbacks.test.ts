import { createServer } from 'node:net';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { portOf, runningSimulator } from '../../twilio/twilio-kit.ts';
import { callbackReceiver, privateAccount, type Received, sdkTo } from './simulator-kit.ts';

const TO = '+4915112345678';

const statusesOf = (received: readonly Received[]) =>
  received.map(({ fields }) => fields['MessageStatus'] ?? fields['CallStatus']);

describe('callbacks of messages', () => {
  it('given a message on its way, each change after the first is posted and signed over the exact address (D13)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    const path = "/twilio/status?tenant=it's%20us&attempt=1";
    const message = await sdkTo(url, account).messages.create({
      to: TO,
      from,
      body: 'hello',
      statusCallback: receiver.url + path,
    });
    await expect.poll(() => statusesOf(receiver.received)).toEqual(['sending', 'sent', 'delivered']);
    for (const { fields, signature } of receiver.received) {
      expect(fields).toMatchObject({ MessageSid: message.sid, AccountSid: account.sid, To: TO, From: from });
      expect(fields['ErrorCode']).toBeUndefined();
      expect(twilio.validateRequest(account.authToken, signature, receiver.url + path, fields)).toBe(true);
      expect(twilio.validateRequest('another token', signature, receiver.url + path, fields)).toBe(false);
      expect(twilio.validateRequest(account.authToken, signature, `${receiver.url}${path}2`, fields)).toBe(
        false,
      );
    }
  });

  it('given a delivery that fails, the last callback names the error (D5)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    await sdkTo(url, account).messages.create({
      to: '+15005530003',
      from,
      body: 'x',
      statusCallback: receiver.url,
    });
    await expect.poll(() => statusesOf(receiver.received)).toEqual(['sending', 'sent', 'undelivered']);
    expect(receiver.received.map(({ fields }) => fields['ErrorCode'])).toEqual([
      undefined,
      undefined,
      '30003',
    ]);
  });

  it.each([
    ['+15005000702', ['sending', 'sending', 'sent', 'sent', 'delivered', 'delivered']],
    ['+15005000703', ['delivered', 'sent', 'sending']],
    ['+15005000711', ['sending', 'sent']],
  ])('given %s, callbacks come as %j (D13)', async (to, statuses) => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    await sdkTo(url, account).messages.create({ to, from, body: 'x', statusCallback: receiver.url });
    await expect.poll(() => statusesOf(receiver.received)).toEqual(statuses);
  });

  it('given +15005000704, the first callback is there before the answer (D13)', async () => {
    const { simulator, url } = await runningSimulator({ stepMs: 60_000 });
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    const to = '+15005000704';
    const message = await sdkTo(url, account).messages.create({
      to,
      from,
      body: 'x',
      statusCallback: receiver.url,
    });
    expect(receiver.received.map(({ fields }) => fields['MessageSid'])).toEqual([message.sid]);
    expect(message.status).toBe('queued');
  });

  it('given +15005000701, no callback comes although it is delivered', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    const sdk = sdkTo(url, account);
    const { sid } = await sdk.messages.create({
      to: '+15005000701',
      from,
      body: 'x',
      statusCallback: receiver.url,
    });
    await expect.poll(async () => (await sdk.messages(sid).fetch()).price).not.toBeNull();
    expect(receiver.received).toEqual([]);
  });

  it('given the token is rotated, the next callbacks are signed with the new one (S10)', async () => {
    const { simulator, url } = await runningSimulator({ stepMs: 30 });
    const { account, handle, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    await sdkTo(url, account).messages.create({ to: TO, from, body: 'x', statusCallback: receiver.url });
    const token = handle.rotateToken();
    await expect.poll(() => receiver.received).toHaveLength(3);
    for (const { fields, signature } of receiver.received) {
      expect(twilio.validateRequest(token, signature, receiver.url, fields)).toBe(true);
    }
  });
});

describe('callbacks of calls', () => {
  it('given no events are named, only the end is posted (D13)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    const call = await sdkTo(url, account).calls.create({
      to: TO,
      from,
      twiml: '<Response/>',
      statusCallback: `${receiver.url}/call`,
    });
    await expect.poll(() => statusesOf(receiver.received)).toEqual(['completed']);
    const [last] = receiver.received;
    expect(last?.fields).toMatchObject({ CallSid: call.sid, CallDuration: '1', AccountSid: account.sid });
    expect(
      twilio.validateRequest(
        account.authToken,
        last?.signature ?? '',
        `${receiver.url}/call`,
        last?.fields ?? {},
      ),
    ).toBe(true);
  });

  it.each([
    [TO, ['initiated', 'ringing', 'in-progress', 'completed']],
    ['+15005000486', ['initiated', 'ringing', 'busy']],
    ['+15005000404', ['initiated', 'failed']],
  ])('given all events are named and %s is called, the way is %j (D13)', async (to, statuses) => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver();
    await sdkTo(url, account).calls.create({
      to,
      from,
      twiml: '<Response/>',
      statusCallback: receiver.url,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    });
    await expect.poll(() => statusesOf(receiver.received)).toEqual(statuses);
    expect(receiver.received.map(({ fields }) => fields['SequenceNumber'])).toEqual(
      statuses.map((_, i) => String(i)),
    );
  });
});

describe('callbacks that are not taken', () => {
  async function sendWith(fragment: string, ...statuses: readonly number[]) {
    const { simulator, url } = await runningSimulator({ callbackRetryDelayMs: 1 });
    const { account, from } = privateAccount(simulator);
    const receiver = await callbackReceiver(...statuses);
    const statusCallback = `${receiver.url}/status${fragment}`;
    const to = '+15005000711';
    const sdk = sdkTo(url, account);
    const { sid } = await sdk.messages.create({ to, from, body: 'x', statusCallback });
    await expect.poll(async () => (await sdk.messages(sid).fetch()).price).not.toBeNull();
    return { account, ...receiver };
  }

  it('given a 500, it is not repeated by default', async () => {
    const { received } = await sendWith('', 500);
    await expect.poll(() => statusesOf(received)).toEqual(['sending', 'sent']);
  });

  it('given a 500 and a wish for it, it is repeated as often as wished, and the fragment is neither sent nor signed', async () => {
    const { account, url, received } = await sendWith('#rc=2&rp=5xx', 500, 503, 500);
    await expect.poll(() => statusesOf(received)).toEqual(['sending', 'sending', 'sending', 'sent']);
    for (const { path, signature, fields } of received) {
      expect(path).toBe('/status');
      expect(twilio.validateRequest(account.authToken, signature, `${url}/status`, fields)).toBe(true);
    }
  });

  it('given a 404 and a wish for 5xx only, it is not repeated', async () => {
    const { received } = await sendWith('#rc=3&rp=5xx', 404);
    await expect.poll(() => statusesOf(received)).toEqual(['sending', 'sent']);
  });

  it('given the connection breaks after the request, it is not repeated by default', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { simulator, url } = await runningSimulator({ callbackRetryDelayMs: 1 });
    const { account, from } = privateAccount(simulator);
    const sdk = sdkTo(url, account);
    const statusCallback = `http://127.0.0.1:${portOf(server.address())}/`;
    await sdk.messages.create({ to: '+15005000711', from, body: 'x', statusCallback });
    await expect.poll(() => connections).toBe(2);
    const [sent] = simulator.accepted();
    await expect.poll(async () => (await sdk.messages(sent?.sid ?? '').fetch()).price).not.toBeNull();
    expect(connections).toBe(2);
    await new Promise((resolve) => server.close(resolve));
  });

  it('given nobody listens at first, the one repetition arrives', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const port = portOf(free.address());
    await new Promise((resolve) => free.close(resolve));
    const { simulator, url } = await runningSimulator({ stepMs: 1, callbackRetryDelayMs: 300 });
    const { account, from } = privateAccount(simulator);
    const statusCallback = `http://127.0.0.1:${port}/`;
    const sdk = sdkTo(url, account);
    const { sid } = await sdk.messages.create({ to: '+15005000711', from, body: 'x', statusCallback });
    await expect.poll(async () => (await sdk.messages(sid).fetch()).price).not.toBeNull();
    const bodies: string[] = [];
    const late = createServer((socket) => {
      socket.on('data', (chunk) => bodies.push(chunk.toString()));
      socket.write('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n', () => socket.end());
    });
    await new Promise<void>((resolve) => late.listen(port, '127.0.0.1', resolve));
    await expect.poll(() => bodies.join(''), { timeout: 5000 }).toContain('MessageStatus=sending');
    await new Promise((resolve) => late.close(resolve));
  });
});
