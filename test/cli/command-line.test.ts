import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerCall, type CommandLine, WrongCall } from '../../src/command-line.ts';
import { REPOSITORY } from '../support/built-program.ts';
import { perform, runProgram } from './command.ts';

const { scripts } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** Every command of package.json that is a program of ours, by what npm runs for it. */
const COMMANDS = Object.entries(scripts).flatMap(([name, script]) => {
  const [, program] = /exec node (dist\/\S+\.js)$/.exec(script) ?? [];
  return program === undefined ? [] : [{ name, program }];
});

/** Those that are run by people who change the program, from its sources. */
const TOOLS = ['package', 'check', 'test:faults', 'bench'].map((name) => {
  const [, source = ''] = /^tsx (\S+)$/.exec(scripts[name] ?? '') ?? [];
  return { name, source };
});

describe('every command', () => {
  test('of package.json is one of them', () => {
    expect(COMMANDS.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'start',
        'tour',
        'token',
        'migrate',
        'rotate-keys',
        'audit:check',
        'audit:epoch',
      ]),
    );
    expect(COMMANDS.length).toBeGreaterThanOrEqual(12);
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

  test.each(TOOLS)('$name does nothing but say what it does with --help', async ({ name, source }) => {
    const tsx = 'node_modules/tsx/dist/cli.mjs';
    const [help, option] = await Promise.all(
      [['--help'], ['--nonsense']].map((argv) => runProgram(tsx, [join(REPOSITORY, source), ...argv], {})),
    );
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`npm run ${name}`) });
    expect(option).toMatchObject({ code: 2, stdout: '' });
    expect(option?.stderr.endsWith(`\n\n${help?.stdout}`), option?.stderr).toBe(true);
  });
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
