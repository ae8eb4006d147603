import { expect, test } from 'vitest';
import { startTestServer, type TestServer, token } from './test-server.ts';

const EXTENSIONS = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
const ACCEPTED = ['application/graphql-response+json', 'application/json'];

const byPost = (parameters: object) => async (server: TestServer, accept: string) =>
  server.send('/graphql', {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
    body: JSON.stringify({ variables: {}, extensions: EXTENSIONS, ...parameters }),
  });

const byGet = async (server: TestServer, accept: string) =>
  server.send(`/graphql?extensions=${encodeURIComponent(JSON.stringify(EXTENSIONS))}`, {
    headers: { accept, authorization: `Bearer ${await token()}` },
  });

test.each([
  ['a POST', byPost({})],
  ['a POST with an empty document', byPost({ query: '' })],
  ['a GET', byGet],
])(
  'given the hash of a document in %s, then the client is told to send the document, as it understands it',
  async (_, send) => {
    const server = await startTestServer();
    for (const accept of ACCEPTED) {
      const { status, body } = await send(server, accept);
      expect([status, body]).toEqual([
        200,
        {
          errors: [
            {
              message: 'PersistedQueryNotSupported',
              extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
            },
          ],
        },
      ]);
    }
  },
);

test('given a document beside its hash, then it is answered', async () => {
  const server = await startTestServer();
  const { status, body } = await byPost({ query: '{ viewer }' })(server, 'application/json');
  expect([status, body]).toEqual([200, { data: { viewer: 'ada' } }]);
});
