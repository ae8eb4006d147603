import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerCall, type CommandLine, WrongCall } from '../../src/app/command-line.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
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
