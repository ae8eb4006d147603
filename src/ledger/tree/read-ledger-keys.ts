import { developmentLedgerKeyPath, type KeyFile, readKeyFile } from '../../secrets/key-file.ts';
import { createLedgerKeys, type LedgerKeys } from './ledger-keys.ts';
import type { VerifierKey } from './signed-note.ts';

/** The keys as they are configured. */
export interface LedgerKeySettings {
  readonly host: string;
  /** The seed of the key that signs; null for the one that development keeps for itself under the data folder. */
  readonly seed: Uint8Array | null;
  readonly pastKeys: readonly VerifierKey[];
}

/** The keys of the audit ledger. Rejects as `keyFile`, which makes the key of development where that is the purpose. */
export async function readLedgerKeys(
  { host, seed, pastKeys }: LedgerKeySettings,
  dataDir: string,
  keyFile: KeyFile = readKeyFile,
): Promise<LedgerKeys> {
  return createLedgerKeys({
    host,
    past: pastKeys,
    seed: seed ?? (await keyFile(developmentLedgerKeyPath(dataDir))),
  });
}
