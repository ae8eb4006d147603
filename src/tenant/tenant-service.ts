import type { Databases } from '../database/pools.ts';
import { makeTenant } from '../database/tenant-lock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { OperationLimits } from '../kernel/operation-limits.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { readAcrossTenants } from '../ledger/entries/platform-reading.ts';
import { pageTenants, type TenantListing, tenantExists } from './tenant-store.ts';

/** The number of tenants that a process remembers to have made; beyond it, it asks the database again. */
const REMEMBERED_TENANTS = 100_000;

/** Knows which tenants there are. */
export interface TenantService {
  /** True if this process knows that there is such a tenant. */
  isKnown(tenant: TenantId): boolean;
  /** Makes the tenant where it is missing: it exists as soon as one of its tokens names it (S12). */
  ensure(tenant: TenantId, limits?: OperationLimits): Promise<void>;
  /** True if the tenant has ever been named. */
  exists(tenant: TenantId, limits?: OperationLimits): Promise<boolean>;
  /**
   * Up to `first` tenants after `after`, in the order of their ids. The read itself goes to the platform's log (A1).
   *
   * @param rows how many are read for it: one more tells whether another page follows
   */
  list(
    scope: RequestScope,
    page: { readonly first: number; readonly after: TenantId | null },
    rows?: number,
  ): Promise<readonly TenantListing[]>;
}

/** The service on its databases; a tenant that is new to this process may not have to wait for others' reads to send. */
export function createTenantService({
  sending,
  reading: database,
}: Pick<Databases, 'sending' | 'reading'>): TenantService {
  const made = new Set<TenantId>();
  return {
    isKnown: (tenant) => made.has(tenant),

    async ensure(tenant, limits) {
      if (made.has(tenant)) return;
      await sending.write(tenant, makeTenant, limits);
      if (made.size >= REMEMBERED_TENANTS) made.clear();
      made.add(tenant);
    },

    async exists(tenant, limits) {
      const unit = database.read(tenant, limits);
      try {
        return await unit.run(tenantExists);
      } finally {
        await unit.close();
      }
    },

    list(scope, page, rows = page.first) {
      const { first, after } = page;
      return readAcrossTenants(
        database,
        scope,
        { kind: 'TENANTS_READ', object: 'tenants', before: null, after: { first, after } },
        (tx) => pageTenants(tx, { first: rows, after }),
      );
    },
  };
}
