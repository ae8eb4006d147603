import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './source-tree.ts';

/**
 * Kills servers and their database at random instants, and looks whether anything was left half done:
 *
 *   npm run test:faults                 many times
 *   npm run test:faults -- --short      a few times, for every change
 *   npm run test:faults -- --rounds 500
 */

const MANY = 60;
const FEW = 4;

const { values } = parseArgs({ options: { short: { type: 'boolean' }, rounds: { type: 'string' } } });
const rounds = values.rounds ?? String(values.short === true ? FEW : MANY);
if (!/^[1-9]\d{0,5}$/.test(rounds)) {
  console.error('--rounds must be a whole number from 1');
  process.exit(2);
}
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'vitest.faults.config.ts'],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, FAULT_ROUNDS: rounds, FAULTS: values.short === true ? 'short' : 'full' },
  },
);
process.exit(status ?? 1);
