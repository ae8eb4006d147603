import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { consoleRoutes } from '../../src/http/routes/console-route.ts';
import { BROWSER, sendRaw } from '../dev/graphiql/own-page.ts';
import { startSystem } from '../support/running-system.ts';
import { startTestServer } from './test-server.ts';

const SCRIPT = 'console.log("Hello");'.repeat(100);
const PAGE = `<html><script type="application/json" id="settings">{}</script>
<script type="module" src="./assets/index-a1.js"></script></html>`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'secret.txt'), 'not to be served');
  await writeFile(join(folder, 'assets/index-a1.js'), SCRIPT);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function serve(connectTo: readonly string[] = [], built = folder) {
  const server = await startTestServer({
    routes: consoleRoutes({ signIn: { kind: 'none' }, connectTo: async () => connectTo, folder: built }),
  });
  return (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    sendRaw(`${server.url}${path}`, method, headers);
}

describe('the console over HTTP', () => {
  it.each([
    ['/console', 'console/assets/'],
    ['/console/', './assets/'],
    ['/console/account', './assets/'],
    ['/console/tenants/acme/account?tab=history', '../../assets/'],
  ])(
    'given %s, be it a deep link or a reload, then the page finds its files relative to it',
    async (path, prefix) => {
      const ask = await serve();
      const page = await ask(path, { Accept: BROWSER.Accept });
      expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const html = page.body.toString();
      expect(html).toContain(`src="${prefix}index-a1.js"`);
      expect(html).toContain('id="settings">{"signIn":{"kind":"none"}}<');
      const at = new URL(`${prefix}index-a1.js`, `http://a.test${path}`).pathname;
      expect((await ask(at)).body.toString()).toBe(SCRIPT);
    },
  );

  it('given the page, then its policy allows no other place, nothing inline and no frame', async () => {
    const policy = (await (await serve())('/console')).headers['content-security-policy'];
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const other = await (await serve(['https://id.example']))('/console');
    expect(other.headers['content-security-policy']).toContain("connect-src 'self' https://id.example;");
  });

  it('given a browser comes again, then files are kept for ever, and the page is asked for and found unchanged', async () => {
    const ask = await serve();
    const script = await ask('/console/assets/index-a1.js', BROWSER);
    expect(script.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
    });
    const page = await ask('/console/account', BROWSER);
    expect(page.headers['cache-control']).toBe('no-cache');
    const again = await ask('/console/account', { 'If-None-Match': page.headers.etag ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it.each([
    '/console/assets/other.js',
    '/console/assets/',
    '/console/assets/..%2fsecret.txt',
    '/console/assets/..%2findex.html',
    '/console/assets/a/index-a1.js',
    '/console/a/b/c/d/e/f/g/h/i',
    '/consoles',
  ])('given %s, which is no file of it, then there is nothing', async (path) => {
    expect((await (await serve())(path)).status).toBe(404);
  });

  it('given another method, then it is refused', async () => {
    expect((await (await serve())('/console', {}, 'POST')).status).toBe(405);
  });

  it('given no built console, then the answer names the command that builds it, and it is found once it is there', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'originator-console-'));
    onTestFinished(() => rm(empty, { recursive: true, force: true }));
    const ask = await serve([], join(empty, 'console'));
    for (const path of ['/console', '/console/assets/index-a1.js']) {
      const answer = await ask(path);
      expect([answer.status, answer.body.toString()]).toEqual([
        404,
        expect.stringContaining('npm run build'),
      ]);
    }
    await mkdir(join(empty, 'console'));
    await writeFile(join(empty, 'console/index.html'), PAGE);
    expect((await ask('/console')).status).toBe(200);
  });
});

it('given CONSOLE=off, then there is no console, and / leads to GraphiQL', async () => {
  const system = await startSystem({ CONSOLE: 'off' });
  onTestFinished(() => system.stop());
  const { url } = system.app;
  for (const path of ['/console', '/console/account', '/console/assets/a.js'])
    expect((await sendRaw(`${url}${path}`, 'GET', BROWSER)).body.toString()).toContain('"Not found."');
  expect((await sendRaw(`${url}/`, 'GET', BROWSER)).headers.location).toBe('graphql');
});
