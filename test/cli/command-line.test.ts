import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answerCall, type CommandLine, WrongCall } from '../../src/app/command-line.ts';
import { auditExport } from '../../src/cli/audit-export-command.ts';
import { auditPack } from '../../src/cli/pack/audit-pack-command.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { DEVELOPMENT } from '../support/processes/development.ts';
import { perform, runFile, runProgram } from './command.ts';

const { scripts } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** npm runs these by itself, before what they are named after. */
const HOOKS = Object.keys(scripts).filter((name) => name.startsWith('pre') && name.slice(3) in scripts);

/** The scripts of package.json, hooks apart, whose command line matches, with what is captured of it. */
function scriptsThat(pattern: RegExp): readonly { readonly name: string; readonly program: string }[] {
  return Object.entries(scripts).flatMap(([name, script]) => {
    const [, program] = pattern.exec(script) ?? [];
    return program === undefined || HOOKS.includes(name) ? [] : [{ name, program }];
  });
}

/** What is run by people who use or operate the program, compiled. */
const COMMANDS = scriptsThat(/exec node (dist\/\S+\.js)$/);
/** What is run by people who change the program, from its sources. */
const TOOLS = scriptsThat(/^(?:scripts\/build-when-needed\.sh && )?tsx (\S+)$/);
const TSX = 'node_modules/tsx/dist/cli.mjs';
const SHELL_SCRIPTS = scriptsThat(/^(scripts\/\S+\.sh)$/);
/** Programs of others, which have a help of their own. */
const FOREIGN = scriptsThat(/^(tsc|biome|vitest|graphql-codegen)\b/);

describe('every command', () => {
  test('of package.json is one of ours, which are asked for --help below, or somebody else’s', () => {
    const known = [...COMMANDS, ...TOOLS, ...SHELL_SCRIPTS, ...FOREIGN].map(({ name }) => name);
    expect([...known, ...HOOKS].sort()).toEqual(Object.keys(scripts).sort());
    expect(known).toEqual(
      expect.arrayContaining(['start', 'tour', 'bench', 'test:faults', 'rules', 'matrix']),
    );
  });

  test.each(COMMANDS)(
    '$name says what it does with --help, and how it is called where that was wrong',
    async ({ name, program }) => {
      const [help, beside, option, word] = await Promise.all(
        [['--help'], ['--nonsense', '--help'], ['--nonsense'], ['nonsense']].map((argv) =>
          runProgram(program, argv, {}),
        ),
      );
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(beside).toEqual(help);
      const usage = help?.stdout ?? '';
      expect(usage).toMatch(/^[A-Z][^\n]+\n(.*\n)+$/);
      expect(usage).toContain(name === 'start' ? 'npm start' : name);
      expect(usage.split('\n').filter((line) => line.length > 130)).toEqual([]);
      for (const refused of [option, word]) {
        expect([refused?.code, refused?.stdout]).toEqual([2, '']);
        expect(refused?.stderr.endsWith(`\n\n${usage}`), refused?.stderr).toBe(true);
      }
      expect(option?.stderr).toContain("Unknown option '--nonsense'");
    },
  );

  test.each([
    ...TOOLS.map(({ name, program }) => ({ name, file: process.execPath, words: [TSX, program] })),
    ...SHELL_SCRIPTS.map(({ name, program }) => ({ name, file: program, words: [] })),
  ])('$name does nothing but say what it does with --help', async ({ name, file, words }) => {
    const inRepository = [file, ...words].map((path) => resolve(REPOSITORY, path));
    const [help, option] = await Promise.all(
      [['--help'], ['--nonsense']].map((argv) => {
        const [program = '', ...leading] = inRepository;
        return runFile(program, [...leading, ...argv], {});
      }),
    );
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`npm run ${name}`) });
    expect(option).toMatchObject({ code: 2, stdout: '' });
    expect(option?.stderr.endsWith(`\n\n${help?.stdout}`), option?.stderr).toBe(true);
  });
});

