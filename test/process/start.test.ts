import { exec, execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import { ROLE_NAMES } from '../../src/kernel/vocabulary/access.ts';
import { builtProgram, REPOSITORY } from '../support/processes/built-program.ts';
import { DEVELOPMENT } from '../support/processes/development.ts';
import { processEnvironment, runToEnd } from '../support/processes/server-process.ts';
import { ask, beginVerification, follow, LONG, PATIENCE, VIEWER } from './api.ts';
import {
  type DataFolder,
  type Foreground,
  makeDataFolder,
  runInForeground,
  runInTerminal,
  SCREEN,
  stillRunning,
} from './foreground.ts';

/** The whole banner, to the last of its commands. */
const STARTED = /Ctrl-C stops everything[\s\S]*A token of each role[\s\S]*?\n(?! {2}npm run)/;
/** How npm ends after Ctrl-C: as the server does, or, where a shell stands between them, as that shell does. */
const BY_CONTROL_C = [
  { code: 0, signal: null },
  { code: null, signal: 'SIGINT' },
];
const LATEST = '{ tenant { latestVerification { status } } }';

let folder: DataFolder;
/** Below the ports that the system hands out by itself, so that the next one is free too. */
const port = randomInt(15_000, 30_000);
const endpoint = `http://127.0.0.1:${port}/graphql`;
const opened: Foreground[] = [];

beforeAll(async () => {
  folder = await makeDataFolder();
});

afterAll(async () => {
  await Promise.all(opened.map((one) => one.pressControlC()));
  await folder.remove();
});

function npmStart(): Foreground {
  const started = runInForeground('exec npm start', { DATA_DIR: folder.path, PORT: String(port) });
  opened.push(started);
  return started;
}

async function stopCompletely(running: Foreground): Promise<void> {
  const processes = await running.processes();
  expect(processes.map(({ command }) => command).join('\n')).toMatch(/dist\/main\.js/);
  expect(BY_CONTROL_C).toContainEqual(await running.pressControlC());
  expect(await stillRunning(processes)).toEqual([]);
}

describe('npm start', LONG, () => {
  it('given an empty folder, when it is started, joined, killed, started again and stopped, then it does what it prints', async () => {
    const first = npmStart();
    const output = await first.printed(STARTED);
    expect(output).toContain(endpoint);
    await first.printed(/^\{"level":"info",.*"msg":"listening"\}$/m);
    const token = await issueToken();
    expect((await ask(endpoint, token, VIEWER)).data).toEqual({ viewer: { subject: 'dev-admin' } });
    const accounts: unknown = await (
      await fetch(/http\S+\/simulator\/accounts$/m.exec(output)?.[0] ?? '')
    ).json();
    expect(accounts).toMatchObject(
      SIMULATED_ACCOUNTS.map(({ sid, authToken, does }) => ({ sid, authToken, does })),
    );
    const works = SIMULATED_ACCOUNTS[0];
    for (const part of [works?.sid, works?.authToken]) expect(output).toContain(part);
    const page = await fetch(endpoint, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('GraphiQL')]);
    const script = /src="(graphiql\/assets\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect((await fetch(new URL(script, endpoint))).status).toBe(200);
    const console = await fetch(new URL('/', endpoint), { headers: { accept: 'text/html' } });
    expect([console.url, await console.text()]).toEqual([
      /the console +(\S+)$/m.exec(output)?.[1],
      expect.stringContaining('<div id="console">'),
    ]);

    const joining = /second process +(.*)$/m.exec(output)?.[1] ?? '';
    const second = runInForeground(joining, {});
    opened.push(second);
    await second.printed(STARTED);
    const secondEndpoint = `http://127.0.0.1:${port + 1}/graphql`;
    const fine = SIMULATED_ACCOUNTS.find(({ key }) => key === 'fine');
    if (fine === undefined) throw new Error('the simulator knows no account that works');
    const id = await beginVerification(secondEndpoint, token, fine);
    const following = follow('sse', endpoint, token, id);
    expect(await following.ended).toMatchObject({ completed: true });
    expect(following.received.at(-1)).toBe('VERIFIED');
    await stopCompletely(second);
    expect((await ask(endpoint, token, VIEWER)).status).toBe(200);

    const refused = await runToEnd({ DATA_DIR: folder.path });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^The database in \S+ is already in use by process \d+\. .* that it printed for a second process\.\n$/,
    );

    const processes = await first.processes();
    const server = processes.filter(({ command }) => command === 'node dist/main.js').at(-1);
    expect(server, JSON.stringify(processes)).toBeDefined();
    process.kill(server?.pid ?? 0, 'SIGKILL');
    expect((await first.ended).code).not.toBe(0);
    const again = npmStart();
    await again.printed(STARTED);
    expect(await stillRunning(processes)).toEqual([]);
    expect((await ask(endpoint, token, LATEST)).data).toEqual({
      tenant: { latestVerification: { status: 'VERIFIED' } },
    });
    const issued = await issueToken();
    expect((await ask(endpoint, issued, VIEWER)).status).toBe(200);
    await stopCompletely(again);
  });

  it('given a terminal of 80 x 24, when it is started, then what it prints fits, leads to a token of each role, and logs readable lines', async () => {
    const own = await makeDataFolder();
    const started = runInTerminal('exec npm start', { DATA_DIR: own.path, PORT: '0' });
    opened.push(started);
    const output = await started.printed(/ info +listening .*\n/);
    const screen = output.slice(output.indexOf('\nOriginator is running'));
    const lines = screen.split('\n');
    expect(lines.length, screen).toBeLessThanOrEqual(SCREEN.lines);
    // npm says which command it runs, and wipes out what turned while it looked for it.
    const printed = output.split('\n').map((line) => line.split('\u001b[0K').at(-1) ?? '');
    const ours = printed.filter((line) => !line.startsWith('> '));
    expect(ours.filter((line) => [...line].length > SCREEN.columns)).toEqual([]);

    const commands = [...screen.matchAll(/^ +(npm run -s token -- --role (\S+).*)$/gm)];
    expect(commands.map(([, , role]) => role)).toEqual(ROLE_NAMES);
    const exported = /in other shells +(.*)$/m.exec(screen)?.[1] ?? '';
    const graphql = /GraphiQL +(\S+)$/m.exec(screen)?.[1] ?? '';
    const [[, ofAdmin = ''] = []] = commands;
    const token = await promisify(exec)(`${exported}; ${ofAdmin}`, {
      ...{ cwd: REPOSITORY, env: processEnvironment({}) },
    });
    expect((await ask(graphql, token.stdout.trim(), VIEWER)).status).toBe(200);
    await started.printed(
      /^\d\d:\d\d:\d\d\.\d{3} info +POST \/graphql 200 \d+ ms query tenant=acme subject=dev-admin.*$/m,
    );
    expect(started.output()).not.toContain('{"level"');
    const processes = await started.processes();
    await started.pressControlC();
    await expect.poll(() => stillRunning(processes), PATIENCE).toEqual([]);
    await own.remove();
  });

  it('given it runs, when npm alone gets SIGTERM, then the server stops with it', async () => {
    const own = await makeDataFolder();
    const started = runInForeground('exec npm start', { DATA_DIR: own.path, PORT: '0' });
    await started.printed(STARTED);
    const processes = await started.processes();
    process.kill(processes[0]?.pid ?? 0, 'SIGTERM');
    await started.ended;
    await expect.poll(() => stillRunning(processes), PATIENCE).toEqual([]);
    await own.remove();
  });

  it('given it is still starting, when Ctrl-C is pressed, then it stops without a word of failure', async () => {
    const own = await makeDataFolder();
    const started = runInForeground('npm start', { DATA_DIR: own.path, PORT: '0' });
    const isThere = async () =>
      (await started.processes()).some(({ command }) => /^node dist\/main\.js/.test(command));
    await expect.poll(isThere, PATIENCE).toBe(true);
    await expect.poll(async () => (await started.processes()).length, PATIENCE).toBeGreaterThan(3);
    const processes = await started.processes();
    expect(BY_CONTROL_C).toContainEqual(await started.pressControlC());
    expect(started.output()).not.toMatch(/Error|^ +at /m);
    await expect.poll(() => stillRunning(processes), PATIENCE).toEqual([]);
    await own.remove();
  });
});

