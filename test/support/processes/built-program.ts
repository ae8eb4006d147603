import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where `package.json` lies. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

const MAIN = join(REPOSITORY, 'dist', 'main.js');

const run = promisify(execFile);
let built: Promise<string> | undefined;

/** The compiled program, as `npm start` runs it; compiled first when a source is newer. */
export function builtProgram(): Promise<string> {
  built ??= run(join(REPOSITORY, 'scripts', 'build-when-needed.sh')).then(() => MAIN);
  return built;
}

/** A compiled command of `src/cli/`, as the scripts of `package.json` run it. */
export async function builtCommand(name: string): Promise<string> {
  return join(dirname(await builtProgram()), 'cli', `${name}.js`);
}
