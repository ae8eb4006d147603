import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOST_LOG } from '../../../src/kernel/brand.ts';
import { originOf } from '../../../src/ledger/tree/checkpoint.ts';
import type { LedgerKeys } from '../../../src/ledger/tree/ledger-keys.ts';
import { Processes } from '../processes.ts';

/** A witness of the host log that listens, in a process of its own, and the policy that asks it. */
export interface RunningWitness {
  /** The file that `WITNESS_POLICY` names. */
  readonly policyFile: string;
  readonly policy: string;
}

const COMMAND = 'src/cli/witness/witness.ts';

/** Does the work while a witness runs that anybody could run: `npm run witness`. */
export async function withWitness<T>(
  keys: Pick<LedgerKeys, 'host' | 'verifiersOf'>,
  work: (witness: RunningWitness) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const processes = new Processes();
  try {
    const files = ['--key', join(folder, 'key'), '--state', join(folder, 'state')];
    const path = fileURLToPath(new URL(`../../../${COMMAND}`, import.meta.url));
    execFileSync(process.execPath, ['--import', 'tsx', path, '--new', 'bench.example/w1', ...files]);
    const [log] = keys.verifiersOf(originOf(keys.host, HOST_LOG, 1));
    if (log === undefined) throw new Error('the host log has no key');
    const serve = [COMMAND, ...files, '--log', log.text, '--port', '0'];
    const { at } = await processes.start(serve, {}, /^(\S+ listens on http\S+)/m);
    const [key = '', , , url = ''] = at.split(' ');
    const policy = `witness w1 ${key} ${url}/\nquorum w1\n`;
    const policyFile = join(folder, 'policy');
    await writeFile(policyFile, policy);
    return await work({ policyFile, policy });
  } finally {
    await processes.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
