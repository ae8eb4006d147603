import { checkAudit } from '../../../src/audit/check/audit-check.ts';
import { openDatabase } from '../../../src/database/client.ts';
import { readLedgerKeys } from '../../../src/ledger/tree/read-ledger-keys.ts';
import type { TestSetup } from '../test-setup.ts';

/** How many differences a failing test shows. */
const SHOWN = 20;

/** Where the ledger does not agree with itself or with the state that it is the history of; empty when all is well. */
export async function ledgerDifferences({
  config,
  databaseUrl,
}: Pick<TestSetup, 'config' | 'databaseUrl'>): Promise<readonly string[]> {
  const database = openDatabase({
    ...{ ...config.database, url: databaseUrl, poolSize: 1 },
    onConnectionLost: () => {},
  });
  try {
    const { differences, more } = await checkAudit({
      database,
      keys: await readLedgerKeys(config.ledger, config.dataDir),
    });
    const shown = differences.slice(0, SHOWN).map(({ tenant, place, what }) => `${tenant}: ${place} ${what}`);
    const rest = differences.length - shown.length + more;
    return rest === 0 ? shown : [...shown, `and ${rest} more`];
  } finally {
    await database.close();
  }
}
