import type { Database } from '../../database/client.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import { PLATFORM_TENANT, type TenantId } from '../../kernel/ids.ts';
import type { LedgerKeys } from '../../ledger/tree/ledger-keys.ts';
import { nextTenant } from './audit-check-store.ts';
import { type AuditDifference, Differences } from './audit-difference.ts';
import { checkEntries, checkQueue, RemovedMonths } from './entry-check.ts';
import { checkState } from './state-check.ts';
import { checkTrees } from './tree-check.ts';

/** The most differences that a check lists; it goes on, and counts the others. */
const MAX_DIFFERENCES = 1_000;

/** The result of a check of the ledger. */
export interface AuditCheck {
  /** The number of logs that there are, one for each tenant and epoch. */
  readonly logs: number;
  readonly entries: number;
  /** The number of entries that are sealed, and of those that wait to be. */
  readonly sealed: number;
  readonly queued: number;
  readonly versions: number;
  readonly consents: number;
  /** Those that have been decided. */
  readonly dispatches: number;
  /** The number of dispatches that retention has removed, whose entries stay; by month (`2026-07`, UTC). */
  readonly removed: ReadonlyMap<string, number>;
  /** In the order of tenants; at most 1,000. */
  readonly differences: readonly AuditDifference[];
  /** The number of differences that there are beside those listed. */
  readonly more: number;
}

/**
 * Recomputes every tree from the rows and compares the ledger with the state that it is the history of (A1, A3, C6), of all
 * tenants or of one. It can run while servers do, and holds a page at a time in memory.
 */
export async function checkAudit(
  { database, keys }: { readonly database: Database; readonly keys: LedgerKeys },
  only: TenantId | null = null,
): Promise<AuditCheck> {
  const differences = new Differences(MAX_DIFFERENCES);
  const removed = await RemovedMonths.read(database);
  const saidAtStart = new Map(removed.said);
  const deps = { database, keys, differences, removed };
  const sum = { logs: 0, entries: 0, sealed: 0, versions: 0, consents: 0, dispatches: 0 };
  for await (const tenant of only === null ? allTenants(database) : [only]) {
    const { logs, leaves } = await checkTrees(deps, tenant);
    // A leaf of the host log is a round of entries that other logs hold.
    if (tenant !== HOST_LOG) {
      sum.logs += logs;
      sum.sealed += leaves;
    }
    sum.entries += await checkEntries(deps, tenant);
    const { versions, consents, dispatches } = await checkState(deps, tenant);
    sum.versions += versions;
    sum.consents += consents;
    sum.dispatches += dispatches;
  }
  const queued = await checkQueue(deps, only);
  if (only === null) {
    await removed.refresh();
    compareRemoved(saidAtStart, removed, differences);
  }
  return { ...sum, queued, removed: removed.counted, differences: differences.kept, more: differences.more };
}

async function* allTenants(database: Database): AsyncGenerator<string> {
  for (let last = ''; ; ) {
    const after = last;
    const tenant = await database.system((tx) => nextTenant(tx, after));
    if (tenant === undefined) return;
    yield tenant;
    last = tenant;
  }
}

/** Of a month as many dispatches are missing as its entries say; where more went meanwhile, as many as at either end. */
function compareRemoved(
  saidAtStart: ReadonlyMap<string, number>,
  { said, counted }: Pick<RemovedMonths, 'said' | 'counted'>,
  differences: Differences,
): void {
  for (const [month, dispatches] of said) {
    const found = counted.get(month) ?? 0;
    if (found >= (saidAtStart.get(month) ?? 0) && found <= dispatches) continue;
    const what = `was removed with ${dispatches} dispatches, but ${found} were decided in it`;
    differences.add(PLATFORM_TENANT, `month/${month}`, what);
  }
}
