import { rewrapTokens } from '../../account/credential-store.ts';
import type { Database, Transaction } from '../../database/client.ts';
import { makeTenant } from '../../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { append } from '../../ledger/entries/append.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import { openRecipient, sealRecipient } from '../../secrets/recipient-cipher.ts';
import { replaceRecipient, type SealedRecipient, staleRecipients } from './sealed-recipient-store.ts';

/** The counts of what was encrypted again under the current master key. */
export interface KeyRotation {
  readonly credentials: number;
  readonly recipients: number;
}

/** The number of tokens, and of recipients, in one transaction. */
const BATCH = 200;

/**
 * Puts every sealed token, and every recipient of an open attempt, under the ring's current master key, so that older
 * keys can be taken out of the ring. Each batch is noted in the platform's log by its own transaction (A1), so that a run
 * that was cut short, wherever that was, is gone on with by running it again; also while nodes run. What a node that still
 * has the former key first seals meanwhile is left to the next time.
 */
export async function rotateMasterKeys(database: Database, keyRing: KeyRing): Promise<KeyRotation> {
  let total: KeyRotation = { credentials: 0, recipients: 0 };
  let last: SealedRecipient | null = null;
  for (;;) {
    const batch: Batch = await database.system((tx) => rotateBatch(tx, keyRing, last));
    const { credentials, recipients } = batch.done;
    total = {
      credentials: total.credentials + credentials,
      recipients: total.recipients + recipients,
    };
    if (batch.isLast) return total;
    last = batch.last;
  }
}

interface Batch {
  readonly done: KeyRotation;
  /** The last recipient that was looked at, of this batch or an earlier one. */
  readonly last: SealedRecipient | null;
  readonly isLast: boolean;
}

async function rotateBatch(tx: Transaction, keyRing: KeyRing, after: SealedRecipient | null): Promise<Batch> {
  const credentials = await rewrapTokens(tx, keyRing, BATCH);
  // Without this, nothing could be asked of Twilio about an open attempt once its key is gone (D11).
  const stale = await staleRecipients(tx, keyRing.current.id, after, BATCH);
  const recipients = await resealRecipients(tx, keyRing, stale);
  if (credentials + recipients > 0) await record(tx, keyRing.current.id, { credentials, recipients });
  return {
    done: { credentials, recipients },
    last: stale.at(-1) ?? after,
    isLast: credentials < BATCH && stale.length < BATCH,
  };
}

async function resealRecipients(
  tx: Transaction,
  keyRing: KeyRing,
  stale: readonly SealedRecipient[],
): Promise<number> {
  let resealed = 0;
  for (const sealed of stale) {
    const { tenant, id, recipient } = sealed;
    const resealedRecipient = sealRecipient(
      keyRing,
      tenant,
      id,
      openRecipient(keyRing, tenant, id, recipient),
    );
    if (await replaceRecipient(tx, sealed, resealedRecipient)) resealed += 1;
  }
  return resealed;
}

async function record(tx: Transaction, masterKeyId: string, rotation: KeyRotation): Promise<void> {
  await makeTenant(tx);
  await append(tx, systemScope(PLATFORM_TENANT, 'key-rotation', 'keys:rotate'), [
    {
      kind: 'MASTER_KEYS_ROTATED',
      object: `master-key/${masterKeyId}`,
      before: null,
      after: { masterKeyId, ...rotation },
    },
  ]);
}
