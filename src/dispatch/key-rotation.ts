import { rewrapTokens } from '../account/key-rotation.ts';
import type { Database } from '../database/client.ts';
import { makeTenant } from '../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../kernel/ids.ts';
import { systemScope } from '../kernel/scope.ts';
import { append } from '../ledger/append.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { openRecipient, sealRecipient } from '../secrets/recipient-cipher.ts';
import { replaceRecipient, type SealedRecipient, staleRecipients } from './sealed-recipient-store.ts';

/** What was put under the current master key. */
export interface KeyRotation {
  readonly credentials: number;
  readonly recipients: number;
}

/** How many recipients are read at once. */
const BATCH = 200;

/**
 * Puts every sealed token, and every recipient of an open attempt, under the ring's current master key, so that older
 * keys can be taken out of the ring. Safe to run again after it was cut short, and while nodes run. What a node that
 * still has the former key first seals meanwhile is left to the next time.
 */
export async function rotateMasterKeys(database: Database, keyRing: KeyRing): Promise<KeyRotation> {
  const credentials = await rewrapTokens(database, keyRing);
  const recipients = await resealRecipients(database, keyRing);
  if (credentials + recipients > 0) await record(database, keyRing.current.id, { credentials, recipients });
  return { credentials, recipients };
}

/** Without this, nothing could be asked of Twilio about an open attempt once its key is gone (D11). */
async function resealRecipients(database: Database, keyRing: KeyRing): Promise<number> {
  let resealed = 0;
  let last: SealedRecipient | null = null;
  for (;;) {
    const stale = await readStale(database, keyRing, last);
    for (const { tenant, id, recipient } of stale) {
      const sealed = sealRecipient(keyRing, tenant, id, openRecipient(keyRing, tenant, id, recipient));
      if (await database.write(tenant, (tx) => replaceRecipient(tx, id, recipient, sealed))) resealed += 1;
    }
    last = stale.at(-1) ?? null;
    if (stale.length < BATCH) return resealed;
  }
}

function readStale(
  database: Database,
  { current }: KeyRing,
  after: SealedRecipient | null,
): Promise<readonly SealedRecipient[]> {
  return database.system((tx) => staleRecipients(tx, current.id, after, BATCH));
}

async function record(database: Database, masterKeyId: string, rotation: KeyRotation): Promise<void> {
  await database.system(async (tx) => {
    await makeTenant(tx);
    await append(tx, systemScope(PLATFORM_TENANT, 'key-rotation', 'keys:rotate'), [
      {
        kind: 'MASTER_KEYS_ROTATED',
        object: `master-key/${masterKeyId}`,
        before: null,
        after: { masterKeyId, ...rotation },
      },
    ]);
  });
}
