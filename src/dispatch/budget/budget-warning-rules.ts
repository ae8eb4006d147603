import { budgetIn, type PolicyChoice } from '../../kernel/sending/sending-policy.ts';
import {
  BUDGET_WARNINGS,
  type BudgetName,
  type BudgetPeriod,
  type BudgetWarningKind,
} from '../../kernel/vocabulary/guards.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';
import { addDecimals, compareDecimals } from '../../stats/decimal-rules.ts';
import { multiplyDecimal } from '../settings/rate-card-rules.ts';
import { amountFor, type BudgetAmount } from './budget-rules.ts';

/** A warning about a budget in one of its periods; its amount is that from which on it stands. */
export interface BudgetWarning extends BudgetAmount {
  readonly kind: BudgetWarningKind;
  readonly since: Date;
}

/** The warnings that come and go with a transaction. */
export interface WarningChanges {
  readonly raised: readonly BudgetWarning[];
  readonly cleared: readonly BudgetWarning[];
}

/** The lowest amount that any of the policies sets for a period of a budget; null where none does. */
export function lowestAmount(
  policies: readonly PolicyChoice[],
  budget: BudgetName,
  period: BudgetPeriod,
): string | null {
  const amounts = policies.flatMap((policy) => {
    const chosen = budgetIn(policy, budget);
    const amount = chosen === null || chosen.mode === 'OFF' ? null : amountFor(chosen, period);
    return amount === null ? [] : [amount];
  });
  const [first, ...others] = amounts;
  if (first === undefined) return null;
  return others.reduce((lowest, one) => (compareDecimals(one, lowest) < 0 ? one : lowest), first);
}

/** The tenths of a budget from which on a warning stands. */
const TENTHS: Readonly<Record<BudgetWarningKind, number>> = {
  BUDGET_HALF: 5,
  BUDGET_NEARLY_SPENT: 8,
  BUDGET_SPENT: 10,
};

/** The amount from which on a warning stands. */
function lineOf(kind: BudgetWarningKind, limit: string): string {
  const inTenths = `${limit}${limit.includes('.') ? '' : '.'}0`;
  return addDecimals(multiplyDecimal(inTenths, TENTHS[kind], 10), '0');
}

/** The state of a budget's period at the end of a transaction. */
export interface BudgetState extends BudgetAmount {
  /** Null where no amount is set. */
  readonly limit: string | null;
  /** True if a message was found to be too much for what is left. */
  readonly isTooLittle: boolean;
}

/**
 * The warnings that a state calls for, beside those that stand on the same budget (G4). That all is spent is also said once too
 * little of the last fifth is left for a message: then no sum may ever come to the whole.
 */
export function warningChanges(
  state: BudgetState,
  standing: readonly BudgetWarning[],
  now: Date,
): WarningChanges {
  const own = standing.filter((one) => isOfSame(one, state));
  const { limit, amount, isTooLittle } = state;
  const isOver = (kind: BudgetWarningKind) =>
    limit !== null && compareDecimals(amount, lineOf(kind, limit)) >= 0;
  const isSpent = isOver('BUDGET_NEARLY_SPENT') && (isTooLittle || own.some(isStillSpent(amount)));
  const called = BUDGET_WARNINGS.filter((kind) => isOver(kind) || (kind === 'BUDGET_SPENT' && isSpent));
  const raised = called
    .filter((kind) => !own.some((one) => one.startsOn === state.startsOn && one.kind === kind))
    .map((kind) => ({
      ...nameOf(state),
      kind,
      amount: lower(amount, lineOf(kind, limit ?? '0')),
      since: now,
    }));
  // Those of an earlier period are over, whatever was spent in it.
  const cleared = own.filter(({ startsOn, kind }) => startsOn !== state.startsOn || !called.includes(kind));
  return { raised, cleared };
}

function isStillSpent(amount: string) {
  return (one: BudgetWarning) => one.kind === 'BUDGET_SPENT' && compareDecimals(amount, one.amount) >= 0;
}

function lower(a: string, b: string): string {
  return compareDecimals(a, b) < 0 ? a : b;
}

function nameOf({ budget, period, startsOn, currency }: BudgetAmount) {
  return { budget, period, startsOn, currency };
}

function isOfSame(one: BudgetWarning, { budget, period, startsOn, currency }: BudgetAmount): boolean {
  const isSame = one.budget === budget && one.period === period && one.currency === currency;
  return isSame && one.startsOn <= startsOn;
}

/** The entries of warnings that came or went (A1). */
export function budgetEntries({
  raised,
  cleared,
}: WarningChanges): readonly NewEntry<'BUDGET_WARNING_RAISED' | 'BUDGET_WARNING_CLEARED'>[] {
  const told = ({ kind: warning, ...one }: BudgetWarning) => ({ warning, ...nameOf(one) });
  return [
    ...cleared.map((one) => ({
      kind: 'BUDGET_WARNING_CLEARED' as const,
      object: `budget/${one.budget}`,
      before: { ...told(one), since: one.since.toISOString() },
      after: null,
    })),
    ...raised.map((one) => ({
      kind: 'BUDGET_WARNING_RAISED' as const,
      object: `budget/${one.budget}`,
      before: null,
      after: told(one),
    })),
  ];
}
