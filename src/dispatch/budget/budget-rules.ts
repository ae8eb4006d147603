import { type Budget, budgetIn, type PolicyChoice } from '../../kernel/sending/sending-policy.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import {
  BUDGET_PERIODS,
  type BudgetName,
  type BudgetPeriod,
  type GuardMode,
} from '../../kernel/vocabulary/guards.ts';
import { addDecimals, compareDecimals, negateDecimal, timesWithin } from '../../stats/decimal-rules.ts';
import type { Attempt, Budgeted, DispatchRecord } from '../record/dispatch.ts';
import { multiplyDecimal, type RateCard } from '../settings/rate-card-rules.ts';
import { firstOf, periodEnd, zoneOf } from './budget-period-rules.ts';

/** An amount of one budget, in one of its days or months. */
export interface BudgetAmount {
  readonly budget: BudgetName;
  readonly period: BudgetPeriod;
  /** The first day of the period, by the clocks of the tenant's zone: YYYY-MM-DD. */
  readonly startsOn: string;
  /** ISO 4217. */
  readonly currency: string;
  /** A decimal string. */
  readonly amount: string;
}

/** The money that a request would take out of a budget, and what is spent of that so far. */
export interface BudgetFacts {
  readonly budget: BudgetName;
  /** By the clocks of the tenant's zone: YYYY-MM-DD. */
  readonly day: string;
  readonly timeZone: string;
  /** A decimal string, likewise each amount. */
  readonly price: string;
  readonly spent: Readonly<Record<BudgetPeriod, string>>;
}

const DAY_SECONDS = 86_400;

/** The states of a budget as a guard: its day, then its month, where there is an amount for them (G4). */
export function budgetStates(
  budget: Budget | null,
  { budget: guard, day, timeZone, price, spent }: BudgetFacts,
) {
  if (budget === null || budget.mode === 'OFF') return [];
  const { mode } = budget;
  return BUDGET_PERIODS.flatMap((period) => {
    const limit = amountFor(budget, period);
    if (limit === null) return [];
    const isReached = compareDecimals(addDecimals(spent[period], price), limit) > 0;
    return [
      {
        guard,
        mode,
        isReached,
        limit,
        reached: spent[period],
        left: isReached ? 0 : timesWithin(price, addDecimals(limit, negateDecimal(spent[period]))),
        windowSeconds: period === 'DAY' ? DAY_SECONDS : daysOfMonth(day) * DAY_SECONDS,
        // A price above the whole of the budget is never let pass.
        retryAt:
          isReached && compareDecimals(price, limit) <= 0
            ? new Date(periodEnd(zoneOf(timeZone), period, day))
            : null,
      },
    ];
  });
}

function daysOfMonth(day: string): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

/** The amount of a budget for a period; null where it has none. */
export function amountFor(budget: Budget, period: BudgetPeriod): string | null {
  return period === 'DAY' ? budget.day : budget.month;
}

/** True if a policy counts what is spent of a budget, whether or not it limits it. */
export function isCounted(policies: readonly PolicyChoice[], name: BudgetName): boolean {
  return policies.some((policy) => (budgetIn(policy, name)?.mode ?? 'OFF') !== ('OFF' satisfies GuardMode));
}

/** The budget that an attempt of the default account is paid out of: one that follows from a custom account is a fallback (D5). */
export function budgetOf(hasCustomAccount: boolean): BudgetName {
  return hasCustomAccount ? 'FALLBACK_BUDGET' : 'BUDGET';
}

/**
 * The price of a segment or call as budgets count it. A number that only the catch-all of the rate card covers may cost anything: it
 * is counted at the highest price of its channel, whatever the catch-all says.
 */
export function budgetedPrice({ prices }: RateCard, channel: Channel, to: string): string {
  const ofChannel = prices.filter((price) => price.channel === channel);
  const [named] = ofChannel
    .filter(({ prefix }) => prefix !== '' && to.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (named !== undefined) return named.amount;
  return ofChannel.reduce(
    (highest, { amount }) => (compareDecimals(amount, highest) > 0 ? amount : highest),
    '0',
  );
}

/** The attempts of a record that budgets count: what was accepted, and what may have been. */
function held({ attempts, estimatedSegments }: Pick<DispatchRecord, 'attempts' | 'estimatedSegments'>) {
  return attempts.flatMap(({ budgeted, outcome, segments }: Attempt) => {
    if (budgeted === null || (outcome !== 'OPEN' && outcome !== 'ACCEPTED')) return [];
    const amount = multiplyDecimal(budgeted.amount, segments ?? estimatedSegments, estimatedSegments);
    return inBothPeriods({ ...budgeted, amount });
  });
}

function inBothPeriods({ budget, day, currency, amount }: Budgeted): readonly BudgetAmount[] {
  return BUDGET_PERIODS.map((period) => ({
    budget,
    period,
    startsOn: firstOf(period, day),
    currency,
    amount,
  }));
}

/**
 * The changes of what is spent for a change of a record from `before`, null where it is new, to `after`: an intent reserves its price,
 * an outcome keeps or releases it, and what the record says is counted once, however often it is told.
 */
export function spendingChanges(
  before: DispatchRecord | null,
  after: DispatchRecord,
): readonly BudgetAmount[] {
  const taken = before === null ? [] : held(before);
  const given = held(after);
  if (taken.length === 0 && given.length === 0) return [];
  return sumOfAmounts([...given, ...taken.map((one) => ({ ...one, amount: negateDecimal(one.amount) }))]);
}

/** One amount for each budget and period, in the order in which they are locked; without those that come to nothing. */
export function sumOfAmounts(amounts: readonly BudgetAmount[]): readonly BudgetAmount[] {
  const sums = new Map<string, BudgetAmount>();
  for (const one of amounts) {
    const name = amountName(one);
    sums.set(name, { ...one, amount: addDecimals(sums.get(name)?.amount ?? '0', one.amount) });
  }
  return [...sums]
    .filter(([, { amount }]) => amount !== '0')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

/** The name of a budget's period among others. */
export function amountName({ startsOn, period, budget, currency }: Omit<BudgetAmount, 'amount'>): string {
  return `${startsOn} ${period} ${budget} ${currency}`;
}
