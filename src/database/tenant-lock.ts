import type { PreparedStatement, Transaction } from './client.ts';

const MAKE: PreparedStatement = {
  name: 'tenant-make',
  text: 'insert into tenant (tenant_id, created_at) values ($1, clock_timestamp()) on conflict do nothing',
};

const LOCK: PreparedStatement = {
  name: 'tenant-lock',
  text: 'select 1 from tenant where tenant_id = $1 for no key update',
};

/** Makes the row of the transaction's tenant where it is missing: a tenant needs no set-up (S12). */
export async function makeTenant(tx: Transaction): Promise<void> {
  await tx.prepared(MAKE, [tx.tenant]);
}

/**
 * Makes verbs on the tenant's configuration take turns until the transaction ends. What is read after it cannot be
 * changed by another such verb.
 */
export async function lockTenant(tx: Transaction): Promise<void> {
  await Promise.all([makeTenant(tx), tx.prepared(LOCK, [tx.tenant])]);
}
