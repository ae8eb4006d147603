import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestSettings } from '../support/test-settings.ts';
import { startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { runCommand } from './command.ts';

let setup: TestSetup;
beforeAll(async () => {
  setup = await startTestSetup();
});
afterAll(() => setup.stop());

const run = (settings: TestSettings) => runCommand('rotate-keys', [], settings);

describe('rotate-keys', () => {
  test('given a database and keys, then it says what is under the first of them', async () => {
    const key = Buffer.alloc(32, 1).toString('base64');
    expect(await run({ DATABASE_URL: setup.databaseUrl, MASTER_KEYS: `first:${key}` })).toEqual({
      code: 0,
      stdout: '0 auth tokens and 0 recipients are now under master key first.\n',
      stderr: '',
    });
  });

  test('given no keys, then it asks for them and ends with 2', async () => {
    expect(await run({ DATABASE_URL: setup.databaseUrl })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('MASTER_KEYS'),
    });
  });
});
