import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadDevelopmentPages } from '../../../src/app/development-pages.ts';
import { isPlatformRole } from '../../../src/kernel/access.ts';
import { ROLE_NAMES } from '../../../src/kernel/vocabulary/access.ts';
import { startTestServer } from '../../http/test-server.ts';
import { builtProgram, REPOSITORY } from '../../support/processes/built-program.ts';
import { developmentConfig } from '../../support/processes/development.ts';
import { newTenant, type OwnSystem, startSystem } from '../../support/running-system.ts';
import { BROWSER, ownPage, type RawAnswer, sendRaw } from './own-page.ts';

/** What all that the page loads may weigh, compressed. */
const HEAVIEST_BYTES = 2_000_000;

let system: OwnSystem;
let url: string;

beforeAll(async () => {
  await builtProgram();
  // A front end under development is allowed to read answers, and is still no page of ours.
  system = await startSystem({ CORS_ORIGINS: 'http://localhost:3000' });
  url = system.app.url;
}, 180_000);

afterAll(() => system.stop());

const open = (path: string, at = url) => sendRaw(`${at}${path}`, 'GET', BROWSER);
const textOf = ({ headers, body }: RawAnswer) =>
  (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
const signIn = (query: string, headers: Readonly<Record<string, string>> = {}, at = url) =>
  sendRaw(`${at}/development/token?${query}`, 'POST', { ...ownPage(at), ...headers });

async function query(token: string, document: string): Promise<unknown> {
  const answer = await fetch(system.endpoint, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: document }),
  });
  return answer.json();
}

/** What the editor of the page begins with. */
function firstQueryOf(html: string): string {
  return JSON.parse(/<script[^>]* id="settings">([^<]*)</.exec(html)?.[1] ?? '').firstQuery;
}

describe('the page', () => {
  it.each([
    '/graphql',
    '/graphql?',
    '/graphql?query=%7Bviewer%7Bsubject%7D%7D',
    '/graphql?query=mutation%7Bx%7D&variables=%7B%7D&operationName=A',
    '/graphql?query=%7B',
    '/graphql?extensions=no-json&query=',
  ])('given a browser opens %s, be it a reload or a shared link, then it gets the page', async (path) => {
    const page = await open(path);
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(textOf(page)).toContain('<title>GraphiQL');
  });

  it.each([
    'application/json',
    'application/graphql-response+json, text/html;q=0.5',
    'text/event-stream',
    '*/*',
  ])('given a client that accepts %s and asks by GET, then it is served as ever', async (accept) => {
    const path = '/graphql?query=%7Bviewer%7Bsubject%7D%7D';
    expect((await sendRaw(`${url}${path}`, 'GET', { Accept: accept })).status).toBe(401);
    const authorization = `Bearer ${await system.token({ subject: 'ada', tenant: newTenant() })}`;
    const answer = await sendRaw(`${url}${path}`, 'GET', { Accept: accept, Authorization: authorization });
    expect([answer.status, answer.body.toString()]).toEqual([
      200,
      expect.stringContaining('{"data":{"viewer":{"subject":"ada"}}}'),
    ]);
  });

  it('given the page with all that it can load, then it is its own, holds no token and is under 2 MB compressed', async () => {
    const page = await open('/graphql');
    const html = textOf(page);
    expect(html).not.toMatch(/Bearer e|eyJ/);
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const named = [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)]
      .map(([, path = '']) => path)
      .filter((path) => path !== 'data:,');
    expect(named.length).toBeGreaterThan(1);
    for (const path of named) expect(path).toMatch(/^graphiql\/assets\/[\w.-]+$/);
    let bytes = page.body.length;
    for (const name of await readdir(join(REPOSITORY, 'dist/graphiql/assets'))) {
      const path = `/graphiql/assets/${name}`;
      const asset = await open(path);
      expect([asset.status, asset.headers['content-encoding']], path).toEqual([200, 'gzip']);
      bytes += asset.body.length;
      const plain = await sendRaw(`${url}${path}`, 'GET', {});
      expect([plain.headers['content-encoding'], textOf(plain)]).toEqual([undefined, textOf(asset)]);
      const again = { ...BROWSER, 'If-None-Match': asset.headers.etag ?? '' };
      expect(await sendRaw(`${url}${path}`, 'GET', again)).toMatchObject({ status: 304 });
      expect((await sendRaw(`${url}${path}`, 'POST', {})).status).toBe(405);
    }
    expect(bytes).toBeLessThan(HEAVIEST_BYTES);
  });

  it('given / is opened, then it leads to the console; an unknown path leads nowhere', async () => {
    const root = await open('/');
    expect(root.status).toBe(302);
    expect(new URL(root.headers.location ?? '', `${url}/`).href).toBe(`${url}/console`);
    for (const path of [
      '/graphiql',
      '/graphiql/',
      '/graphiql/assets/..%2findex.html',
      '/graphiql/index.html',
      '/other',
    ])
      expect((await open(path)).status, path).toBe(404);
  });
});

