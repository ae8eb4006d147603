import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHeadMemory } from '../../../src/ledger/seal/head-memory-file.ts';
import { createSealer } from '../../../src/ledger/seal/sealer.ts';
import { median } from '../load.ts';
import { addEntries, judged, onLedger, say, tenantNamed } from './ledger-stage.ts';

const TENANTS = 50;
const BACKLOG = 200_000;
const ROUNDS = 3;
/** Entries per second that a backlog has to be sealed at. */
const LIMIT = 30_000;

/** Seals a backlog over many logs while nothing else runs. Gives whether the limit was kept. */
export function benchSealing(): Promise<boolean> {
  return onLedger(async ({ database, keys }) => {
    const tenants = Array.from({ length: TENANTS }, (_, index) => tenantNamed(`tenant-${index}`));
    const rates: number[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'originator-bench-'));
    const sealer = createSealer({ database, keys, memory: await openHeadMemory(join(folder, 'heads')) });
    for (let round = 1; round <= ROUNDS; round += 1) {
      await addEntries(database, tenants, BACKLOG / TENANTS);
      const begun = performance.now();
      const sealed = await sealer.seal();
      const seconds = (performance.now() - begun) / 1000;
      if (sealed !== BACKLOG) throw new Error(`${sealed} of ${BACKLOG} entries were sealed`);
      rates.push(sealed / seconds);
      say(`round ${round}   sealed ${sealed} entries of ${TENANTS} logs in ${seconds.toFixed(1)} s`);
    }
    await rm(folder, { recursive: true, force: true });
    const rate = median(rates);
    return judged(`sealing: ${rate.toFixed(0)} entries/s, at least ${LIMIT} wanted`, rate >= LIMIT);
  });
}
