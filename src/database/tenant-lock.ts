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

/** Names the tenant among the advisory locks; the first number keeps these apart from others of ours. */
const FENCE = 'pg_advisory_xact_lock';

const SHARED: PreparedStatement = {
  name: 'tenant-share',
  text: `select ${FENCE}_shared(7251, hashtext($1))`,
};

const EXCLUSIVE: PreparedStatement = { name: 'tenant-fence', text: `select ${FENCE}(7251, hashtext($1))` };

/**
 * Lets any number of dispatches decide at once, and none while a version is being made: what is read after it stays
 * live until the transaction ends (D14). An advisory lock, since locking the tenant's row would write to it each time.
 */
export async function sharedTenantLock(tx: Transaction): Promise<void> {
  await tx.prepared(SHARED, [tx.tenant]);
}

/** Waits for dispatches that are deciding, and keeps others out until the transaction ends; before a version is made. */
export async function exclusiveTenantLock(tx: Transaction): Promise<void> {
  await tx.prepared(EXCLUSIVE, [tx.tenant]);
}
