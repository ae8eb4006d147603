import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ground, startGround } from '../support/ground.ts';
import { processEnvironment } from '../support/server-process.ts';

const COMMAND = fileURLToPath(new URL('../../src/cli/rotate-keys.ts', import.meta.url));

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

async function run(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', COMMAND], {
    env: processEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    told.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    told.stderr += String(chunk);
  });
  const [code] = await once(child, 'close');
  return { code, ...told };
}

describe('rotate-keys', () => {
  test('given a database and keys, then it says what is under the first of them', async () => {
    const key = Buffer.alloc(32, 1).toString('base64');
    expect(await run({ DATABASE_URL: ground.databaseUrl, MASTER_KEYS: `first:${key}` })).toEqual({
      code: 0,
      stdout: '0 auth tokens and 0 recipients are now under master key first.\n',
      stderr: '',
    });
  });

  test('given no keys, then it asks for them and ends with 2', async () => {
    expect(await run({ DATABASE_URL: ground.databaseUrl })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('MASTER_KEYS'),
    });
  });
});
