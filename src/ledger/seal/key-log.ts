import { z } from 'zod';
import type { Database } from '../../database/client.ts';
import { makeTenant } from '../../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { append } from '../entries/append.ts';
import { latestPlatformStates } from '../entries/entry-store.ts';
import type { LedgerKeys } from '../tree/ledger-keys.ts';

const noted = z.object({ key: z.string() });

/** Notes in the platform's log the public key that checkpoints are signed with, where it is not the one noted last (A1). */
export async function recordLedgerKey(database: Database, { current }: LedgerKeys): Promise<void> {
  await database.system(async (tx) => {
    await makeTenant(tx);
    await tx.prepared(LOCK, []);
    const last = (await latestPlatformStates(tx, ['LEDGER_KEY_CHANGED'])).get('LEDGER_KEY_CHANGED');
    if (noted.safeParse(last).data?.key === current.text) return;
    await append(tx, systemScope(PLATFORM_TENANT, 'ledger-key', 'start'), [
      {
        kind: 'LEDGER_KEY_CHANGED',
        object: `ledger-key/${current.keyId}`,
        before: null,
        after: { key: current.text },
      },
    ]);
  });
}

/** Two nodes that start together note it one after the other. */
const LOCK = { name: 'ledger-key-lock', text: 'select pg_advisory_xact_lock(7251904414)' };
