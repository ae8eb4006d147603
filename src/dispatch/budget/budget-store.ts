import { lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { budgetSpending } from '../../database/tables.ts';
import { BUDGET_PERIODS, BUDGET_WARNINGS, BUDGETS } from '../../kernel/vocabulary/guards.ts';
import type { BudgetAmount } from './budget-rules.ts';
import type { BudgetWarning } from './budget-warning-rules.ts';

/** The number of lanes: with as many connections nobody waits for another. */
const LANES = 8;

/** The days that it is somewhere on earth, and the months of these. One after the other, as keys are looked up. */
const READ: PreparedStatement = {
  name: 'budget-spending-read',
  text: `select s.* from (select distinct unnest(array[d - 1, d, d + 1, date_trunc('month', d - 1)::date, date_trunc('month', d + 1)::date])
                            from (select (now() at time zone 'UTC')::date) as today (d)) as asked (starts_on)
          cross join lateral (select starts_on::text, period, budget, currency, null as kind, sum(amount)::text as amount, null::timestamptz as since
                                from budget_spending where tenant_id = $1 and starts_on = asked.starts_on
                               group by 1, 2, 3, 4
                               union all
                              select starts_on::text, period, budget, currency, kind, from_amount::text, since
                                from budget_warning where tenant_id = $1 and starts_on = asked.starts_on offset 0) s`,
};

const row = z.object({
  starts_on: z.string(),
  period: z.enum(BUDGET_PERIODS),
  budget: z.enum(BUDGETS),
  currency: z.string(),
  kind: z.enum(BUDGET_WARNINGS).nullable(),
  amount: z.string(),
  since: z.date().nullable(),
});

/** The money that is spent, and the warnings that stand. */
export interface SpendingRead {
  readonly amounts: readonly BudgetAmount[];
  readonly warnings: readonly BudgetWarning[];
}

/** Nothing is read where nothing is decided by it. */
export const NOTHING_READ: SpendingRead = { amounts: [], warnings: [] };

/**
 * The money that is spent of all budgets, in the days and months that now are anywhere, with the warnings about them. It locks nothing:
 * what transactions under way take is not seen, and that is the most by which a budget can be exceeded (G4).
 */
export async function readSpending(tx: Transaction): Promise<SpendingRead> {
  const amounts: BudgetAmount[] = [];
  const warnings: BudgetWarning[] = [];
  for (const read of await tx.prepared(READ, [tx.tenant])) {
    const { starts_on: startsOn, period, budget, currency, amount, kind, since } = row.parse(read);
    const one = { startsOn, period, budget, currency, amount };
    if (kind === null || since === null) amounts.push(one);
    else warnings.push({ ...one, kind, since });
  }
  return { amounts, warnings };
}

const ADD: PreparedStatement = {
  name: 'budget-spending-add',
  text: `insert into budget_spending as s (tenant_id, starts_on, period, budget, currency, lane, amount)
         select $1, starts_on, period, budget, currency, $2, amount
           from unnest($3::date[], $4::text[], $5::text[], $6::text[], $7::numeric[]) as n (starts_on, period, budget, currency, amount)
         on conflict (tenant_id, starts_on, period, budget, currency, lane) do update set amount = s.amount + excluded.amount`,
};

/** Adds amounts, which are in the order in which they are locked: that of their names. */
export async function addSpending(tx: Transaction, amounts: readonly BudgetAmount[]): Promise<void> {
  if (amounts.length === 0) return;
  await tx.prepared(ADD, [
    tx.tenant,
    tx.lane % LANES,
    amounts.map(({ startsOn }) => startsOn),
    amounts.map(({ period }) => period),
    amounts.map(({ budget }) => budget),
    amounts.map(({ currency }) => currency),
    amounts.map(({ amount }) => amount),
  ]);
}

/** Forgets what was spent more than two years ago, of all tenants. */
export async function forgetSpending(tx: Transaction): Promise<void> {
  const { startsOn } = budgetSpending;
  await tx.sql
    .delete(budgetSpending)
    .where(lt(startsOn, sql`(clock_timestamp() at time zone 'UTC')::date - 800`));
}
