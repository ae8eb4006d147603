import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';
import { z } from 'zod';
import { answerCall, type CommandLine, PROCESS_OUTPUT, WrongCall } from '../src/app/command-line.ts';
import { ROOT } from './source-tree.ts';
import { writeVerifier } from './verifier/bundles.ts';

const PACKAGE: CommandLine<Record<string, never>, string> = {
  usage: `Builds the package for production in a new folder: the compiled program without its development parts, and the lock file.
Run "npm ci" in that folder to install the dependencies of production.

  npm run package                 into package/
  npm run package -- <folder>     into that folder, which must be new or empty
`,
  options: {},
  takesWords: true,
  read: (_, [folder = 'package', ...others]) =>
    others.length === 0 ? resolve(ROOT, folder) : new WrongCall(['Name one folder.']),
};

/** Of the compiled program: the simulator, the sign-in, GraphiQL, the client and what drives with it, and what makes or prints development tokens. */
const FOR_DEVELOPMENT =
  /^(client|dev\/(simulator|sign-in|graphiql|tour|load)|app\/(simulator-address|development-(banner|pages))\..+|cli\/((tour|token|simulate)\..+|arguments\/(tour|token|simulate)-.+))$/;

/** What is there besides the program. */
const BESIDE = ['migrations', 'schema', 'docs', 'README.md', 'LICENSE', 'package-lock.json'];

const COMPILED = 'scripts/build-when-needed.sh && ';

const description = z.looseObject({ scripts: z.record(z.string(), z.string()) });

function compile(folder: string): void {
  execFileSync(
    process.execPath,
    [
      ...[join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(ROOT, 'tsconfig.build.json')],
      ...['--outDir', folder, '--sourceMap', 'false'],
      ...['--tsBuildInfoFile', join(folder, '.tsbuildinfo')],
    ],
    { stdio: 'inherit' },
  );
  rmSync(join(folder, '.tsbuildinfo'));
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (FOR_DEVELOPMENT.test(path)) rmSync(join(folder, path), { recursive: true, force: true });
  }
}

/** As in the checkout, so that the lock file fits, but with no script besides those that run what is here. */
function describePackage(compiled: ReadonlySet<string>): string {
  const whole = description.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const commands = Object.entries(whole.scripts).flatMap(([name, script]) => {
    const command = script.startsWith(COMPILED) ? script.slice(COMPILED.length) : '';
    return compiled.has(basename(command)) ? [[name, command]] : [];
  });
  const scripts = Object.fromEntries([['start', 'exec node dist/main.js'], ...commands]);
  return `${JSON.stringify({ ...whole, scripts }, null, 2)}\n`;
}

async function makePackage(folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    console.error(`${folder} is not empty; remove it, or name another folder.`);
    return 1;
  }
  compile(join(folder, 'dist'));
  await writeVerifier(join(folder, 'dist'));
  await build({ configFile: join(ROOT, 'vite.config.ts'), build: { outDir: join(folder, 'dist/console') } });
  for (const path of BESIDE) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    describePackage(new Set(readdirSync(join(folder, 'dist/cli')))),
  );
  writeFileSync(join(folder, '.npmrc'), 'omit[]=dev\nomit[]=optional\n');
  console.log(`The package is in ${folder}; npm ci installs it there.`);
  return 0;
}

process.exitCode = await answerCall(PACKAGE, process.argv.slice(2), PROCESS_OUTPUT, makePackage);
