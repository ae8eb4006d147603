import { benchLedgerExport } from './ledger-export.ts';
import { benchLedgerLoad } from './ledger-load.ts';
import { benchProofs } from './ledger-proofs.ts';
import { benchSealing } from './ledger-sealing.ts';

/** Sealing, proving, exporting and verifying, each beside its limit. Gives whether all limits were kept. */
export async function benchLedger(): Promise<boolean> {
  const kept: boolean[] = [];
  for (const bench of [benchSealing, benchProofs, benchLedgerExport, benchLedgerLoad])
    kept.push(await bench());
  return kept.every(Boolean);
}
