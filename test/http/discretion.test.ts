import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../support/until.ts';
import { startTestServer, token } from './test-server.ts';

const CANARY = 'd41d8cd98f00b204e9800998ecf8427e';
const ORDER = 'query ($input: Order!) { order(input: $input) }';

const WRONG: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [ORDER, { input: CANARY }, 'Variable "$input": Expected type "Order" to be an object.'],
  [ORDER, { input: { amounts: [1, CANARY] } }, 'Variable "$input.amounts[1]": Expected type "Int".'],
  [ORDER, { input: { amounts: CANARY } }, 'Variable "$input.amounts": Expected type "Int".'],
  [ORDER, { input: { colour: CANARY } }, 'Variable "$input.colour": Expected type "Colour".'],
  [ORDER, { input: { note: { secret: CANARY } } }, 'Variable "$input.note": Expected type "String".'],
  [ORDER, { input: { note: [CANARY] } }, 'Variable "$input.note": Expected type "String".'],
  [
    ORDER,
    { input: { next: { next: { amounts: [null] } } } },
    'Variable "$input.next.next.amounts[0]": Expected a value of type "Int!".',
  ],
  [
    ORDER,
    { input: { unknown: CANARY } },
    'Variable "$input": Field "unknown" is not defined by type "Order".',
  ],
  [
    ORDER,
    { input: { [`${CANARY} `]: 1 } },
    'Variable "$input": It has a field that the type does not define.',
  ],
  [ORDER, { input: null }, 'Variable "$input": Expected non-nullable type "Order!" not to be null.'],
  [ORDER, {}, 'Variable "$input": A value of type "Order!" is required.'],
  [
    'query ($value: Int!) { number(value: $value) }',
    { value: CANARY },
    'Variable "$value": Expected type "Int".',
  ],
  [
    'query ($value: Int!) { number(value: $value) }',
    { value: 1.5 },
    'Variable "$value": Expected type "Int".',
  ],
];

test.each(WRONG)(
  'given %j with %j, when it is posted, then the refusal does not hold the value (X4)',
  async (query, variables, message) => {
    const server = await startTestServer();
    const answer = await server.post(query, variables);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.message)).toEqual([message]);
    expect(answer.body.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect(answer.text).not.toContain(CANARY);
    expect(server.lines.join('')).not.toContain(CANARY);
    expect(server.contexts()).toBe(0);
  },
);

