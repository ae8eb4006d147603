import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/source-tree.ts';

/** What the check of advisories says and ends with where the registry answers as given. */
async function checkedAt(answer: RequestListener, timeout = 60_000) {
  const registry = createServer(answer).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  const address = registry.address();
  if (address === null || typeof address === 'string') expect.fail('no port');
  const child = spawn(join(ROOT, 'node_modules/.bin/tsx'), [join(ROOT, 'scripts/advisories.ts')], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'] },
      ...{ npm_config_registry: `http://127.0.0.1:${address.port}/`, ADVISORIES_TIMEOUT_MS: String(timeout) },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const [status] = await once(child, 'close');
  registry.close();
  registry.closeAllConnections();
  return { status, text };
}

function bulk(advisories: object): RequestListener {
  return (request, response) => {
    const isQuestion = request.url?.endsWith('/advisories/bulk') === true;
    response.writeHead(isQuestion ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isQuestion ? JSON.stringify(advisories) : '{}');
  };
}

describe.concurrent('known weaknesses of packages', { timeout: 120_000 }, () => {
  it('given none, the check passes', async ({ expect }) => {
    const { status, text } = await checkedAt(bulk({}));
    expect([status, text]).toEqual([0, expect.stringContaining('No package that production installs')]);
  });

  it('given one that is high in what production installs, it fails and names the package', async ({
    expect,
  }) => {
    const weakness = { id: 1, url: 'https://advisories.example/1', title: 'x', severity: 'high' };
    const { status, text } = await checkedAt(bulk({ pg: [{ ...weakness, vulnerable_versions: '*' }] }));
    expect([status, text]).toEqual([1, expect.stringContaining('pg: high')]);
  });

  it('given a registry that does not know the question, it is skipped with a word', async ({ expect }) => {
    const { status, text } = await checkedAt((_, response) => response.writeHead(405).end());
    expect([status, text]).toEqual([0, expect.stringContaining('were not looked for')]);
  });

  it('given a registry that never answers, it is given up', async ({ expect }) => {
    const { status, text } = await checkedAt(() => undefined, 3_000);
    expect([status, text]).toEqual([0, expect.stringContaining('were not looked for')]);
  });
});
