import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { tenantIdColumn } from '../../database/row-columns.ts';
import { budgetWarning } from '../../database/tables.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { BUDGET_PERIODS, BUDGET_WARNINGS, BUDGETS } from '../../kernel/vocabulary/guards.ts';
import type { BudgetAmount } from './budget-rules.ts';
import type { BudgetWarning } from './budget-warning-rules.ts';

const row = z.object({
  starts_on: z.string(),
  period: z.enum(BUDGET_PERIODS),
  budget: z.enum(BUDGETS),
  currency: z.string(),
  kind: z.enum(BUDGET_WARNINGS),
  from_amount: z.string(),
  since: z.date(),
});

function warningOf(read: unknown): BudgetWarning {
  const { starts_on: startsOn, period, budget, currency, kind, from_amount: amount, since } = row.parse(read);
  return { startsOn, period, budget, currency, kind, amount, since };
}

const TOLD = 'starts_on::text, period, budget, currency, kind, from_amount::text, since';

const RAISE: PreparedStatement = {
  name: 'budget-warnings-raise',
  text: `insert into budget_warning (tenant_id, starts_on, period, budget, currency, kind, from_amount, since)
         select $1, n.* from unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::timestamptz[])
                  as n (starts_on, period, budget, currency, kind, from_amount, since)
         on conflict do nothing returning ${TOLD}`,
};

/** Raises warnings, in their order. Gives those that no other transaction has raised meanwhile. */
export async function raiseBudgetWarnings(
  tx: Transaction,
  warnings: readonly BudgetWarning[],
): Promise<readonly BudgetWarning[]> {
  if (warnings.length === 0) return [];
  const columns = [
    warnings.map(({ startsOn }) => startsOn),
    warnings.map(({ period }) => period),
    warnings.map(({ budget }) => budget),
    warnings.map(({ currency }) => currency),
    warnings.map(({ kind }) => kind),
    warnings.map(({ amount }) => amount),
    warnings.map(({ since }) => since),
  ];
  return (await tx.prepared(RAISE, [tx.tenant, ...columns])).map(warningOf);
}

const CLEAR: PreparedStatement = {
  name: 'budget-warnings-clear',
  text: `delete from budget_warning w using unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::text[])
                  as n (starts_on, period, budget, currency, kind)
          where w.tenant_id = $1 and w.starts_on = n.starts_on and w.period = n.period and w.budget = n.budget
            and w.currency = n.currency and w.kind = n.kind
         returning ${TOLD.replaceAll(/\b(starts_on|period|budget|currency|kind|from_amount|since)\b/g, 'w.$1')}`,
};

/** Clears warnings. Gives those that no other transaction has cleared meanwhile. */
export async function clearBudgetWarnings(
  tx: Transaction,
  warnings: readonly BudgetWarning[],
): Promise<readonly BudgetWarning[]> {
  if (warnings.length === 0) return [];
  const columns = [
    warnings.map(({ startsOn }) => startsOn),
    warnings.map(({ period }) => period),
    warnings.map(({ budget }) => budget),
    warnings.map(({ currency }) => currency),
    warnings.map(({ kind }) => kind),
  ];
  return (await tx.prepared(CLEAR, [tx.tenant, ...columns])).map(warningOf);
}

const CLEAR_RELEASED: PreparedStatement = {
  name: 'budget-warnings-clear-released',
  text: `delete from budget_warning w
          where w.tenant_id = $1 and w.starts_on = any ($2::date[])
            and w.from_amount > (select coalesce(sum(s.amount), 0) from budget_spending s
                                  where s.tenant_id = w.tenant_id and s.starts_on = w.starts_on and s.period = w.period
                                    and s.budget = w.budget and s.currency = w.currency)
         returning ${TOLD.replaceAll(/\b(starts_on|period|budget|currency|kind|from_amount|since)\b/g, 'w.$1')}`,
};

/** Clears the warnings below whose lines a release of money has brought their budgets. */
export async function clearReleased(
  tx: Transaction,
  amounts: readonly BudgetAmount[],
): Promise<readonly BudgetWarning[]> {
  const days = amounts.filter(({ amount }) => amount.startsWith('-')).map(({ startsOn }) => startsOn);
  if (days.length === 0) return [];
  return (await tx.prepared(CLEAR_RELEASED, [tx.tenant, [...new Set(days)]])).map(warningOf);
}

/** Some tenants with a warning about a day or month that is over everywhere. Runs as the system. */
export async function tenantsWithPastWarnings(tx: Transaction, limit: number): Promise<readonly TenantId[]> {
  const found = await tx.sql
    .selectDistinct({ tenantId: budgetWarning.tenantId })
    .from(budgetWarning)
    .where(IS_PAST)
    .limit(limit);
  return found.map(({ tenantId }) => tenantIdColumn.parse(tenantId));
}

/** The last place on earth leaves a day twelve hours after UTC does. */
const IS_PAST = sql`case ${budgetWarning.period} when 'DAY' then ${budgetWarning.startsOn} + 1
  else (${budgetWarning.startsOn} + interval '1 month')::date end + interval '12 hours' < clock_timestamp() at time zone 'UTC'`;

/** Clears the tenant's warnings about what is over. */
export async function clearPast(tx: Transaction): Promise<readonly BudgetWarning[]> {
  const { startsOn, period, budget, currency, kind, fromAmount: amount, since } = budgetWarning;
  return tx.sql
    .delete(budgetWarning)
    .where(and(eq(budgetWarning.tenantId, tx.tenant), IS_PAST))
    .returning({ startsOn, period, budget, currency, kind, amount, since });
}
