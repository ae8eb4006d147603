import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer, token } from './test-server.ts';

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');
const nested = (depth: number, field: string, leaf: string) =>
  `{ ${`${field} { `.repeat(depth)}${leaf}${' }'.repeat(depth)} }`;

const TOO_MUCH: readonly (readonly [string, string, string])[] = [
  ['2,000 aliases', `{ ${times(2_000, (n) => `a${n}: viewer`)} }`, 'tokens'],
  ['200 aliases', `{ item { ${times(200, (n) => `a${n}: name`)} } }`, 'aliases'],
  ['200 aliases of __typename', `{ item { ${times(200, (n) => `a${n}: __typename`)} } }`, 'aliases'],
  ['nesting 30 deep', nested(30, 'item', 'name'), 'depth'],
  ['nesting 200 deep', nested(200, 'item', 'name'), 'nesting'],
  ['nesting 200 deep of inline fragments', `{ ${'... { '.repeat(250)}viewer${' }'.repeat(250)} }`, 'nesting'],
  ['3,000 nested lists', `{ order(input: ${'['.repeat(3_000)}${']'.repeat(3_000)}) }`, 'nesting'],
  ['100,000 nested objects', `{ order(input: ${'{a:'.repeat(20_000)}`, 'nesting'],
  [
    'nested lists after strings that look like their end',
    `{ order(a: "\\"]" b: """]\\"""]""" c: ${'['.repeat(100)}`,
    'nesting',
  ],
  ['nested types', `query ($a: ${'['.repeat(100)}Int${']'.repeat(100)}) { viewer }`, 'nesting'],
  ['a long document', `{ viewer } #${'x'.repeat(70_000)}`, 'documentCharacters'],
  ['a nested list cycle', nested(8, 'children', 'name').replace('children', 'items'), 'objects'],
  [
    'a nested list cycle in a fragment',
    '{ items { ...F } } fragment F on Item { children { ...G } } fragment G on Item { children { children { name } } }',
    'objects',
  ],
  [
    'a nested list cycle behind an interface',
    '{ named { ... on Item { children { children { children { name } } } } } }',
    'objects',
  ],
  [
    'nested pages',
    '{ page(first: 100) { edges { node { page(first: 100) { edges { node { page(last: 2) { edges { node { name } } } } } } } } } }',
    'objects',
  ],
  [
    'many pages side by side',
    `{ ${times(40, (n) => `a${n}: page(first: 100) { edges { node { children { name } } } }`)} }`,
    'rootFields',
  ],
  [
    'pages side by side below',
    `{ item { ${times(6, (n) => `a${n}: page(first: 100) { edges { node { children { name } } } }`)} } }`,
    'objects',
  ],
  ['500 repeated composite fields', `{ ${times(480, () => 'item { name }')} }`, 'repeatedFieldPairs'],
  ['500 repeated __typename', `{ item { ${times(500, () => '__typename')} } }`, 'repeatedFieldPairs'],
  [
    '20 × 20 inline fragments',
    `{ ${times(20, () => `... { ${times(20, () => '... { item { name } }')} }`)} }`,
    'tokens',
  ],
  [
    '15 × 15 inline fragments',
    `{ ${times(15, () => `... { ${times(15, () => '... { viewer }')} }`)} }`,
    'fragments',
  ],
  [
    'repeats through fragments',
    `{ ...A ...B } fragment A on Query { ${times(30, () => 'viewer')} } fragment B on Query { ${times(30, () => 'viewer')} }`,
    'repeatedFieldPairs',
  ],
  [
    'repeats in a fragment nobody uses',
    `{ viewer } fragment A on Query { ${times(60, () => 'viewer')} }`,
    'repeatedFieldPairs',
  ],
  [
    'fragments that grow like a tree',
    `{ item { ...F0 } } ${times(12, (n) => `fragment F${n} on Item { a: page(first: 1) { edges { node { ...F${n + 1} } } } b: page(first: 1) { edges { node { ...F${n + 1} } } } }`)} fragment F12 on Item { name }`,
    'depth',
  ],
  ['1,100 fields', `{ item { ${times(1_100, () => 'name')} } }`, 'fields'],
  [
    'fragments in a circle',
    '{ item { ...F } } fragment F on Item { page(first: 1) { edges { node { ...F } } } }',
    'depth',
  ],
  ['many directives', `{ viewer ${times(60, () => '@include(if: true)')} }`, 'directives'],
  ['many operations', times(11, (n) => `query Q${n} { viewer }`), 'operations'],
  ['many root fields', `{ ${times(25, (n) => `a${n}: viewer`)} }`, 'rootFields'],
];

test.each(TOO_MUCH)(
  'given %s, when it is posted, then it is a 400 that names the limit',
  async (_, query, limit) => {
    const server = await startTestServer();
    for (const accept of ['application/graphql-response+json', 'application/json']) {
      const answer = await server.post(query, {}, { accept });
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toHaveLength(1);
      expect(answer.body.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit });
    }
    expect(server.contexts()).toBe(0);
    expect(await server.stillServes()).toBe(true);
  },
);

