import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../support/until.ts';
import { authenticatorWith, startTestServer } from '../test-server.ts';
import { runningKeys, startIssuer } from './issuer-kit.ts';

const HOUR = 3_600_000;
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

test('given an issuer that is away at the start, when it comes, then tokens are taken without a restart, and until then it is a 503 at once (X1)', async () => {
  const issuer = await startIssuer();
  const key = await issuer.addKey('one');
  issuer.isThere = false;
  const keys = await runningKeys({ kind: 'url', url: issuer.url });
  const server = await startTestServer({ authenticate: authenticatorWith(keys) });
  const token = await issuer.sign(key, 'one');
  const lost = await server.post('{ viewer }', {}, bearing(token));
  expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '2']);
  expect(lost.body.errors?.[0]?.extensions?.['code']).toBe('UNAVAILABLE');
  expect(keys.areKnown()).toBe(false);
  issuer.isThere = true;
  await until(() => keys.areKnown());
  const found = await server.post('{ viewer }', {}, bearing(token));
  expect(found.body).toEqual({ data: { viewer: 'ada' } });
  expect(server.lines.filter((line) => line.includes('failed to verify a token'))).toEqual([]);
});

test('given an issuer that goes away, when tokens come, then its keys are believed for as long as is set, and no longer (X1)', async () => {
  const issuer = await startIssuer();
  const key = await issuer.addKey('one');
  const lasting = await runningKeys({ kind: 'url', url: issuer.url });
  const brief = await runningKeys({ kind: 'url', url: issuer.url }, { staleMs: 60 });
  await until(() => lasting.areKnown() && brief.areKnown());
  issuer.isThere = false;
  const token = await issuer.sign(key, 'one');
  await until(() => !brief.areKnown());
  const asked = issuer.asked();
  await until(() => issuer.asked() > asked + 1);
  expect((await authenticatorWith(lasting)(token)).subject).toBe('ada');
  await expect(authenticatorWith(brief)(token)).rejects.toMatchObject({ name: 'KeysUnknownError' });
});

test('given an issuer that takes what it is asked and never answers, when its time is over, then it is asked again (X1)', async () => {
  const issuer = await startIssuer();
  await issuer.addKey('one');
  issuer.isSilent = true;
  const keys = await runningKeys({ kind: 'url', url: issuer.url }, { timeoutMs: 50 });
  await until(() => issuer.asked() > 2);
  expect(keys.areKnown()).toBe(false);
  issuer.isSilent = false;
  await until(() => keys.areKnown());
});

test('given a key that is new at the issuer, when its first token comes, then it is asked for behind that request (X1)', async () => {
  const issuer = await startIssuer();
  await issuer.addKey('one');
  const keys = await runningKeys({ kind: 'url', url: issuer.url }, { everyMs: HOUR, freshMs: 0 });
  const authenticate = authenticatorWith(keys);
  await until(() => keys.areKnown());
  const token = await issuer.sign(await issuer.addKey('two'), 'two');
  await expect(authenticate(token)).rejects.toMatchObject({ name: 'KeysUnknownError' });
  await until(() => keys.generation() === 2);
  expect((await authenticate(token)).subject).toBe('ada');
});

test('given made-up keys, when any number of their tokens come, then the issuer is not asked for each (X1)', async () => {
  const issuer = await startIssuer();
  const key = await issuer.addKey('one');
  const keys = await runningKeys({ kind: 'url', url: issuer.url }, { everyMs: HOUR });
  await until(() => keys.areKnown());
  const authenticate = authenticatorWith(keys);
  for (let index = 0; index < 50; index += 1) {
    const token = await issuer.sign(key, `made-up-${index}`);
    await expect(authenticate(token)).rejects.toThrow('The token is signed with an unknown key.');
  }
  expect(issuer.asked()).toBe(1);
});

test('given a token that is remembered, when its key is withdrawn, then it is refused (X1)', async () => {
  const issuer = await startIssuer();
  const key = await issuer.addKey('one');
  await issuer.addKey('two');
  const keys = await runningKeys({ kind: 'url', url: issuer.url });
  await until(() => keys.areKnown());
  const authenticate = authenticatorWith(keys);
  const token = await issuer.sign(key, 'one');
  await authenticate(token);
  issuer.withdraw('one');
  await until(() => keys.generation() === 2);
  await expect(authenticate(token)).rejects.toThrow('The token is signed with an unknown key.');
});

test('given an open stream and an open socket, when the key of their token is withdrawn, then both are ended and told why (X1)', async () => {
  const issuer = await startIssuer();
  const key = await issuer.addKey('one');
  await issuer.addKey('two');
  const keys = await runningKeys({ kind: 'url', url: issuer.url });
  await until(() => keys.areKnown());
  const server = await startTestServer({
    authenticate: authenticatorWith(keys),
    limits: { tokenRecheckInterval: 20 },
  });
  const token = await issuer.sign(key, 'one');
  const stream = fetch(
    `${server.url}/graphql?query=${encodeURIComponent('subscription { ticks { value } }')}`,
    {
      headers: { ...bearing(token), accept: 'text/event-stream' },
    },
  );
  const opened = await stream;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws');
  const closed = once(socket, 'close');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'message');
  issuer.withdraw('one');
  expect(await opened.text()).toContain('The token is no longer accepted.');
  const [code, reason] = await closed;
  expect([code, String(reason)]).toEqual([4403, 'The token is no longer accepted.']);
});

test('given the issuer goes away under an open socket, when its token is looked at again, then it stays open (X1)', async () => {
  const issuer = await startIssuer();
  const key = await issuer.addKey('one');
  const keys = await runningKeys({ kind: 'url', url: issuer.url }, { staleMs: 200 });
  await until(() => keys.areKnown());
  let looks = 0;
  const authenticate = authenticatorWith(keys);
  const server = await startTestServer({
    authenticate: (bearer) => {
      looks += 1;
      return authenticate(bearer);
    },
    limits: { tokenRecheckInterval: 20 },
  });
  const aborted = new AbortController();
  const opened = await fetch(
    `${server.url}/graphql?query=${encodeURIComponent('subscription { ticks { value } }')}`,
    {
      headers: { ...bearing(await issuer.sign(key, 'one')), accept: 'text/event-stream' },
      signal: aborted.signal,
    },
  );
  issuer.isThere = false;
  await until(() => !keys.areKnown());
  const before = looks;
  await until(() => looks > before + 2);
  expect(server.controls.sources.length).toBe(1);
  expect(opened.bodyUsed).toBe(false);
  aborted.abort();
});
