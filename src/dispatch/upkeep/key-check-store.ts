import { and, eq, isNotNull, isNull, notInArray, or } from 'drizzle-orm';
import { union } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../database/client.ts';
import { accountCredential, dispatchRecord, keyCheck } from '../../database/tables.ts';
import type { KeyKind } from '../../kernel/vocabulary/key.ts';

/** A key's check value, under its name. */
export interface KeyCheck {
  readonly kind: KeyKind;
  readonly keyId: string;
  readonly value: Buffer;
}

/** A key that was used here. */
export interface NotedKey {
  readonly kind: KeyKind;
  readonly keyId: string;
  readonly value: Buffer;
  readonly retiredAt: Date | null;
}

/** Keeps the check values of keys that are used here for the first time, and gives those. The first of two nodes wins. */
export async function noteKeys(tx: Transaction, checks: readonly KeyCheck[]): Promise<readonly NotedKey[]> {
  const notedAt = await tx.now;
  return tx.sql
    .insert(keyCheck)
    .values(checks.map((check) => ({ ...check, notedAt })))
    .onConflictDoNothing()
    .returning();
}

/** Every key that was ever used here. */
export async function knownKeys(tx: Transaction): Promise<readonly NotedKey[]> {
  return tx.sql.select().from(keyCheck);
}

/** The names of master keys that nodes seal by, and that are not among `ids`. */
export async function masterKeysBeside(tx: Transaction, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.sql
    .select({ keyId: keyCheck.keyId })
    .from(keyCheck)
    .where(
      and(eq(keyCheck.kind, 'MASTER'), isNull(keyCheck.retiredAt), notInArray(keyCheck.keyId, [...ids])),
    );
  return rows.map(({ keyId }) => keyId);
}

/** Notes that a master key was given up; false where there is none of that name that was not. */
export async function noteRetired(tx: Transaction, keyId: string): Promise<boolean> {
  const rows = await tx.sql
    .update(keyCheck)
    .set({ retiredAt: await tx.now })
    .where(and(eq(keyCheck.kind, 'MASTER'), eq(keyCheck.keyId, keyId), isNull(keyCheck.retiredAt)))
    .returning({ keyId: keyCheck.keyId });
  return rows.length > 0;
}

/**
 * The names of the master keys by which anything is sealed now. A recipient is kept only while its dispatch has a lease or
 * Twilio is to be asked: both have an index. Runs as the system.
 */
export async function masterKeysInUse(tx: Transaction): Promise<ReadonlySet<string>> {
  const { recipientKeyId, leaseUntil, followUpAt } = dispatchRecord;
  const tokens = tx.sql
    .select({ id: accountCredential.masterKeyId })
    .from(accountCredential)
    .where(isNull(accountCredential.erasedAt));
  const recipients = tx.sql
    .select({ id: recipientKeyId })
    .from(dispatchRecord)
    .where(and(or(isNotNull(leaseUntil), isNotNull(followUpAt)), isNotNull(recipientKeyId)));
  const inUse = await union(tokens, recipients);
  return new Set(inUse.flatMap(({ id }) => id ?? []));
}