test('given a wrong variable, when it comes over a WebSocket, then the refusal does not hold the value (X4)', async () => {
  const server = await startTestServer();
  const client = createClient({
    url: `ws://127.0.0.1:${server.port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
  });
  onTestFinished(() => client.dispose());
  for (const [query, variables, message] of WRONG) {
    const { value } = await client.iterate({ query, variables }).next();
    expect(value?.errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(JSON.stringify(value)).not.toContain(CANARY);
    expect(JSON.stringify(value)).not.toContain('"http"');
  }
});

test.each([
  `{ number(value: "${CANARY}") }`,
  `{ order(input: { colour: "${CANARY}" }) }`,
  `{ order(input: { colour: X${CANARY} }) }`,
  `{ order(input: "${CANARY}") }`,
  `{ order(input: { amounts: ["${CANARY}"] }) }`,
  `{ echo(text: ["${CANARY}"]) }`,
  `query ($text: String = ["${CANARY}"]) { echo(text: $text) }`,
  `{ echo(text: "x" "${CANARY}") }`,
  `{ echo(text: "x" X${CANARY}`,
  `{ echo(text: "x" """${CANARY}""" }`,
])('given the literal in %j, when it is refused, then the refusal does not hold it (X4)', async (query) => {
  const server = await startTestServer();
  const answer = await server.post(query);
  expect(answer.status).toBe(400);
  expect(answer.text).not.toContain(CANARY);
  expect(answer.body.errors?.length).toBeGreaterThan(0);
});

test.each([
  ['{ viewer', 'Syntax Error: Unexpected <EOF>.', { line: 1, column: 9 }],
  ['{ viewer } 7', 'Syntax Error: Unexpected Int.', { line: 1, column: 12 }],
  [`{\n  "${CANARY}" }`, 'Syntax Error: Unexpected String.', { line: 2, column: 3 }],
  [`{ echo(text: "${CANARY}`, 'Syntax Error: Invalid token.', { line: 1, column: 47 }],
])(
  'given %j, when it is refused, then the refusal says what is wrong where (X4)',
  async (query, message, at) => {
    const server = await startTestServer();
    const answer = await server.post(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      { message, locations: [at], extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
  },
);

test('given a variable without a value where one is needed, when it is used, then it is named (X4)', async () => {
  const server = await startTestServer();
  const answer = await server.post('query ($value: Int = 7) { number(value: $value) }', { value: null });
  expect(answer.body.errors).toMatchObject([
    {
      message: 'The variable "$value" must have a value that is not null here.',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

test('given variables, when they are used, then each value is coerced once, and a default where there is none', async () => {
  const server = await startTestServer();
  const { status } = await server.post(ORDER, { input: { token: 'first', next: { token: 'second' } } });
  expect([status, server.controls.parsed]).toEqual([200, ['first', 'second']]);
  await server.post('query ($text: String = "plain") { echo(text: $text) }');
  await server.post('query ($text: String) { echo(text: $text) }', { text: 'given' });
  await server.post('query ($text: String) { echo(text: $text) }');
  expect(server.controls.echoed).toEqual(['plain', 'given', undefined]);
});

test('given the type of coerced variables, when a client looks for it, then there is none', async () => {
  const server = await startTestServer({ introspection: true });
  const ofType = 'query ($name: String!) { __type(name: $name) { name } __schema { types { name } } }';
  const shown = await server.post(ofType, { name: 'Coerced' });
  expect(shown.body.data?.['__type']).toBeNull();
  expect(shown.text).not.toMatch(/coerced/i);
  expect((await server.post(ofType, { name: '\0coerced' })).status).toBe(400);
  expect((await server.post('{ __type(name: "\\u0000coerced") { name } }')).status).toBe(400);
  const used = await server.post('query ($text: Coerced) { echo(text: $text) }', { text: 1 });
  expect(used.status).toBe(400);
  expect(used.body.errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
});

test('given a resolver that throws, when it is asked, then the answer says only which request it was', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ viewer fails }', {}, { 'x-request-id': 'request-0815' });
  expect(answer.status).toBe(200);
  expect(answer.body.data).toEqual({ viewer: 'ada', fails: null });
  const requestId = answer.headers.get('x-request-id');
  expect(answer.body.errors).toEqual([
    {
      message: 'An internal error occurred.',
      locations: [{ line: 1, column: 10 }],
      path: ['fails'],
      extensions: { code: 'INTERNAL', requestId },
    },
  ]);
  const line = server.lines.find((text) => text.includes('unexpected error'));
  expect(line).toContain(`"requestId":"${requestId}","clientRequestId":"request-0815"`);
  expect(line).toContain('the password is swordfish');
  expect(line).toContain('test-schema.ts');
});

test('given a refusal of the schema with a code, when it is thrown, then it passes as it is', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ forbidden }');
  expect(answer.body.errors).toMatchObject([
    { message: 'You may not see this.', path: ['forbidden'], extensions: { code: 'FORBIDDEN' } },
  ]);
});

test('given a lost database, when it is asked, then it is a 503 that says when to come back', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ lost }');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  expect(answer.body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  expect(answer.text).not.toContain('terminated');
  expect(await server.stillServes()).toBe(true);
});

test('given many errors, when they are told, then ten are and the rest is counted', async () => {
  const server = await startTestServer();
  const failures = await server.post('{ failures }');
  expect(failures.body.errors).toHaveLength(10);
  expect(failures.body.extensions).toEqual({ omittedErrors: 15 });
  const unknown = await server.post(`{ ${Array.from({ length: 20 }, (_, n) => `nothing${n}`).join(' ')} }`);
  expect(unknown.status).toBe(400);
  expect(unknown.body.errors).toHaveLength(10);
  expect(unknown.body.extensions).toEqual({ omittedErrors: 10 });
});

test('given a list of wrong items, when it is posted, then no more of them are looked at than are counted (X5)', async () => {
  const server = await startTestServer();
  const wrong = await server.post(ORDER, { input: { amounts: Array.from({ length: 9_000 }, () => 'x') } });
  expect(wrong.status).toBe(400);
  expect(wrong.body.errors).toHaveLength(10);
  expect(wrong.body.extensions).toEqual({ omittedErrors: 20 });
});

test('given what overflows the stack, when it is asked, then a limit is named and no fault of ours (X5)', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ overflows }');
  expect(answer.body.errors).toMatchObject([
    { message: 'The operation is nested too deeply.', extensions: { code: 'LIMIT_EXCEEDED' } },
  ]);
  expect(await server.stillServes()).toBe(true);
});

test('given operations that succeed, fail or are refused, when they are over, then every context is closed', async () => {
  const server = await startTestServer();
  for (const query of [
    '{ viewer }',
    '{ fails }',
    '{ lost }',
    'mutation { add(amount: 1) }',
    '{ failures }',
  ]) {
    await server.post(query);
  }
  expect([server.contexts(), server.open.size]).toEqual([5, 0]);
});

test('given a client that leaves before a mutation is done, when it is done, then its context is closed', async () => {
  const server = await startTestServer();
  let release = () => {};
  server.controls.gate = new Promise((resolve) => {
    release = resolve;
  });
  const leaving = new AbortController();
  const sent = fetch(`${server.url}/graphql`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
    body: JSON.stringify({ query: 'mutation { slowly }' }),
  });
  await until(() => server.open.size > 0);
  leaving.abort();
  await expect(sent).rejects.toThrow();
  release();
  await until(() => server.open.size === 0);
  expect(server.controls.added).toBe(1);
});
