import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { newTenant } from '../support/running-system.ts';
import { settled, useConsole } from './console-kit.ts';

/** In bytes of gzip. */
const FIRST_PAGE = 200_000;
const CHARTS = 150_000;

const { open } = useConsole();

/** The scripts that the console loads at a path after what is known already, in bytes of gzip each. */
async function scriptsAt(path: string, known: ReadonlyMap<string, number> = new Map()) {
  const { page } = await open({ role: 'platform-auditor', path: 'nothing' });
  const loaded = new Map<string, number>();
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname;
    if (!name.endsWith('.js') || known.has(name)) return;
    reading.push(response.body().then((body) => void loaded.set(name, gzipSync(body).length)));
  });
  await page.goto(new URL(path, page.url()).href);
  await settled(page);
  await Promise.all(reading);
  return loaded;
}

const sum = (scripts: ReadonlyMap<string, number>) =>
  [...scripts.values()].reduce((all, one) => all + one, 0);

test('given an empty cache, then the first page loads no more script than a phone takes gladly, and charts little more', async () => {
  const tenant = newTenant();
  const pages = ['account', 'dispatches', 'audit'].map((path) => `/console/tenants/${tenant}/${path}`);
  for (const path of [...pages, '/console/platform']) {
    const scripts = await scriptsAt(path);
    expect(scripts.size, path).toBeGreaterThan(0);
    expect(sum(scripts), `script of ${path}: ${JSON.stringify([...scripts])}`).toBeLessThanOrEqual(
      FIRST_PAGE,
    );
  }
  const known = await scriptsAt(pages[0] ?? '');
  const charts = await scriptsAt(`/console/tenants/${tenant}/statistics`, known);
  expect(sum(charts), `script of charts: ${JSON.stringify([...charts])}`).toBeLessThanOrEqual(CHARTS);
});
