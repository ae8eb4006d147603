import { type SealerParts, seal } from '../../src/ledger/sealer.ts';
import type { Rows } from './ground.ts';

/** Seals everything that has been recorded, also while a server, which seals once at its start, is at it. */
export async function sealAll(parts: SealerParts, rows: Rows): Promise<void> {
  do await seal(parts);
  while ((await rows('select 1 from ledger_queue limit 1')).length > 0);
}
