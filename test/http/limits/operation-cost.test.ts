import { createClient as createEventClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { documentIdOf } from '../../../src/http/graphql/document/registered-documents.ts';
import { firstSource, startTestServer, type TestServer, token } from '../test-server.ts';

const READ =
  'query Page($first: Int) { page(first: $first) { edges { node { name ...N } } } } fragment N on Item { a: name }';
const COST_OF_READ = {
  documentCharacters: { requested: READ.length, limit: 65_536 },
  nesting: { requested: 4, limit: 64 },
  tokens: { requested: 37, limit: 2_000 },
  operations: { requested: 1, limit: 10 },
  aliases: { requested: 1, limit: 50 },
  directives: { requested: 0, limit: 50 },
  depth: { requested: 4, limit: 20 },
  rootFields: { requested: 1, limit: 20 },
  fields: { requested: 5, limit: 1_000 },
  fragments: { requested: 1, limit: 200 },
  repeatedFieldPairs: { requested: 0, limit: 1_000 },
  // A page counts for as many as it may hold, and so do its edges and their nodes.
  objects: { requested: 9, limit: 10_000 },
};

interface Asked {
  readonly query: string;
  readonly documentId?: string;
  readonly variables?: Record<string, unknown>;
}

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly cost?: unknown } }[] | undefined;
  readonly extensions?: { readonly cost?: unknown } | undefined;
}

const HEADER = { 'x-originator-cost': '1' };

async function byHttp(server: TestServer, init: RequestInit, path = '', headers = {}): Promise<Told> {
  const answer = await server.send(`/graphql${path}`, {
    ...init,
    headers: {
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      ...HEADER,
      ...headers,
    },
  });
  const [, event] = /event: next\ndata: (.*)\n/.exec(answer.text) ?? [];
  return event === undefined ? answer.body : JSON.parse(event);
}

function parameters({ query, documentId, variables }: Asked): string {
  const asked = documentId === undefined ? { query } : { documentId };
  return `?${new URLSearchParams({ ...asked, variables: JSON.stringify(variables ?? {}) })}`;
}

function posted({ query, documentId, variables }: Asked): RequestInit {
  return {
    method: 'POST',
    body: JSON.stringify(documentId === undefined ? { query, variables } : { documentId, variables }),
  };
}

/** One answer by each door, which was asked for the cost as that door has it. */
const DOORS: Readonly<Record<string, (server: TestServer, asked: Asked) => Promise<Told>>> = {
  POST: (server, asked) => byHttp(server, posted(asked)),
  GET: (server, asked) => byHttp(server, {}, parameters(asked)),
  events: (server, asked) => byHttp(server, posted(asked), '', { accept: 'text/event-stream' }),
  async socket(server, asked) {
    const client = createClient({
      url: server.url.replace('http', 'ws').concat('/graphql'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${await token()}` },
      retryAttempts: 0,
    });
    onTestFinished(async () => client.dispose());
    const payload = {
      ...asked,
      ...(asked.documentId === undefined ? {} : { query: '' }),
      extensions: { cost: true },
    };
    try {
      for await (const { extensions, ...result } of client.iterate(payload))
        return { ...result, extensions: Object(extensions) };
      return {};
    } catch (errors) {
      return { errors: Array.isArray(errors) ? errors : [] };
    }
  },
};

/** Wherever the door has the cost. */
const costIn = ({ extensions, errors }: Told) => extensions?.cost ?? errors?.[0]?.extensions?.cost;

const start = () => startTestServer({ documents: new Map([[documentIdOf(READ), READ]]) });

test.each(Object.entries(DOORS))(
  'given a caller who asks for the cost by %s, then each limit is told with what was asked for of it (X5)',
  async (_, ask) => {
    const server = await start();
    for (const how of [{ query: READ }, { query: READ }, { query: '', documentId: documentIdOf(READ) }]) {
      const answer = await ask(server, { ...how, variables: { first: 3 } });
      expect(answer.errors).toBeUndefined();
      expect(answer.extensions?.cost).toEqual(COST_OF_READ);
    }
    const more = await ask(server, { query: READ, variables: { first: 4 } });
    expect(more.extensions?.cost).toMatchObject({ objects: { requested: 12 } });
  },
);

const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (__, n) => text(n)).join(' ');

/** Documents, the limit that refuses each, the least that is told of it, and a limit that is looked at later. */
const REFUSED: readonly (readonly [query: string, limit: string, least: number, later: string])[] = [
  [`{ viewer } #${'x'.repeat(70_000)}`, 'documentCharacters', 70_012, 'nesting'],
  [`{ echo(text: ${'['.repeat(80)}${']'.repeat(80)}) }`, 'nesting', 65, 'tokens'],
  [`{ ${times(2_100, () => 'viewer')} }`, 'tokens', 2_001, 'operations'],
  [`{ item { ${times(60, (n) => `a${n}: name`)} } }`, 'aliases', 60, 'depth'],
  [`{ ${'item { '.repeat(25)}name${' }'.repeat(25)} }`, 'depth', 21, 'objects'],
  ['{ items { children { children { children { name } } } } }', 'objects', 10_001, 'answerValues'],
];

test.each(
  Object.entries(DOORS).flatMap(([door, ask]) =>
    REFUSED.map((refused) => [refused[1], door, ask, refused] as const),
  ),
)(
  'given an operation that the limit of %s refuses, by %s, then its cost is told up to that limit',
  async (_, __, ask, [query, limit, least, later]) => {
    // A request line has a limit of its own.
    const server = await startTestServer({ limits: { targetBytes: 200_000, headerBytes: 300_000 } });
    const answer = await ask(server, { query });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit } }]);
    expect(costIn(answer)).toMatchObject({ [limit]: { requested: expect.any(Number) } });
    const told = new Map(Object.entries(Object(costIn(answer))));
    const { requested, limit: maximum } = Object(told.get(limit));
    expect(requested).toBeGreaterThanOrEqual(least);
    expect(requested).toBeGreaterThan(maximum);
    expect(told.has(later)).toBe(false);
  },
);

