import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { readRegisteredDocuments } from '../../src/http/graphql/document/registered-documents.ts';
import { newTenant, type RunningSystem } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';

interface Asked {
  readonly query: string;
  readonly documentId?: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

let system: RunningSystem;
let bearer: string;
beforeAll(async () => {
  system = await sharedSystem();
  bearer = `Bearer ${await system.token({ role: 'admin', tenant: newTenant() })}`;
});

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);

/** The answer to what is asked as of now would differ from one moment to the next. */
const AN_INSTANT = '2026-11-01T00:00:00.000Z';

/** Each published operation with the fragments that it spreads. */
async function published(): Promise<readonly Asked[]> {
  const files = (await readdir(OPERATIONS)).filter((name) => name.endsWith('.graphql'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, OPERATIONS), 'utf8')));
  const { definitions } = parse(texts.join('\n'));
  const fragmentsOf = (
    node: DocumentNode | OperationDefinitionNode,
    found = new Set<string>(),
  ): Set<string> => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        if (found.has(value)) return;
        found.add(value);
        const fragment = definitions.filter(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === value,
        );
        fragmentsOf({ kind: Kind.DOCUMENT, definitions: fragment }, found);
      },
    });
    return found;
  };
  return definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .filter(({ operation }) => operation !== 'subscription')
    .map((operation) => {
      const used = fragmentsOf(operation);
      const fragments = definitions.filter(
        (one) => one.kind === Kind.FRAGMENT_DEFINITION && used.has(one.name.value),
      );
      return {
        query: print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }),
        variables: { at: AN_INSTANT },
      };
    });
}

/** Each registered document that is not a subscription, as it is asked for by its id, and its text. */
async function registered(): Promise<readonly (Asked & { readonly text: string })[]> {
  const documents = [...(await readRegisteredDocuments())];
  return documents
    .map(([documentId, text]) => ({ query: '', documentId, text, variables: { at: AN_INSTANT } }))
    .filter(({ text }) => !/(^| )subscription \w/.test(text));
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const OWN: readonly Asked[] = [
  { query: '{ viewer { subject } }' },
  { query: '{ __typename }' },
  { query: 'query A { viewer { subject } } query B { __typename }', operationName: 'B' },
  { query: 'query A { viewer { subject } } query B { __typename }' },
  { query: 'query A { __typename }', operationName: 'C' },
  { query: '{ tenant { configuration { version } dispatchRecords(first: 2) { edges { node { id } } } } }' },
  { query: '{ tenants(first: 2) { edges { node { id } } } }' },
  { query: '{ node(id: "nothing") { id } }' },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: 7 } },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: { a: [1] } } },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: 'a\u0000b' } },
  { query: 'query ($id: ID!) { node(id: $id) { id } }' },
  { query: 'query ($id: Nothing) { __typename }' },
  {
    query: 'mutation ($input: DispatchInput!) { dispatch(input: $input) { __typename } }',
    variables: { input: {} },
  },
  {
    query: 'mutation ($input: SaveTwilioAccountInput!) { saveTwilioAccount(input: $input) { __typename } }',
    variables: { input: { nothing: 'secret' } },
  },
];

const HOSTILE: readonly Asked[] = [
  { query: '{' },
  { query: '' },
  { query: '{ viewer { "secret" } }' },
  { query: '{ nothing }' },
  { query: '{ viewer { subject @nothing } }' },
  { query: '{ ...F } fragment F on Query { ...F }' },
  { query: `{ ${times(60, (index) => `a${index}: __typename`)} }` },
  { query: `{ ${times(900, (index) => `a${index}: __typename`)} }` },
  { query: `{ a(b: ${'['.repeat(3_000)}${']'.repeat(3_000)}) }` },
  { query: `{ viewer { subject } } #${'x'.repeat(3_000)}` },
  {
    query: `{ tenant { ${times(40, (index) => `a${index}: auditLog(first: 100) { edges { node { id } } }`)} } }`,
  },
  { query: 'subscription A { dispatchRecorded { record { id } } } { __typename }' },
];

/** A GET changes nothing, and its target is bounded. */
const fitsGet = ({ query }: Asked) =>
  !query.trimStart().startsWith('mutation') && encodeURIComponent(query).length < 7_000;

const TOLD = [
  'content-type',
  'retry-after',
  'www-authenticate',
  'cache-control',
  'content-security-policy',
  'vary',
];

async function answerOf(asked: Promise<Response>) {
  const answer = await asked;
  const headers = TOLD.map((name) => answer.headers.get(name));
  return { status: answer.status, headers, text: await answer.text() };
}

const byPost = (asked: Asked, accept: string, authorization = bearer) =>
  answerOf(
    fetch(system.endpoint, {
      method: 'POST',
      headers: { authorization, accept, 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    }),
  );

function byGet(
  { query, documentId, variables, operationName }: Asked,
  accept: string,
  authorization = bearer,
) {
  const parameters = new URLSearchParams({
    query,
    ...(documentId === undefined ? {} : { documentId }),
    ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }),
    ...(operationName === undefined ? {} : { operationName }),
  });
  return answerOf(fetch(`${system.endpoint}?${parameters}`, { headers: { authorization, accept } }));
}

async function firstOf(results: AsyncIterable<unknown>): Promise<unknown> {
  for await (const result of results) return result;
  return undefined;
}

const byEvents = (asked: Asked, authorization = bearer) =>
  firstOf(
    createEventClient({ url: system.endpoint, headers: { authorization }, retryAttempts: 0 }).iterate(asked),
  );

