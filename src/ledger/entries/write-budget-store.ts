import type { PreparedStatement, Transaction } from '../../database/client.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { budgetSpent, costOf, WRITE_BUDGET } from './write-budget-rules.ts';

/** The present content of the bucket by the database's clock; a tenant that never wrote has a full one. */
const LEFT = `least($2, coalesce(t.write_budget + floor($3 * extract(epoch from clock_timestamp() - t.write_budget_at)), $2))::integer`;

const SPEND: PreparedStatement = {
  name: 'write-budget-spend',
  text: `insert into tenant as t (tenant_id, created_at, write_budget, write_budget_at)
         values ($1, clock_timestamp(), $2::integer - $4::integer, clock_timestamp())
         on conflict (tenant_id) do update set write_budget = ${LEFT} - $4::integer, write_budget_at = clock_timestamp()
          where ${LEFT} >= $4::integer
         returning 1`,
};

const READ: PreparedStatement = {
  name: 'write-budget-read',
  text: `select ${LEFT} as left from tenant t where tenant_id = $1`,
};

/**
 * Takes the size of the entries off the tenant's write budget, exactly over all nodes, since its row is locked for it.
 * Throws the refusal where too little is left.
 */
export async function spendWriteBudget(
  tx: Transaction,
  tenant: TenantId,
  bodies: readonly string[],
): Promise<void> {
  const { capacityBytes, bytesPerSecond } = WRITE_BUDGET;
  const cost = costOf(bodies);
  const spent = await tx.prepared(SPEND, [tenant, capacityBytes, bytesPerSecond, cost]);
  if (spent.length > 0) return;
  const [row] = await tx.prepared(READ, [tenant, capacityBytes, bytesPerSecond]);
  throw budgetSpent(Number(row?.['left'] ?? 0), cost, await tx.now);
}