describe('signing in', () => {
  it.each(ROLE_NAMES)(
    'given the page signs in as %s, then the first query in its editor works (X1)',
    async (role) => {
      const tenant = newTenant();
      const wanted = new URLSearchParams({ role, ...(isPlatformRole(role) ? {} : { tenant }) });
      const answer = await signIn(String(wanted));
      expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
      const { token, expiresAt } = JSON.parse(textOf(answer));
      expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60 * 1_000);
      const told = await query(token, firstQueryOf(textOf(await open('/graphql'))));
      expect(told).toMatchObject({
        data: {
          viewer: {
            displayName: `Development ${role}`,
            tenant: isPlatformRole(role) ? null : { id: expect.any(String) },
          },
        },
      });
      expect(told).not.toHaveProperty('errors');
    },
  );

  it.each([
    '',
    'role=root',
    'role=admin',
    'role=admin&tenant=..',
    'role=admin&tenant=a%00b',
    'role=__proto__&tenant=acme',
  ])('given it asks for "%s", then it is refused (X1)', async (wanted) => {
    const answer = await signIn(wanted);
    expect([answer.status, textOf(answer)]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a page of another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'another port that may read answers',
      { Origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'same-site' },
    ],
    ['a page in a sandbox', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['an address that a person opens', { 'Sec-Fetch-Site': 'none' }],
    ['a browser that says nothing of its page', { 'Sec-Fetch-Site': '' }],
    ['a name that was made to point here', { Host: 'evil.example:80', Origin: 'http://evil.example:80' }],
    [
      'a name that begins like ours',
      { Host: 'localhost.evil.example', Origin: 'http://localhost.evil.example' },
    ],
    ['a name that looks like an address', { Host: '127.0.0.1.nip.io', Origin: 'http://127.0.0.1.nip.io' }],
    [
      'a name with a user in front',
      { Host: 'localhost@evil.example', Origin: 'http://localhost@evil.example' },
    ],
    ['any address', { Host: '0.0.0.0', Origin: 'http://0.0.0.0' }],
    ['a page that is not at the host it asks', { Origin: 'http://127.0.0.1:1' }],
    ['a proxy', { 'X-Forwarded-For': '127.0.0.1' }],
    ['a proxy that tells the host', { 'X-Forwarded-Host': 'localhost' }],
    ['a proxy of the standard', { Forwarded: 'for=127.0.0.1' }],
    ['a tunnel', { Via: '1.1 tunnel' }],
  ])('given a request of %s, then it gets no token (X1)', async (_, headers) => {
    const answer = await signIn('role=admin&tenant=acme', headers);
    expect([answer.status, textOf(answer)]).toEqual([403, expect.stringContaining('FORBIDDEN')]);
    expect(textOf(answer)).not.toContain('eyJ');
  });

  it('given a link, an image or a preflight asks, then it gets no token either (X1)', async () => {
    const address = `${url}/development/token?role=admin&tenant=acme`;
    for (const method of ['GET', 'HEAD', 'PUT'])
      expect((await sendRaw(address, method, ownPage(url))).status, method).toBe(405);
    const preflight = await sendRaw(address, 'OPTIONS', {
      ...{ Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('given a development behind a proxy, then the page asks for a token (X1)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'originator-graphiql-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const config = developmentConfig({ DATA_DIR: folder, TRUSTED_PROXIES: '127.0.0.1' });
    const server = await startTestServer(await loadDevelopmentPages(config));
    const page = textOf(await open('/graphql', server.url));
    expect(page).toContain('"signIn":null');
    expect((await signIn('role=admin&tenant=acme', {}, server.url)).status).toBe(404);
  });
});

it('given production, then there is no page, no sign-in and nothing at / (X1, X6)', async () => {
  const production = await startSystem({ ORIGINATOR_MODE: 'production' });
  onTestFinished(() => production.stop());
  const at = production.app.url;
  expect((await open('/graphql', at)).status).toBe(401);
  for (const path of ['/', '/graphiql/assets/index.js', '/development/token'])
    expect((await open(path, at)).status).toBe(404);
  expect((await signIn('role=admin&tenant=acme', {}, at)).status).toBe(404);
});
