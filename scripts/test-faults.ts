import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { answerCall, type CommandLine, PROCESS_OUTPUT, WrongCall } from '../src/app/command-line.ts';
import { ROOT } from './source-tree.ts';

const MANY = 60;
const FEW = 4;

interface FaultRun {
  readonly rounds: string;
  readonly size: 'short' | 'full';
}

const OPTIONS = { short: { type: 'boolean' }, rounds: { type: 'string' } } as const;

const TEST_FAULTS: CommandLine<typeof OPTIONS, FaultRun> = {
  usage: `Kills servers and their database at random times, and checks that nothing was left half done.

  npm run test:faults                 many times
  npm run test:faults -- --short      a few times, for every change
  npm run test:faults -- --rounds 500
`,
  options: OPTIONS,
  read({ short = false, rounds = String(short ? FEW : MANY) }) {
    if (!/^[1-9]\d{0,5}$/.test(rounds)) return new WrongCall(['--rounds must be a whole number from 1']);
    return { rounds, size: short ? 'short' : 'full' };
  },
};

async function run({ rounds, size }: FaultRun): Promise<number> {
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'vitest.faults.config.ts'],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, FAULT_ROUNDS: rounds, FAULTS: size } },
  );
  return status ?? 1;
}

process.exit(await answerCall(TEST_FAULTS, process.argv.slice(2), PROCESS_OUTPUT, run));
