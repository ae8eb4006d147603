import type { Database } from '../database/client.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { readAcrossTenants } from '../ledger/entries/platform-reading.ts';
import type { DispatchStats, StatsQuery } from './stats.ts';
import { planStats } from './stats-rules.ts';
import { platformDispatchStats } from './stats-service.ts';

/** Statistics of all tenants, for platform roles. */
export interface PlatformStats {
  /** As `platformDispatchStats`; the read itself goes to the platform's log (A1), one that is refused does not. */
  read(scope: RequestScope, query: StatsQuery, maxRows?: number): Promise<DispatchStats>;
}

/** The statistics on their database. */
export function createPlatformStats({ database }: { readonly database: Database }): PlatformStats {
  return {
    async read(scope, query, maxRows) {
      planStats(query, 'ALL_TENANTS', maxRows);
      const { from, to, bucket, groupBy, filter } = query;
      const asked = {
        from: from.toISOString(),
        to: to.toISOString(),
        bucket,
        groupBy: [...groupBy],
        tenants: filter.tenant === undefined ? null : [...filter.tenant],
      };
      return readAcrossTenants(
        database,
        scope,
        { kind: 'STATISTICS_READ', object: 'statistics', before: null, after: asked },
        (tx) => platformDispatchStats(tx, query, maxRows),
      );
    },
  };
}
