import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCall, WrongCall } from '../../src/app/command-line.ts';
import { SIMULATE } from '../../src/cli/arguments/simulate-arguments.ts';
import { Progress } from '../../src/dev/load/simulate-progress.ts';
import { kindOf, TENANT_KINDS } from '../../src/dev/load/simulated-kinds.ts';
import { FAULTS, requestMaker, seededRandom } from '../../src/dev/load/simulated-requests.ts';
import { textTable } from '../../src/kernel/text-table.ts';
import { builtCommand } from '../support/processes/built-program.ts';
import { type OwnSystem, startSystem } from '../support/running-system.ts';
import type { TestSettings } from '../support/test-settings.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], environment: TestSettings = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
  const command = await builtCommand('simulate');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...args], { env }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

describe('the command line', () => {
  test('has defaults that a newcomer can wait for', () => {
    expect(readCall(SIMULATE, [])).toEqual({
      ...{ url: 'http://127.0.0.1:4000', simulator: null, tenants: 10, dispatches: 1_000, faults: false },
    });
  });

  test('takes what it is given', () => {
    const argv = ['--tenants', '50', '--dispatches', '20000', '--faults', '--url', 'http://127.0.0.1:1'];
    expect(readCall(SIMULATE, argv)).toMatchObject({
      ...{ tenants: 50, dispatches: 20_000, faults: true, url: 'http://127.0.0.1:1' },
    });
  });

  test.each([
    [['--tenants', '0']],
    [['--tenants', '501']],
    [['--dispatches', '1e3']],
    [['--url', 'localhost']],
    [['--simulator', 'nowhere']],
    [['--fault']],
    [['more']],
  ])('says what is wrong with %j', (argv) => {
    expect(readCall(SIMULATE, argv)).toBeInstanceOf(WrongCall);
  });
});

describe('progress', () => {
  function shown(isTTY: boolean): string {
    let now = 0;
    let written = '';
    const progress = new Progress({ isTTY, write: (text: string) => (written += text) }, () => now);
    for (; now <= 10_000; now += 50) progress.show(`at ${now}`);
    progress.end('done');
    return written;
  }

  test('on a terminal is one line that replaces itself', () => {
    const text = shown(true);
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toContain('\r\x1b[Kat 100\r\x1b[Kat 200');
  });

  test('elsewhere is a line every few seconds', () => {
    expect(shown(false)).toBe('at 0\nat 5000\nat 10000\ndone\n');
  });
});

describe('what is simulated', () => {
  test('has every kind of tenant, those without an account most often', () => {
    const kinds = Array.from({ length: 50 }, (_, index) => kindOf(index).name);
    expect(new Set(kinds)).toEqual(new Set(TENANT_KINDS.map(({ name }) => name)));
    expect(kinds.filter((name) => name === 'without an account')).toHaveLength(17);
  });

  test('is the same for the same seed, under keys that do not repeat', () => {
    const requests = (seed: number) =>
      Array.from({ length: 500 }, requestMaker(seededRandom(seed), 'run', FAULTS));
    expect(requests(7)).toEqual(requests(7));
    expect(requests(8)).not.toEqual(requests(7));
    expect(new Set(requests(7).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(500);
  });

  test('is shown in columns that stand below each other', () => {
    expect(
      textTable(
        ['rule', 'n'],
        [
          ['A', '1'],
          ['BBBBB', '1000'],
        ],
      ),
    ).toBe(['rule       n', '─────   ────', 'A          1', 'BBBBB   1000'].join('\n'));
  });
});

describe('simulating', () => {
  let system: OwnSystem;
  beforeAll(async () => {
    system = await startSystem({ DISPATCH_BUDGET_MS: '3000', DISPATCH_FIRST_ATTEMPT_MS: '1200' });
  });
  afterAll(() => system.stop());

  test('sends through a running server, and prints the statistics that come of it', async () => {
    const { url } = system.app;
    const args = [
      '--url',
      url,
      '--simulator',
      system.simulatorUrl,
      '--tenants',
      '6',
      '--dispatches',
      '61',
      '--faults',
    ];
    const { code, stdout, stderr } = await run(args, { DATA_DIR: system.config.dataDir });

    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^61 of 61 dispatches/m);
    expect(stdout).toMatch(/^all\s+61\s/m);
    expect(stdout).toMatch(/^NO_CUSTOM_ACCOUNT\s+\d+\s+0\s/m);
    expect(stdout).toContain('attempts that were not accepted at once');
    const [row] = await system.rows('select count(*) as records from dispatch_record');
    expect(row).toEqual({ records: '61' });
  });

  test('without a server says so in one sentence', async () => {
    const { code, stdout, stderr } = await run(['--url', 'http://127.0.0.1:9'], {
      DATA_DIR: system.config.dataDir,
    });

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trim()).toBe(
      'There is no server at http://127.0.0.1:9, or it stopped. Start one with `npm start`, or name another one with --url.',
    );
  });

  test('without knowing where the simulator is says how to name it', async () => {
    const { code, stderr } = await run(['--url', system.app.url], { DATA_DIR: system.config.dataDir });

    expect(code).toBe(1);
    expect(stderr).toContain('--simulator');
  });
});
