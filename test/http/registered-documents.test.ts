import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  documentIdOf,
  readRegisteredDocuments,
} from '../../src/http/graphql/document/registered-documents.ts';
import { startTestServer, type TestServer, token } from './test-server.ts';

const READ = 'query Viewer { viewer }';
const ADD = 'mutation Add { add(amount: 1) }';
const TICKS = 'subscription Ticks { ticks { value } }';
const DOCUMENTS = new Map([READ, ADD, TICKS].map((text) => [documentIdOf(text), text]));

interface Asked {
  readonly query?: string;
  readonly documentId?: string;
}

const byId = (text: string): Asked => ({ documentId: documentIdOf(text) });

type Door = (server: TestServer, asked: Asked) => Promise<string>;

async function byHttp(server: TestServer, init: RequestInit, accept: string, path = ''): Promise<string> {
  const headers = { accept, authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
  return (await server.send(`/graphql${path}`, { ...init, headers })).text;
}

/** What came back, in whichever form, by each door. */
const DOORS: Readonly<Record<string, Door>> = {
  POST: (server, asked) =>
    byHttp(server, { method: 'POST', body: JSON.stringify(asked) }, 'application/graphql-response+json'),
  GET: (server, asked) => byHttp(server, {}, 'application/json', `?${new URLSearchParams({ ...asked })}`),
  events: (server, asked) =>
    byHttp(server, { method: 'POST', body: JSON.stringify(asked) }, 'text/event-stream'),
  async socket(server, { query = '', documentId }) {
    const client = createClient({
      url: server.url.replace('http', 'ws').concat('/graphql'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${await token()}` },
      retryAttempts: 0,
    });
    onTestFinished(async () => client.dispose());
    const payload = documentId === undefined ? { query } : { query, documentId };
    try {
      for await (const result of client.iterate(payload)) return JSON.stringify(result);
      return '';
    } catch (errors) {
      return JSON.stringify({ errors });
    }
  },
};

const start = (otherDocuments: 'open' | 'logged' | 'registered-only') =>
  startTestServer({ documents: DOCUMENTS, otherDocuments });

test('given the documents that come with the program, then each is the text of its id', async () => {
  const documents = await readRegisteredDocuments();
  expect(documents.size).toBeGreaterThan(40);
  for (const [id, text] of documents) expect(documentIdOf(text)).toBe(id);
});

test.each(Object.entries(DOORS))(
  'given registered documents only, when any other comes by %s, then it is refused each time, and those are answered by id and in full',
  async (_, ask) => {
    const server = await start('registered-only');
    for (const query of ['{ viewer }', '{ __schema { types { name } } }', '{ broken', '{ viewer }']) {
      expect(await ask(server, { query })).toMatch(/registered documents only.*"FORBIDDEN"/);
    }
    expect(await ask(server, byId(READ))).toContain('{"data":{"viewer":"ada"}}');
    expect(await ask(server, { query: READ })).toContain('{"data":{"viewer":"ada"}}');
  },
);

test.each(Object.entries(DOORS))(
  'given an id of no document, or one beside a text, when it comes by %s, then it is told what to do, with a code',
  async (_, ask) => {
    const server = await start('open');
    const unknown = documentIdOf('{ other }');
    const told = await ask(server, { documentId: unknown });
    expect(told).toMatch(/another version of this server.*"NOT_FOUND"/);
    expect(told).toContain(`"documentId":"${unknown}"`);
    expect(await ask(server, { documentId: 'sha256:<script>' })).toMatch(/64 lower-case.*"BAD_REQUEST"/);
    expect(await ask(server, { ...byId(READ), query: '{ viewer }' })).toMatch(/not both.*"BAD_REQUEST"/);
  },
);

test('given a log of other documents, when they come by all doors, then each is noted once by name and hash, and nothing of it', async () => {
  const server = await start('logged');
  const other = 'query Other { viewer } # a secret';
  for (const ask of Object.values(DOORS)) {
    for (const asked of [{ query: other }, { query: other }, byId(READ), { query: READ }, { query: '{' }]) {
      await ask(server, asked);
    }
  }
  const noted = server.lines.filter((line) => line.includes('not registered'));
  expect(noted.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ documentId: documentIdOf(other), operation: 'Other' }),
  ]);
  expect(server.lines.join('')).not.toContain('a secret');
});

/** A read by GET. */
async function read(server: TestServer, bearer: string, headers: Record<string, string> = {}, text = READ) {
  const path = `/graphql?${new URLSearchParams({ ...byId(text) })}`;
  return server.send(path, {
    headers: { accept: 'application/json', authorization: `Bearer ${bearer}`, ...headers },
  });
}

test('given a registered read, when it is asked for again by GET, then it is answered with 304 for as long as it is the same', async () => {
  const server = await start('open');
  const ada = await token();
  const first = await read(server, ada);
  expect([first.status, first.body]).toEqual([200, { data: { viewer: 'ada' } }]);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  expect(first.headers.get('vary')).toBe('Authorization, Accept, X-Originator-Cost');
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^"[\w-]{43}"$/);
  for (const kept of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const again = await read(server, ada, { 'if-none-match': kept });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
    expect(again.headers.get('cache-control')).toBe('private, no-cache');
  }
  expect((await read(server, ada, { 'if-none-match': '"other"' })).status).toBe(200);
});

test('given what one caller was told, when another or one of another tenant asks, then it is told in full', async () => {
  const server = await start('open');
  const tag = (await read(server, await token())).headers.get('etag') ?? '';
  for (const changes of [{ subject: 'bob' }, { tenant: 'other' }]) {
    const answer = await read(server, await token(changes), { 'if-none-match': tag });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).not.toBe(tag);
  }
});

test('given a mutation, a subscription, or a read without a token, when it comes by GET, then nothing may be kept', async () => {
  const server = await start('open');
  const ada = await token();
  const added = await read(server, ada, {}, ADD);
  expect([added.status, server.controls.added]).toEqual([405, 0]);
  const answers = [added, await read(server, ada, {}, TICKS), await read(server, 'nobody')];
  for (const { headers, status } of answers) {
    expect(status).toBeGreaterThan(400);
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null]);
  }
});
