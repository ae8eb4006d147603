import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { REPOSITORY } from '../../support/processes/built-program.ts';

test('given the build of the console, then it takes the client as it is packed for others, and not its source', async () => {
  // It sets the mode of the build for its process.
  const { NODE_ENV: mode = 'test' } = process.env;
  onTestFinished(() => void Object.assign(process.env, { NODE_ENV: mode }));
  const { default: config } = await import('../../../vite.config.ts');
  const alias: unknown = Object.entries(config.resolve?.alias ?? {}).find(
    ([name]) => name === '@originator/client',
  )?.[1];
  if (typeof alias !== 'string') return expect.fail('the console names no client');
  expect(alias).toBe(join(REPOSITORY, 'dist', 'client-package'));
  const { name, exports } = JSON.parse(await readFile(join(alias, 'package.json'), 'utf8'));
  expect([name, exports['.'].default]).toEqual(['@originator/client', './index.js']);
  const module = await readFile(join(alias, 'index.js'), 'utf8');
  expect(module).toContain('createClient');
}, 120_000);