/** All that production needs, except for a database that is there. */
const PRODUCTION = {
  ORIGINATOR_MODE: 'production',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  MASTER_KEYS: `first:${Buffer.alloc(32, 7).toString('base64')}`,
  TOKEN_ISSUER: 'https://issuer.example.com',
  TOKEN_AUDIENCE: 'originator',
  LOOKUP_KEY: Buffer.alloc(32, 8).toString('base64'),
  LEDGER_KEY: Buffer.alloc(32, 9).toString('base64'),
  PUBLIC_URL: 'https://originator.example.com',
  PLATFORM_FILE: '/no/such/platform.json',
};

/** `npm run -s token` prints the token and nothing else. */
async function issueToken(): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['run', '-s', 'token', '--', '--role', 'admin', '--tenant', 'acme'],
    { cwd: REPOSITORY, env: processEnvironment({ DATA_DIR: folder.path }) },
  );
  expect(stdout).toMatch(/^[\w.-]+\n$/);
  return stdout.trim();
}

describe('a start that cannot succeed', LONG, () => {
  it('given a port that is taken, when it is started, then one sentence says so and no PostgreSQL is left', async () => {
    const own = await makeDataFolder();
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const number = typeof address === 'object' ? address?.port : undefined;
    const started = runInForeground(`exec node '${await builtProgram()}'`, {
      ...DEVELOPMENT,
      DATA_DIR: own.path,
      PORT: String(number),
    });
    const seen = new Map<number, Awaited<ReturnType<Foreground['processes']>>[number]>();
    let over = false;
    const ended = started.ended.finally(() => {
      over = true;
    });
    while (!over) for (const one of await started.processes()) seen.set(one.pid, one);
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(started.output().trimEnd().split('\n').at(-1)).toBe(
      `127.0.0.1:${number} is in use by another program; set PORT to a free port.`,
    );
    expect([...seen.values()].map(({ command }) => command).join('\n')).toContain('postgres');
    expect(await stillRunning([...seen.values()])).toEqual([]);
    await new Promise((resolve) => taken.close(resolve));
    await own.remove();
  });

  it("given the simulator's port is taken, when it is started, then one sentence names that setting", async () => {
    const own = await makeDataFolder();
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const number = typeof address === 'object' ? address?.port : undefined;
    const { DATABASE_URL } = PRODUCTION;
    const refused = await runToEnd({ DATABASE_URL, DATA_DIR: own.path, SIMULATOR_PORT: String(number) });
    expect(refused).toMatchObject({
      code: 1,
      stderr: `127.0.0.1:${number} is in use by another program; set SIMULATOR_PORT to a free port.\n`,
    });
    await new Promise((resolve) => taken.close(resolve));
    await own.remove();
  });

  it('given a development key that is damaged, when it is started, then one sentence names the file', async () => {
    const own = await makeDataFolder();
    const { DATABASE_URL } = PRODUCTION;
    await writeFile(join(own.path, 'development-master-key'), 'no key');
    const refused = await runToEnd({ DATABASE_URL, DATA_DIR: own.path });
    expect(refused).toMatchObject({
      code: 1,
      stderr: `${join(own.path, 'development-master-key')} does not contain a key of 32 bytes.\n`,
    });
    await own.remove();
  });

  it.each([{ ORIGINATOR_MODE: '' }, { ORIGINATOR_MODE: 'production' }])(
    'given %j and no other setting, when it is started, then it is production and names all that is missing (X6)',
    async (settings) => {
      const refused = await runToEnd({ DATA_DIR: folder.path, ...settings });
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr.match(/^ {2}- .* is required in production: .*$/gm)).toHaveLength(9);
      expect(refused.stderr).toMatch(/^Originator cannot start:\n/);
      expect(refused.stderr).not.toMatch(/^ +at /m);
    },
  );

  it.each([
    [
      { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
      /^The database of DATABASE_URL is not reachable: .*\n$/,
    ],
    [{ PORT: 'many' }, /^Originator cannot start:\n {2}- PORT must be a whole number from 0 to 65535\n$/],
    [
      { HOST: '127.0.0.300' },
      /^Originator cannot start:\n {2}- HOST must be a loopback address in development/,
    ],
    [
      { ...PRODUCTION, JWKS_FILE: '/no/such/keys.json' },
      /^JWKS_FILE: \/no\/such\/keys\.json cannot be read: the file does not exist\.\n$/,
    ],
    // Node's own way to make folders never ends there.
    [{ DATA_DIR: '/proc/no/folder' }, /^[^\n]*\/proc[^\n]*\n$/],
    [{ DATA_DIR: '/dev/null/folder' }, /^The database cannot be created in \/dev\/null\/folder, [^\n]*\n$/],
    [{ ...PRODUCTION, JWKS_FILE: 'package.json' }, /package\.json is not a JSON Web Key Set\.\n$/],
  ])('given %j, when it is started, then one sentence says what is wrong', async (settings, sentence) => {
    const refused = await runToEnd({ DATA_DIR: folder.path, ...settings });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(sentence);
  });
});
