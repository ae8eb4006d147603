import { Heads } from '../../../src/ledger/seal/head-memory.ts';
import { createSealer, type SealerDeps } from '../../../src/ledger/seal/sealer.ts';
import type { Rows } from '../test-setup.ts';

/** What a test seals with; without a memory, as a node that is started for it. */
type TestSealerDeps = Omit<SealerDeps, 'memory'> & Partial<SealerDeps>;

/** Seals once, as a round of a server does. */
export function seal(deps: TestSealerDeps): Promise<number> {
  return createSealer({ memory: new Heads(), ...deps }).seal();
}

/** Seals everything that has been recorded, also while a server, which seals once at its start, is at it. */
export async function sealAll(deps: TestSealerDeps, rows: Rows): Promise<void> {
  do await seal(deps);
  while ((await rows('select 1 from ledger_queue limit 1')).length > 0);
}
