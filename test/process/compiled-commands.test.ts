import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { REPOSITORY } from '../support/processes/built-program.ts';

/** What is run in a checkout only, by people who change the program. */
const FOR_DEVELOPERS = [
  ...['build', 'package', 'client:pack', 'check', 'typecheck', 'lint', 'format'],
  ...['test', 'test:watch', 'test:faults', 'test:unit', 'test:integration', 'test:process'],
  ...['test:installed', 'test:browser'],
  ...['schema:check', 'advisories', 'release'],
  ...['rules', 'schema:print', 'codegen', 'bench', 'matrix'],
];

const BUILD = 'scripts/build-when-needed.sh';
/** Stands for the compiler: it writes what it is asked for, and leaves word of each time. */
const COMPILER = `const { appendFileSync, writeFileSync } = require('node:fs');
setTimeout(() => { writeFileSync('dist/main.js', ''); appendFileSync('compiled', 'once '); }, 300);`;

interface Outcome {
  readonly code: number;
  readonly stderr: string;
}

/** A checkout with one source, and with these further files. */
async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-checkout-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const settings = { 'tsconfig.json': '{}', 'tsconfig.build.json': '{}', 'package-lock.json': '{}' };
  for (const [path, content] of Object.entries({ 'src/main.ts': '', ...settings, ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await mkdir(join(folder, 'scripts'));
  await copyFile(join(REPOSITORY, BUILD), join(folder, BUILD));
  return folder;
}

function build(folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile('sh', [join(folder, BUILD)], (_, _stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stderr });
    });
  });
}

test('given the commands of an operator, then each is run compiled and takes the place of its shell', async () => {
  const { scripts } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8'));
  const sources = await readdir(join(REPOSITORY, 'src', 'cli'), { recursive: true });
  for (const [name, script] of Object.entries(scripts)) {
    if (FOR_DEVELOPERS.includes(name) || name.endsWith('start')) continue;
    const run = /^scripts\/build-when-needed\.sh && exec node dist\/cli\/([\w/-]+)\.js$/.exec(String(script));
    expect(sources, name).toContain(`${run?.[1]}.ts`);
  }
});

test('given a source newer than what is compiled, when several commands begin at once, then one compiles it', async () => {
  const folder = await checkout({ 'node_modules/typescript/bin/tsc': COMPILER });
  const outcomes = await Promise.all([build(folder), build(folder), build(folder)]);
  expect(outcomes).toEqual(outcomes.map(() => ({ code: 0, stderr: '' })));
  expect(await build(folder)).toEqual({ code: 0, stderr: '' });
  expect(await readFile(join(folder, 'compiled'), 'utf8')).toBe('once ');
  const later = new Date(Date.now() + 1_000);
  await utimes(join(folder, 'src/main.ts'), later, later);
  expect(await build(folder)).toEqual({ code: 0, stderr: '' });
  expect(await readFile(join(folder, 'compiled'), 'utf8')).toBe('once once ');
  expect(await readdir(join(folder, 'dist'))).toEqual(['.built', 'main.js']);
});

test('given a compiler that fails, when a command begins, then it does not run what is there, nor take it for compiled', async () => {
  const folder = await checkout({ 'node_modules/typescript/bin/tsc': 'process.exit(2)' });
  expect((await build(folder)).code).toBe(2);
  expect((await build(folder)).code).toBe(2);
  expect(await readdir(join(folder, 'dist'))).toEqual([]);
});

test('given no compiler, when a command begins, then what is compiled runs, and without it a sentence says what to do', async () => {
  const compiled = await checkout({ 'dist/main.js': '', 'dist/.built': '' });
  expect(await build(compiled)).toEqual({ code: 0, stderr: '' });
  await rm(join(compiled, 'dist/.built'));
  expect(await build(compiled)).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^There is no compiler.*\n$/),
  });
  const nothing = await checkout({});
  expect(await build(nothing)).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^There is neither a compiled program .* "npm ci" .*\n$/),
  });
});
