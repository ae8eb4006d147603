import type { Database } from '../../database/client.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { append } from '../../ledger/entries/append.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';
import { forEachTenant } from '../../tenant/tenant-round.ts';
import { type HourOfRefusals, noteRefusals, tenantsToNote } from '../policy/refusal-store.ts';

/** The number of tenants of one round. */
const TENANTS = 200;

/**
 * Enters in each tenant's log what guards refused in the hours that are over: one entry by hour and guard, however many were refused,
 * so that an attack does not flood it (G9).
 */
export async function noteGuardRefusals(database: Database): Promise<void> {
  const tenants = await database.system((tx) => tenantsToNote(tx, TENANTS));
  await forEachTenant(
    tenants.map((tenant) => ({ tenant })),
    ({ tenant }) => noteOf(database, tenant),
  );
}

function noteOf(database: Database, tenant: TenantId): Promise<void> {
  return database.write(tenant, async (tx) => {
    const entries = refusalEntries(await noteRefusals(tx));
    await append(tx, systemScope(tenant, 'guard-refusals', 'hour'), entries);
  });
}

/** The entries of rows that are in the order of their hours and guards: the lanes of one are summed up. */
function refusalEntries(rows: readonly HourOfRefusals[]): readonly NewEntry[] {
  const sums = new Map<string, HourOfRefusals>();
  for (const row of rows) {
    const name = [row.hour.toISOString(), row.guard, row.observed].join();
    const { refusals } = sums.get(name) ?? { refusals: 0 };
    sums.set(name, { ...row, refusals: refusals + row.refusals });
  }
  return [...sums.values()].map(({ hour, guard, observed, refusals }) => ({
    kind: 'GUARD_REFUSALS_COUNTED',
    object: `guard/${guard}`,
    before: null,
    after: { guard, hour: hour.toISOString(), observed, refusals },
  }));
}
