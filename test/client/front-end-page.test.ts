import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildClientPackage } from '../../scripts/client/client-package.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { newTenant, type RunningSystem } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';

let system: RunningSystem;
let page: string;
let folder: string;
beforeAll(async () => {
  system = await sharedSystem();
  page = await readFile(join(REPOSITORY, 'docs/front-end.md'), 'utf8');
  // Below the project, so that the packages are found as they are by a front end, and the client beside them.
  folder = await mkdtemp(join(REPOSITORY, 'node_modules/.front-end-'));
  await buildClientPackage(join(folder, 'node_modules/@originator/client'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The program that the page shows below a heading. */
function programBelow(heading: string): string {
  const [, program] = page.split(`### ${heading}\n`)[1]?.match(/```js\n([\s\S]*?)```/) ?? [];
  if (program === undefined) throw new Error(`the page shows nothing for ${heading}`);
  return program;
}

async function run(heading: string): Promise<readonly string[]> {
  const file = join(folder, `${heading.replaceAll(' ', '-')}.mjs`);
  await writeFile(file, programBelow(heading));
  const token = await system.token({ subject: 'ada', tenant: newTenant() });
  return new Promise((resolve, reject) => {
    const options = {
      env: { ORIGINATOR_URL: system.endpoint, ORIGINATOR_TOKEN: token, NODE_ENV: 'production' },
      timeout: 20_000,
    };
    execFile(process.execPath, ['--no-warnings', file], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim().split('\n'));
      else reject(new Error(`${error.message}\n${stdout}${stderr}`));
    });
  });
}

test.each(['urql', 'Apollo Client', 'Relay'])(
  'given the set-up for %s, when it is run as the page shows it, then it reads, is refused in types, and follows to the end (V1, V2)',
  async (heading) => {
    const [subject, refused, ...statuses] = await run(heading);
    expect(subject).toBe('ada');
    expect(refused).toBe('InvalidInput Twilio account SID must be 34 characters long');
    expect(statuses.at(-1)).toBe('FAILED Error receiving account information');
  },
);
