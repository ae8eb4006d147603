import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answerCall, type CommandLine, PROCESS_OUTPUT, WrongCall } from '../../src/app/command-line.ts';
import { ROOT } from '../source-tree.ts';
import { buildClientPackage, packClient } from './client-package.ts';

const PACK: CommandLine<Record<string, never>, string> = {
  usage: `Builds @originator/client, the typed client for front ends, in dist/client-package, and packs it as a tarball to install.

  npm run client:pack                into dist/
  npm run client:pack -- <folder>    into that folder
`,
  options: {},
  takesWords: true,
  read: (_, [folder = 'dist', ...others]) =>
    others.length === 0 ? resolve(ROOT, folder) : new WrongCall(['Name one folder.']),
};

process.exitCode = await answerCall(PACK, process.argv.slice(2), PROCESS_OUTPUT, async (folder) => {
  const built = join(ROOT, 'dist/client-package');
  await buildClientPackage(built);
  const tarball = packClient(built, folder);
  console.log(`${tarball} (${Math.ceil(statSync(tarball).size / 1024)} kB); npm install installs it.`);
  return 0;
});
