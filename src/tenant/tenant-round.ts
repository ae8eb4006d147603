import type { TenantId } from '../kernel/ids.ts';

/**
 * Does the work of a round for one tenant, or one thing of a tenant, after the other. One that fails keeps nobody waiting
 * behind it: the round goes on, and rejects at its end with everything that failed.
 */
export async function forEachTenant<T extends TenantId | { readonly tenant: TenantId }>(
  tenants: readonly T[],
  work: (tenant: T) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const tenant of tenants) await work(tenant).catch((error: unknown) => failures.push(error));
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `a periodic round failed for ${failures.length} of ${tenants.length} tenants`,
    );
}
