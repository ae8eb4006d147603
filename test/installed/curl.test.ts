import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { newTenant } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';

test('given the calls of curl, when they are run as the page shows them, then they read, are refused in types, and get events (V1)', async () => {
  const system = await sharedSystem();
  const page = await readFile(join(REPOSITORY, 'docs/front-end.md'), 'utf8');
  const [, calls = ''] = page.split('### curl\n')[1]?.match(/```sh\n([\s\S]*?)```/) ?? [];
  const token = await system.token({ subject: 'ada', tenant: newTenant() });
  const env = { PATH: process.env['PATH'], ORIGINATOR_URL: system.endpoint, ORIGINATOR_TOKEN: token };
  const answers = await new Promise<string>((resolve, reject) => {
    execFile('sh', ['-c', calls], { env, timeout: 20_000 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });
  expect(answers).toContain('{"data":{"viewer":{"subject":"ada"}}}');
  expect(answers).toContain('"message":"Twilio account SID must be 34 characters long"');
  expect(answers).toMatch(/event: next\ndata: \{.*"errors".*\}/);
});