function webSocketClient(server: TestServer) {
  const client = createClient({
    url: server.url.replace('http', 'ws').concat('/graphql'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ token: await token() }),
  });
  onTestFinished(() => client.dispose());
  return client;
}

/** The errors that the first answer over a WebSocket has, however it has them. */
async function errorsOverWebSocket(server: TestServer, query: string, variables = {}): Promise<unknown> {
  const results = webSocketClient(server).iterate({ query, variables });
  try {
    const first = await results.next();
    return first.done === true ? [] : first.value.errors;
  } catch (error) {
    return error;
  }
}

test.each(TOO_MUCH)(
  'given %s, when it comes over a WebSocket, then it is refused the same',
  async (_, query, limit) => {
    const server = await startTestServer();
    const errors = await errorsOverWebSocket(server, query);
    expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit } }]);
    expect(JSON.stringify(errors)).not.toContain('"http"');
    expect(server.contexts()).toBe(0);
  },
);

const PAGES =
  'query ($a: Int, $b: Int = 50) { page(first: $a) { edges { node { page(first: $b) { edges { node { page(first: 5) { edges { node { name } } } } } } } } } }';

test('given page sizes in variables, when their product is small or large, then only the large is refused', async () => {
  const server = await startTestServer();
  expect((await server.post(PAGES, { a: 2, b: 3 })).status).toBe(200);
  // The default of a variable counts, too.
  expect((await server.post(PAGES, { a: 10 })).status).toBe(200);
  const refused = await server.post(PAGES, { a: 60 });
  expect(refused.body.errors?.[0]?.extensions).toMatchObject({ limit: 'objects' });
  expect(await errorsOverWebSocket(server, PAGES, { a: 60 })).toMatchObject([
    { extensions: { limit: 'objects' } },
  ]);
});

test.each([1_000_000, -1_000_000])(
  'given one page of %i, when it is asked for, then the schema refuses it',
  async (first) => {
    const server = await startTestServer();
    const answer = await server.post(`{ page(first: ${first}) { edges { node { name } } } }`);
    expect(answer.body.errors?.[0]?.extensions).toEqual({ code: 'BAD_PAGE' });
  },
);

test('given ordinary documents, when they are posted, then no limit is in their way', async () => {
  const server = await startTestServer();
  const answer = await server.post(
    '{ items { name children { name } } page(first: 100) { edges { node { name } } } item { __typename ...F ...F } } fragment F on Item { name }',
  );
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
});

test.each(['{ echo(text: "a\\u0000b") }', '{ echo(text: "a\\ud800b") }', '{ echo(text: """a\u0000b""") }'])(
  'given %j, when it is posted, then the character that cannot be stored is refused',
  async (query) => {
    const server = await startTestServer();
    const answer = await server.post(query);
    expect(answer.status).toBe(400);
    expect(['BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED']).toContain(
      answer.body.errors?.[0]?.extensions?.['code'],
    );
    expect(server.controls.echoed).toEqual([]);
    expect(await server.stillServes()).toBe(true);
  },
);

test.each([
  [{ input: { note: 'a\u0000b' } }, '$input.note'],
  [{ input: { next: { note: 'a\ud800b' } } }, '$input.next.note'],
  [{ input: {}, other: ['fine', '\u0000'] }, '$other[1]'],
])('given variables %j, when posted, then the refusal names %s', async (variables, path) => {
  const server = await startTestServer();
  const query = 'query ($input: Order!) { order(input: $input) }';
  const answer = await server.post(query, variables);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toMatchObject([
    {
      message: `Variable "${path}" holds a character that cannot be stored.`,
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
  expect(await errorsOverWebSocket(server, query, variables)).toMatchObject([
    { message: `Variable "${path}" holds a character that cannot be stored.` },
  ]);
});

test('given variables that nest too deep, when they are posted, then it is a 400', async () => {
  const server = await startTestServer();
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const answer = await server.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
    body: `{"query":"{ viewer }","variables":{"deep":${deep}}}`,
  });
  expect(answer.status).toBe(400);
  expect(answer.body.errors?.[0]?.extensions).toMatchObject({ limit: 'inputDepth' });
  expect(await server.stillServes()).toBe(true);
});

test('given introspection is off, when the schema is asked for, then both transports refuse and hint at nothing', async () => {
  const server = await startTestServer({ introspection: false });
  const query = '{ __schema { __typename } }';
  expect((await server.post(query)).status).toBe(400);
  expect(await errorsOverWebSocket(server, query)).toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ]);
  expect((await server.post('{ viewr }')).text).not.toContain('viewer');
  expect((await server.post('{ viewer __typename }')).status).toBe(200);
});

test('given introspection is on, when the schema is asked for, then both transports tell it', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const server = await startTestServer();
  const answer = await server.post(getIntrospectionQuery());
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  expect(await errorsOverWebSocket(server, '{ __schema { types { name } } }')).toBeUndefined();
});
