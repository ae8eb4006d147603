import {
  budgetIn,
  type PolicyChoice,
  policyOf,
  type SendingLimits,
} from '../../kernel/sending/sending-policy.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import { BUDGET_PERIODS, type BudgetName } from '../../kernel/vocabulary/guards.ts';
import { addDecimals } from '../../stats/decimal-rules.ts';
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
  #changes: readonly BudgetAmount[] = [];

  constructor(read: readonly BudgetAmount[]) {
    for (const one of read) this.#add(one);
  }

  /** The facts by which a budget is judged for a message; null where no budget counts it. */
  factsOf(terms: BudgetTerms, message: BudgetedMessage): BudgetFacts | null {
    const budgeted = budgetedFor(terms, message);
    if (budgeted === null) return null;
    const { budget, day, currency, amount: price } = budgeted;
    const [ofDay = '0', ofMonth = '0'] = BUDGET_PERIODS.map((period) =>
      this.#sums.get(amountName({ budget, period, startsOn: firstOf(period, day), currency })),
    );
    const { timeZone } = policyOf(terms.choice, terms.limits.defaults);
    return { budget, day, timeZone, price, spent: { DAY: ofDay, MONTH: ofMonth } };
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
