import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { issuerOrigins } from '../../../src/http/auth/issuer-endpoints.ts';
import { createLogger } from '../../../src/http/log/logging.ts';
import { consoleRoutes } from '../../../src/http/routes/console-route.ts';
import { NO_PROXIES } from '../../../src/kernel/outgoing-proxy-rules.ts';
import { startTestServer } from '../test-server.ts';
import { builtFolder } from './built-folder.ts';

/** An issuer that answers in turn; a number is a status without a document. It counts how often it was asked. */
async function issuerOf(answers: readonly (number | object)[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(request.url ?? '');
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') return expect.fail('the issuer has no port');
  const { port } = address;
  return { issuer: `http://127.0.0.1:${port}`, asked };
}

const originsOf = (issuer: string) =>
  issuerOrigins(issuer, { proxies: NO_PROXIES, log: createLogger({ level: 'silent' }) });

it('given an issuer whose token endpoint is on another origin, then the page may ask both, and no third (X1)', async () => {
  const { issuer, asked } = await issuerOf([
    {
      token_endpoint: 'https://tokens.example/oauth/token?tenant=acme',
      revocation_endpoint: 'https://tokens.example/oauth/revoke',
      authorization_endpoint: 'https://login.example/',
    },
  ]);
  const server = await startTestServer({
    routes: consoleRoutes({
      signIn: { kind: 'openid-connect', issuer, clientId: 'console', scope: 'openid', audience: null },
      connectTo: originsOf(`${issuer}/`),
      folder: await builtFolder(),
    }),
  });
  for (let visit = 0; visit < 2; visit += 1) {
    const page = await fetch(`${server.url}/console`);
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining(`connect-src 'self' ${issuer} https://tokens.example; font-src`),
    ]);
  }
  expect(asked).toEqual(['/.well-known/openid-configuration']);
});

it('given an issuer that cannot tell its endpoints, then the page may ask its own origin, and it is asked again for the next page', async () => {
  const { issuer, asked } = await issuerOf([
    503,
    { token_endpoint: 'no address' },
    { token_endpoint: 'https://tokens.example/' },
  ]);
  const origins = originsOf(issuer);
  expect(await origins()).toEqual([issuer]);
  expect(await origins()).toEqual([issuer]);
  expect(await origins()).toEqual([issuer, 'https://tokens.example']);
  expect(asked).toHaveLength(3);
});

it('given an issuer that names an endpoint by another protocol, then the page may not ask that', async () => {
  const { issuer } = await issuerOf([{ token_endpoint: 'ftp://tokens.example/' }]);
  expect(await originsOf(issuer)()).toEqual([issuer]);
});
