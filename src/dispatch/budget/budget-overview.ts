import { readLiveConfiguration } from '../../configuration/version-store.ts';
import type { Transaction } from '../../database/client.ts';
import { budgetIn, policyOf } from '../../kernel/sending/sending-policy.ts';
import {
  BUDGET_PERIODS,
  BUDGET_WARNINGS,
  BUDGETS,
  type BudgetName,
  type BudgetPeriod,
  type BudgetWarningKind,
  GUARD_MODES,
  type GuardMode,
} from '../../kernel/vocabulary/guards.ts';
import { addDecimals, compareDecimals, negateDecimal } from '../../stats/decimal-rules.ts';
import type { DispatchPlatform } from '../settings/platform.ts';
import { dayOf, firstOf, periodEnd, zoneOf } from './budget-period-rules.ts';
import { readSpending } from './budget-store.ts';
import { lowestAmount } from './budget-warning-rules.ts';

/** A budget in the day or month that is now. */
export interface BudgetView {
  readonly budget: BudgetName;
  readonly period: BudgetPeriod;
  /** The stricter one of the policy's and the bound's. */
  readonly mode: GuardMode;
  /** The first day, by the clocks of the tenant's zone: YYYY-MM-DD. */
  readonly startsOn: string;
  readonly endsAt: Date;
  /** ISO 4217. */
  readonly currency: string;
  /** A decimal string, likewise the other amounts; null where no amount is set. */
  readonly limit: string | null;
  readonly spent: string;
  readonly left: string | null;
  /** The last of the warnings that stand; null where none does. */
  readonly warning: BudgetWarningKind | null;
}

/** The budgets of the tenant as they stand, of those that are counted (G4). */
export async function readBudgets(
  { sendingLimits, rateCard }: Pick<DispatchPlatform, 'sendingLimits' | 'rateCard'>,
  tx: Transaction,
): Promise<readonly BudgetView[]> {
  const [live, { amounts, warnings }, now] = await Promise.all([
    readLiveConfiguration(tx),
    readSpending(tx),
    tx.now,
  ]);
  const policy = policyOf(live.sendingPolicy, sendingLimits.defaults);
  const policies = [policy, sendingLimits.bounds];
  const zone = zoneOf(policy.timeZone);
  const day = dayOf(zone, now.getTime());
  const { currency } = rateCard;
  return BUDGETS.flatMap((budget) => {
    const modes = policies.map((one) => GUARD_MODES.indexOf(budgetIn(one, budget)?.mode ?? 'OFF'));
    const mode = GUARD_MODES[Math.max(...modes)] ?? 'OFF';
    if (mode === 'OFF') return [];
    return BUDGET_PERIODS.map((period) => {
      const startsOn = firstOf(period, day);
      const isIt = (one: Pick<BudgetView, 'budget' | 'period' | 'startsOn' | 'currency'>) =>
        one.budget === budget &&
        one.period === period &&
        one.startsOn === startsOn &&
        one.currency === currency;
      const limit = lowestAmount(policies, budget, period);
      const spent = addDecimals(amounts.find(isIt)?.amount ?? '0', '0');
      const rest = limit === null ? null : addDecimals(limit, negateDecimal(spent));
      return {
        budget,
        period,
        mode,
        startsOn,
        currency,
        limit,
        spent,
        endsAt: new Date(periodEnd(zone, period, day)),
        left: rest !== null && compareDecimals(rest, '0') < 0 ? '0' : rest,
        warning: highest(warnings.filter(isIt).map(({ kind }) => kind)),
      };
    });
  });
}

function highest(kinds: readonly BudgetWarningKind[]): BudgetWarningKind | null {
  return BUDGET_WARNINGS.findLast((kind) => kinds.includes(kind)) ?? null;
}
