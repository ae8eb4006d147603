import {
  budgetIn,
  type PolicyChoice,
  policyOf,
  type SendingLimits,
} from '../../kernel/sending/sending-policy.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import { BUDGET_PERIODS, type BudgetName } from '../../kernel/vocabulary/guards.ts';
import { addDecimals, compareDecimals } from '../../stats/decimal-rules.ts';
import type { Budgeted } from '../record/dispatch.ts';
import type { DispatchPlatform } from '../settings/platform.ts';
import { multiplyDecimal, type RateCard } from '../settings/rate-card-rules.ts';
import { dayOf, firstOf, zoneOf } from './budget-period-rules.ts';
import {
  amountName,
  type BudgetAmount,
  type BudgetFacts,
  budgetedPrice,
  budgetStates,
  isCounted,
  sumOfAmounts,
} from './budget-rules.ts';
import type { SpendingRead } from './budget-store.ts';
import {
  type BudgetState,
  type BudgetWarning,
  lowestAmount,
  type WarningChanges,
  warningChanges,
} from './budget-warning-rules.ts';

/** By what money is budgeted for a tenant. */
export interface BudgetTerms {
  readonly limits: SendingLimits;
  readonly choice: PolicyChoice;
  readonly rateCard: RateCard;
}

/** The terms of a platform and a tenant's live configuration. */
export function budgetTerms(
  { sendingLimits: limits, rateCard }: Pick<DispatchPlatform, 'sendingLimits' | 'rateCard'>,
  { sendingPolicy: choice }: { readonly sendingPolicy: PolicyChoice },
): BudgetTerms {
  return { limits, choice, rateCard };
}

/** A message of the default account that a budget would pay. */
export interface BudgetedMessage {
  readonly budget: BudgetName;
  readonly channel: Channel;
  readonly to: string;
  readonly segments: number;
  /** In milliseconds. */
  readonly now: number;
}

/** The money that an attempt takes out of its budget; null where none counts it. */
export function budgetedFor(
  { limits, choice, rateCard }: BudgetTerms,
  { budget, channel, to, segments, now }: BudgetedMessage,
): Budgeted | null {
  const policy = policyOf(choice, limits.defaults);
  if (!isCounted([policy, limits.bounds], budget)) return null;
  const amount = multiplyDecimal(budgetedPrice(rateCard, channel, to), segments);
  return { budget, day: dayOf(zoneOf(policy.timeZone), now), amount, currency: rateCard.currency };
}

/** The money as one transaction sees it: what was spent before, and what the transaction itself takes or releases. */
export class Spending {
  readonly #sums = new Map<string, string>();
  readonly #standing: readonly BudgetWarning[];
  /** The periods of budgets that something was judged by, with their limits. */
  readonly #judged = new Map<string, Omit<BudgetState, 'amount'>>();
  #changes: readonly BudgetAmount[] = [];

  constructor({ amounts, warnings }: SpendingRead) {
    this.#standing = warnings;
    for (const one of amounts) this.#add(one);
  }

  /** The facts by which a budget is judged for a message; null where no budget counts it. */
  factsOf(terms: BudgetTerms, message: BudgetedMessage): BudgetFacts | null {
    const budgeted = budgetedFor(terms, message);
    if (budgeted === null) return null;
    const { budget, day, currency, amount: price } = budgeted;
    const [ofDay = '0', ofMonth = '0'] = BUDGET_PERIODS.map((period) =>
      this.#sums.get(amountName({ budget, period, startsOn: firstOf(period, day), currency })),
    );
    const policy = policyOf(terms.choice, terms.limits.defaults);
    const spent = { DAY: ofDay, MONTH: ofMonth };
    for (const period of BUDGET_PERIODS) {
      const limit = lowestAmount([policy, terms.limits.bounds], budget, period);
      const name = { budget, period, startsOn: firstOf(period, day), currency };
      const known = this.#judged.get(amountName(name))?.isTooLittle ?? false;
      const isTooLittle = limit !== null && compareDecimals(addDecimals(spent[period], price), limit) > 0;
      this.#judged.set(amountName(name), { ...name, limit, isTooLittle: known || isTooLittle });
    }
    return { budget, day, timeZone: policy.timeZone, price, spent };
  }

  /** The warnings that come and go with the transaction, of the budgets that something was judged by. */
  warningChanges(now: Date): WarningChanges {
    const all = [...this.#judged].map(([name, judged]) =>
      warningChanges({ ...judged, amount: this.#sums.get(name) ?? '0' }, this.#standing, now),
    );
    return {
      raised: all.flatMap(({ raised }) => raised),
      cleared: all.flatMap(({ cleared }) => cleared),
    };
  }

  /** True if an enforced budget has too little left for a message (G4). */
  isSpentFor(terms: BudgetTerms, message: BudgetedMessage): boolean {
    const facts = this.factsOf(terms, message);
    if (facts === null) return false;
    const { limits, choice } = terms;
    return [policyOf(choice, limits.defaults), limits.bounds].some((policy) =>
      budgetStates(budgetIn(policy, message.budget), facts).some(
        ({ isReached, mode }) => isReached && mode === 'ENFORCE',
      ),
    );
  }

  /** Takes changes into account, which the transaction will keep. */
  change(changes: readonly BudgetAmount[]): void {
    for (const one of changes) this.#add(one);
    this.#changes = [...this.#changes, ...changes];
  }

  /** All changes of the transaction, summed up. */
  get changes(): readonly BudgetAmount[] {
    return sumOfAmounts(this.#changes);
  }

  #add(one: BudgetAmount): void {
    const name = amountName(one);
    this.#sums.set(name, addDecimals(this.#sums.get(name) ?? '0', one.amount));
  }
}
