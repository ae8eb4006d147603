import { createClient } from 'graphql-sse';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../support/until.ts';
import { firstSource, startTestServer, type TestServer, token } from '../test-server.ts';

const READS = { reads: { places: 8, guaranteed: 2, perMember: 4 } };

/** Of a response the fields of its limits. */
const fieldsOf = (headers: Headers) => [headers.get('ratelimit'), headers.get('ratelimit-policy')];

/** Requests that are in progress until the function is called. */
function hold(server: TestServer, count: number) {
  let open = () => {};
  server.controls.gate = new Promise((resolve) => {
    open = resolve;
  });
  const answers = Array.from({ length: count }, () => server.post('{ slow }'));
  return async () => {
    open();
    return Promise.all(answers);
  };
}

async function asked(server: TestServer, subject: string, tenant = 'acme', query = '{ viewer }') {
  return server.post(query, {}, { authorization: `Bearer ${await token({ subject, tenant })}` });
}

test('given a read, then its answer tells the share that bounds its caller, and what is left beside it (X5)', async () => {
  const server = await startTestServer({ limits: READS });
  const policy = '"reads";q=4;qu="concurrent-requests"';
  expect(fieldsOf((await server.post('{ viewer }')).headers)).toEqual(['"reads";r=3', policy]);
  const release = hold(server, 2);
  await until(() => server.contexts() === 3);
  expect(fieldsOf((await server.post('{ viewer }')).headers)).toEqual(['"reads";r=1', policy]);
  // Another subject of the tenant has places of its own, of those that the tenant has left.
  expect(fieldsOf((await asked(server, 'bob')).headers)).toEqual(['"reads";r=3', policy]);
  const answers = await release();
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test('given another tenant that is about, then the bound that holds beside it is told (X5)', async () => {
  const server = await startTestServer({ limits: READS });
  await asked(server, 'bob', 'other');
  const { headers } = await server.post('{ viewer }');
  expect(headers.get('ratelimit-policy')).toBe('"reads";q=3;qu="concurrent-requests"');
});

test('given no place, then the refusal tells the share, that nothing is left, and when to come back (X5)', async () => {
  const server = await startTestServer({
    limits: { reads: { places: 4, guaranteed: 1, perMember: 1 }, readWait: 50 },
  });
  const release = hold(server, 1);
  await until(() => server.contexts() === 1);
  const { status, headers, body } = await server.post('{ viewer }');
  expect([status, headers.get('retry-after')]).toEqual([429, '2']);
  expect(fieldsOf(headers)).toEqual(['"reads";r=0;t=2', '"reads";q=1;qu="concurrent-requests"']);
  expect(body.errors?.[0]?.extensions).toMatchObject({ limit: 'reads', maximum: 1 });
  await release();
});

test('given a change, a read by GET and a read as an event, then each tells the share of reads', async () => {
  const server = await startTestServer({ limits: READS });
  const authorization = `Bearer ${await token()}`;
  const sent = [
    await server.post('mutation { add(amount: 1) }'),
    await server.send('/graphql?query={viewer}', { headers: { authorization } }),
    await server.post('{ viewer }', {}, { accept: 'text/event-stream' }),
  ];
  for (const { headers } of sent) expect(headers.get('ratelimit')).toBe('"reads";r=3');
});

test('given a subscription over SSE, then its response tells the share of subscriptions', async () => {
  const server = await startTestServer({
    limits: { subscriptions: { places: 8, guaranteed: 1, perMember: 2 } },
  });
  let told: (string | null)[] = [];
  const client = createClient({
    url: `${server.url}/graphql`,
    headers: { authorization: `Bearer ${await token()}` },
    retryAttempts: 0,
    fetchFn: async (input: string, init: RequestInit) => {
      const response = await fetch(input, init);
      told = fieldsOf(response.headers);
      return response;
    },
  });
  onTestFinished(() => client.dispose());
  const results = client.iterate({ query: 'subscription { ticks { value } }' });
  const first = results.next();
  (await firstSource(server)).tick(1);
  await first;
  expect(told).toEqual(['"subscriptions";r=1', '"subscriptions";q=2;qu="concurrent-requests"']);
});

test('given a request that no share has let in, then no limit is told for it', async () => {
  const server = await startTestServer();
  const { headers } = await server.post('{ nothing }');
  expect(fieldsOf(headers)).toEqual([null, null]);
});

test('given a page of an allowed origin, then it may ask for the cost and read the limits', async () => {
  const origin = 'https://pages.example';
  const server = await startTestServer({ corsOrigins: [origin] });
  const preflight = await server.send('/graphql', { method: 'OPTIONS', headers: { origin } });
  expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Originator-Cost');
  const { headers } = await server.post('{ viewer }', {}, { origin });
  expect(headers.get('access-control-expose-headers')).toMatch(/\bRateLimit, RateLimit-Policy\b/);
});