async function bySocket(asked: Asked, authorization = bearer): Promise<unknown> {
  const client = createSocketClient({
    url: system.endpoint.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  try {
    return await firstOf(client.iterate(asked));
  } catch (errors) {
    return { errors };
  } finally {
    await client.dispose();
  }
}

describe('one corpus through all doors', () => {
  test.each(['application/graphql-response+json', 'application/json'])(
    'given any document, when it comes by POST or by GET, then status, headers and body are the same as %s',
    async (accept) => {
      const corpus = [...(await published()), ...OWN, ...HOSTILE].filter(fitsGet);
      expect(corpus.length).toBeGreaterThan(30);
      for (const asked of corpus) {
        expect(await byPost(asked, accept), asked.query.slice(0, 200)).toEqual(await byGet(asked, accept));
      }
    },
  );

  test('given any document, when it comes for events or by a socket, then its result is the same as by POST', async () => {
    for (const asked of [...(await published()), ...OWN, ...HOSTILE]) {
      // What is no GraphQL request at all is refused before any result.
      if (asked.query === '') continue;
      const { text } = await byPost(asked, 'application/json');
      const result: unknown = JSON.parse(text);
      expect(await byEvents(asked), asked.query.slice(0, 200)).toEqual(result);
      expect(await bySocket(asked), asked.query.slice(0, 200)).toEqual(result);
    }
  });
});

describe('one corpus of registered documents through all doors', () => {
  test('given any of them, when it is asked for by its id, then its result is the same by each door, and that of its text', async () => {
    const corpus = await registered();
    expect(corpus.length).toBeGreaterThan(30);
    for (const { text, ...asked } of corpus) {
      const name = / (\w+)[ ({]/.exec(text.slice(text.search(/(^| )(query|mutation) /) + 1))?.[1];
      const posted = await byPost(asked, JSON_TYPE);
      expect(await byPost({ query: text, variables: { at: AN_INSTANT } }, JSON_TYPE), name).toEqual(posted);
      const result: unknown = JSON.parse(posted.text);
      expect(await byEvents(asked), name).toEqual(result);
      expect(await bySocket(asked), name).toEqual(result);
      if (/(^| )mutation /.test(text)) continue;
      const got = await byGet(asked, JSON_TYPE);
      expect([got.status, got.text], name).toEqual([posted.status, posted.text]);
    }
  });
});

const JSON_TYPE = 'application/json';
const parsed = async (answer: Promise<{ readonly text: string }>): Promise<unknown> =>
  JSON.parse((await answer).text);

/** The result of an operation by each door. */
const DOORS: Readonly<Record<string, (asked: Asked, authorization: string) => Promise<unknown>>> = {
  POST: (asked, authorization) => parsed(byPost(asked, JSON_TYPE, authorization)),
  GET: (asked, authorization) => parsed(byGet(asked, JSON_TYPE, authorization)),
  events: byEvents,
  socket: bySocket,
};

/** The functions of these modules that are called meanwhile, as V8 itself counts them. */
async function calledMeanwhile(modules: RegExp, work: () => Promise<unknown>): Promise<readonly string[]> {
  const inspector = new Session();
  inspector.connect();
  try {
    await inspector.post('Profiler.enable');
    await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await work();
    const { result } = await inspector.post('Profiler.takePreciseCoverage');
    const functions = result.filter(({ url }) => modules.test(url)).flatMap((module) => module.functions);
    return functions.filter(({ ranges: [whole] }) => whole?.count !== 0).map((one) => one.functionName);
  } finally {
    await inspector.post('Profiler.stopPreciseCoverage');
    inspector.disconnect();
  }
}

describe('a document that is known to be valid', () => {
  const code = (expected: string) => ({
    errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: expected }) })],
  });

  test.each(Object.entries(DOORS))(
    'given one, when it comes by %s again, then its variables, cost, name and rights are checked as ever (X1, X5)',
    async (_door, ask) => {
      const pages = times(
        40,
        (index) => `a${index}: dispatchRecords(first: $first) { edges { node { id } } }`,
      );
      const query = `# ${randomUUID()}
        query Costly($first: Int!) { tenant { ${pages} } } query Tenants { tenants(first: 1) { edges { cursor } } }`;
      const costly = { query, operationName: 'Costly' };
      const tenants = { query, operationName: 'Tenants' };
      const platform = `Bearer ${await system.token({ role: 'platform-admin' })}`;
      for (let time = 1; time <= 2; time += 1) {
        expect(await ask({ ...costly, variables: { first: 1 } }, bearer)).not.toHaveProperty('errors');
        expect(await ask(tenants, platform)).not.toHaveProperty('errors');
      }
      expect(await ask({ ...costly, variables: { first: 'x' } }, bearer)).toMatchObject(
        code('BAD_USER_INPUT'),
      );
      expect(await ask(costly, bearer)).toMatchObject(code('BAD_USER_INPUT'));
      expect(await ask({ ...costly, variables: { first: 100 } }, bearer)).toMatchObject(
        code('LIMIT_EXCEEDED'),
      );
      expect(await ask({ query, operationName: 'Other' }, bearer)).toMatchObject(
        code('OPERATION_RESOLUTION_FAILURE'),
      );
      expect(await ask(tenants, bearer)).toMatchObject(code('FORBIDDEN'));
    },
  );

  test('given one, when it is posted again, then it is neither parsed nor validated, and no plugin is asked', async () => {
    const asked = { query: `# ${randomUUID()}\n{ viewer { subject } }` };
    const post = async () => expect((await byPost(asked, JSON_TYPE)).status).toBe(200);
    const library = /node_modules\/(graphql-yoga|@envelop|graphql\/(language\/parser|validation))\b/;
    expect(await calledMeanwhile(library, post)).toEqual(
      expect.arrayContaining(['validate', 'parseDocument']),
    );
    expect(await calledMeanwhile(library, post)).toEqual([]);
  });
});