test.each(Object.entries(DOORS))(
  'given a document that is not valid, by %s, then what could be counted of it is told',
  async (_, ask) => {
    const server = await start();
    expect(costIn(await ask(server, { query: '{ nothing }' }))).toMatchObject({ fields: { requested: 1 } });
    expect(costIn(await ask(server, { query: '{ broken' }))).toMatchObject({ tokens: { requested: 2 } });
    const wrong = await ask(server, { query: READ, variables: { first: 'x' } });
    expect(costIn(wrong)).toMatchObject({ fields: { requested: 5 } });
    expect(costIn(wrong)).not.toHaveProperty('objects');
  },
);

test('given callers who do not ask, or ask in other words, then no answer tells a cost', async () => {
  const server = await start();
  for (const headers of [
    { 'x-originator-cost': '0' },
    { 'x-originator-cost': 'true' },
    { 'x-originator-cost': '' },
  ]) {
    const { text } = await server.post(READ, { first: 3 }, headers);
    expect(text).not.toContain('cost');
  }
  expect((await server.post('{ viewer }')).body).toEqual({ data: { viewer: 'ada' } });
});

test('given a subscription of a caller who asks for the cost, then each event tells it', async () => {
  const server = await start();
  const client = createEventClient({
    url: `${server.url}/graphql`,
    headers: { authorization: `Bearer ${await token()}`, ...HEADER },
    retryAttempts: 0,
  });
  onTestFinished(() => client.dispose());
  const results = client.iterate({ query: 'subscription { ticks { value } }' });
  const first = results.next();
  const source = await firstSource(server);
  source.tick(1);
  const cost = { depth: { requested: 2 }, objects: { requested: 1 } };
  expect((await first).value).toMatchObject({ data: { ticks: { value: 1 } }, extensions: { cost } });
  source.tick(2);
  expect((await results.next()).value).toMatchObject({ data: { ticks: { value: 2 } }, extensions: { cost } });
});

test('given a registered read with its cost, then it has a tag of its own, and 304 where that is kept', async () => {
  const server = await start();
  const path = `/graphql${parameters({ query: '', documentId: documentIdOf(READ), variables: { first: 1 } })}`;
  const headers = { authorization: `Bearer ${await token()}`, accept: 'application/json' };
  const plain = await server.send(path, { headers });
  const costly = await server.send(path, { headers: { ...headers, ...HEADER } });
  const tag = String(costly.headers.get('etag'));
  expect(plain.body.extensions).toBeUndefined();
  expect(costly.body.extensions).toMatchObject({ cost: { objects: { requested: 3 } } });
  expect(plain.headers.get('etag')).not.toBe(tag);
  expect(plain.headers.get('vary')).toContain('X-Originator-Cost');
  const kept = { ...headers, 'if-none-match': tag };
  expect((await server.send(path, { headers: { ...kept, ...HEADER } })).status).toBe(304);
  expect((await server.send(path, { headers: kept })).status).toBe(200);
});