/** What makes keys, as it says. */
const MAKES_KEYS = ['start', 'token'];
/** An address that nobody listens at. */
const NOBODY = 'http://127.0.0.1:9';
/** How each of the others is called, and whether it takes a key that development keeps. */
const CALLS: Readonly<Record<string, { readonly argv: readonly string[]; readonly takesKey: boolean }>> = {
  tour: { argv: ['--url', NOBODY], takesKey: true },
  simulate: { argv: ['--url', NOBODY], takesKey: true },
  migrate: { argv: ['--print-roles'], takesKey: false },
  'rotate-keys': { argv: [], takesKey: true },
  'stats:check': { argv: [], takesKey: false },
  'audit:export': { argv: ['--url', NOBODY, '--tenant', 'acme', '--out', 'none'], takesKey: true },
  'audit:pack': {
    argv: [
      '--url',
      NOBODY,
      '--tenant',
      'acme',
      '--from',
      '2026-01-01T00:00:00Z',
      '--to',
      '2026-02-01T00:00:00Z',
      '--out',
      'none',
    ],
    takesKey: true,
  },
  'audit:key': { argv: [], takesKey: true },
  'audit:verify': { argv: ['none', '--key', 'none'], takesKey: false },
  'audit:check': { argv: [], takesKey: true },
  'audit:epoch': { argv: [], takesKey: true },
  witness: { argv: ['--key', 'none', '--state', 'none', '--log', 'none'], takesKey: false },
};

describe('given a data folder without keys', () => {
  async function called(program: string, argv: readonly string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'originator-keys-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const settings = { ...DEVELOPMENT, DATA_DIR: folder, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
    const outcome = await runProgram(program, argv, settings);
    return { ...outcome, folder, files: await readdir(folder) };
  }

  test.each(COMMANDS.filter(({ name }) => !MAKES_KEYS.includes(name)))(
    '$name makes none, and says which one is missing and what makes it (X6)',
    async ({ name, program }) => {
      const { argv, takesKey } = CALLS[name] ?? expect.fail(`${name} is in no table of this test`);
      const { files, stderr, code, folder } = await called(program, argv);
      expect(files).toEqual([]);
      if (!takesKey) return;
      expect(stderr).toContain(`${folder}/development-`);
      expect(stderr).toMatch(/ is missing\. .*"npm start".*\n$/);
      expect(code).not.toBe(0);
    },
  );

  test('token and audit:key --make make theirs, each as it says in its help', async () => {
    const token = await called('dist/cli/token.js', ['--role', 'auditor', '--tenant', 'acme']);
    expect([token.code, token.files]).toEqual([0, ['development-token-key.json']]);
    const key = await called('dist/cli/audit-key.js', ['--make']);
    expect([key.code, key.files]).toEqual([0, ['development-ledger-key']]);
  });
});

describe.each([
  ['audit:export', auditExport],
  ['audit:pack', auditPack],
] as const)('given a wrong span, %s', (name, command) => {
  test.each([
    [
      '2026-01-01',
      '2026-02-01T00:00:00Z',
      ['--from: "2026-01-01" is not a time. The time of day and the offset are missing'],
    ],
    [
      '2026-01-01T00:00',
      'Q2',
      [
        '--from: "2026-01-01T00:00" is not a time. The offset is missing',
        '--to: "Q2" is not a time. Expected',
      ],
    ],
    [
      '2026-01-01T00:00:00+01:00',
      '2025-12-31T23:00:00Z',
      ['--to: "2025-12-31T23:00:00Z" must be later than --from'],
    ],
  ])(
    'from %s to %s says what is wrong with it and how it is called, and asks nobody (A5)',
    async (from, to, problems) => {
      const argv = ['--url', NOBODY, '--tenant', 'acme', '--out', 'none', '--from', from, '--to', to];
      const { code, stdout, stderr } = await perform(command, argv, {});
      expect([code, stdout]).toEqual([2, '']);
      const [first = '', usage] = stderr.split('\n\n');
      expect(first.split('\n')).toEqual(problems.map((problem) => expect.stringContaining(problem)));
      expect(first).toMatch(/such as \d{4}-|end the time with Z|must be later than --from/);
      expect(usage).toBeDefined();
      expect(stderr).toContain(`npm run ${name} -- `);
    },
  );
});

test('what is asked for is run, and its code is the command’s', async () => {
  const line: CommandLine<{ readonly size: { readonly type: 'string' } }, number> = {
    ...{ usage: 'Grows.', options: { size: { type: 'string' } } },
    read: ({ size }) => (size === undefined ? new WrongCall(['--size: name one', 'or none']) : Number(size)),
  };
  const call = (argv: readonly string[]) =>
    perform((words, _, out) => answerCall(line, words, out, async (size) => size), argv, {});
  expect(await call(['--size', '7'])).toEqual({ code: 7, stdout: '', stderr: '' });
  expect(await call([])).toEqual({ code: 2, stdout: '', stderr: '--size: name one\nor none\n\nGrows.\n' });
  expect(await call(['--help'])).toEqual({ code: 0, stdout: 'Grows.\n', stderr: '' });
});
