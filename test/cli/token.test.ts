import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { readCall, WrongCall } from '../../src/app/command-line.ts';
import { TOKEN } from '../../src/cli/arguments/token-arguments.ts';
import { createAuthenticator } from '../../src/http/auth/authentication.ts';
import { createDevelopmentKey, developmentTokenKeyPath } from '../../src/http/auth/development-token.ts';
import { oneSigningKey } from '../../src/http/auth/signing-keys.ts';
import { developmentConfig } from '../support/processes/development.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { runCommand } from './command.ts';

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-token-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the command as a process of its own, with these settings only. */
const run = (argv: readonly string[], settings: TestSettings) => runCommand('token', argv, settings);

test('given a role and a tenant, when a token is asked for, then it is printed alone and the server takes it (X1)', async () => {
  const folder = await dataFolder();
  const asked = await run(
    ['--role', 'admin', '--tenant', 'acme', '--name', 'Ada L.', '--expires-in', '90s'],
    {
      DATA_DIR: folder,
    },
  );
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  expect(asked.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const { tokens } = developmentConfig({ DATA_DIR: folder });
  const { publicKey } = await createDevelopmentKey(developmentTokenKeyPath(folder));
  const authenticate = createAuthenticator({
    issuer: tokens.issuer,
    audience: tokens.audience,
    keys: oneSigningKey(publicKey),
    longestLifetime: 90,
    clockTolerance: 5,
    clock: () => Date.now(),
    claims: tokens.claims,
  });
  expect(await authenticate(asked.stdout.trim())).toMatchObject({
    subject: 'dev-admin',
    displayName: 'Ada L.',
    kind: 'PERSON',
    tenant: 'acme',
  });
});

test('given bad arguments, when a token is asked for, then each is named on stderr and the code is 2', async () => {
  const folder = await dataFolder();
  const asked = await run(['--role', 'root', '--expires-in', 'soon'], { DATA_DIR: folder });
  expect([asked.code, asked.stdout]).toEqual([2, '']);
  expect(asked.stderr).toMatch(/^--role: must be one of admin, auditor.*\n--expires-in: must be a time/);
  expect(asked.stderr).toContain('usage: npm run -s token');
});

test('given settings of production, when a token is asked for, then each is named (X6)', async () => {
  const folder = await dataFolder();
  const asked = await run(['--role', 'admin', '--tenant', 'acme'], {
    DATA_DIR: folder,
    JWKS_URL: 'https://issuer.test/jwks',
  });
  expect([asked.code, asked.stdout]).toEqual([2, '']);
  expect(asked.stderr).toContain('JWKS_URL is a production setting');
});

test.each([
  [[], ['--role: must be one of']],
  [['--role', 'admin'], ['--tenant: the role admin needs one']],
  [
    ['--role', 'platform-admin', '--tenant', 'acme'],
    ['--tenant: the role platform-admin is for all tenants'],
  ],
  [['--role', 'admin', '--tenant', '$platform'], ['--tenant: must be 1 to 64 of']],
  [['--role', 'admin', '--tenant', 'acme', '--expires-in', '25h'], ['--expires-in: must be a time']],
  [['--role', 'admin', '--tenant', 'acme', '--expires-in', '0s'], ['--expires-in: must be a time']],
  [
    ['--role', 'admin', '--tenant', 'acme', '--name', 'a\nb', '--subject', ''],
    ['--subject: must be', '--name: must be'],
  ],
  [['--roles', 'admin'], ["Unknown option '--roles'"]],
  [['admin'], ["Unexpected argument 'admin'"]],
])('given %j, when it is parsed, then the problems are named', (argv, problems) => {
  expect(readCall(TOKEN, argv)).toEqual(
    new WrongCall(problems.map((problem) => expect.stringContaining(problem))),
  );
});

test('given a platform role and a service, when it is parsed, then there is no tenant and twelve hours', () => {
  expect(readCall(TOKEN, ['--role', 'platform-dispatcher', '--service'])).toEqual({
    role: 'platform-dispatcher',
    tenant: null,
    subject: 'dev-platform-dispatcher',
    displayName: 'Development platform-dispatcher',
    isService: true,
    lifetime: 43_200,
  });
});

test.each([
  ['dispatcher', 'service'],
  ['admin', 'person'],
])('given the role %s, when a token is asked for, then it is a %s’s (X1)', async (role, kind) => {
  const { stdout } = await run(['--role', role, '--tenant', 'acme'], { DATA_DIR: await dataFolder() });
  expect(decodeJwt(stdout.trim())).toMatchObject({ kind, roles: [role], sub: `dev-${role}` });
});
