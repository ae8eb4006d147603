import type { Transaction } from '../../database/client.ts';
import { SendingBlocked } from '../../kernel/errors.ts';
import type { SendingLimits } from '../../kernel/sending/sending-policy.ts';
import type { Originator } from '../../kernel/vocabulary/dispatch.ts';
import { negateDecimal } from '../../stats/decimal-rules.ts';
import { type BudgetFacts, budgetOf, spendingChanges, sumOfAmounts } from '../budget/budget-rules.ts';
import { addSpending } from '../budget/budget-store.ts';
import { keepBudgetWarnings } from '../budget/budget-warnings.ts';
import { type BudgetedMessage, type BudgetTerms, budgetTerms, Spending } from '../budget/spending.ts';
import type { DecisionContext } from '../decide/decision-context.ts';
import { countryOf } from '../decide/recipient-country.ts';
import { estimatedSegmentsOf } from '../decide/segment-rules.ts';
import type { IncomingRequest } from '../guard/incoming-request.ts';
import {
  counted,
  countsRecipients,
  type GuardCounts,
  type GuardFacts,
  type GuardState,
  type GuardVerdict,
  judge,
  judgeBounds,
  NOTHING_SENT,
  refusalMessage,
} from '../policy/guard-rules.ts';
import { numberKindOf } from '../policy/number-kind.ts';
import { pauseReach } from '../policy/pause-rules.ts';
import {
  type CountedRecipient,
  insertRecipientCounts,
  type NewCount,
  recipientName,
  writeRecipientCounts,
} from '../policy/recipient-count-store.ts';
import { countRefusals, type GuardRefusal } from '../policy/refusal-store.ts';
import type { DispatchRecord } from '../record/dispatch.ts';
import type { DispatchPlatform } from '../settings/platform.ts';

/** Another transaction was first with a recipient that had no count: all is rolled back, and decided by what is there then. */
export class CountsRacedError extends Error {
  override readonly message = 'a recipient was counted by another transaction at the same time';
}

/** A request as guards see it. */
interface Guarded {
  readonly recipient: CountedRecipient;
  /** Of the recipient, among others. */
  readonly name: string;
  readonly facts: Omit<GuardFacts, 'originator'>;
}

/** The guards over the intents of one transaction, with the counts as they are after each of those. */
export class GuardedIntents {
  readonly #limits: SendingLimits;
  readonly #terms: BudgetTerms;
  readonly #context: DecisionContext;
  readonly #spending: Spending;
  readonly #seen = new Map<IncomingRequest, Guarded>();
  readonly #passed = new Map<IncomingRequest, GuardVerdict>();
  readonly #current = new Map<string, GuardCounts>();
  /** The messages that were counted, by their keys. */
  readonly #counted = new Map<string, Guarded>();
  readonly #refusals: GuardRefusal[] = [];

  /** @param context in which the counts of the requests' recipients are locked */
  constructor(platform: Pick<DispatchPlatform, 'sendingLimits' | 'rateCard'>, context: DecisionContext) {
    this.#limits = platform.sendingLimits;
    this.#terms = budgetTerms(platform, context.live);
    this.#context = context;
    this.#spending = new Spending(context.spent);
  }

  /** The refusal of a request; `undefined` where all guards let it pass. */
  refusalOf(incoming: IncomingRequest, originator: Originator): SendingBlocked | undefined {
    const { facts, name } = this.#guarded(incoming);
    const { sendingPolicy } = this.#context.live;
    const spending = originator === 'DEFAULT' ? this.#budgetFacts(incoming) : null;
    const asked = { ...facts, originator, spending };
    const verdict = judge(this.#limits, sendingPolicy, asked, this.#countsOf(name));
    const { refused } = verdict;
    this.#passed.set(incoming, verdict);
    if (refused === null) return undefined;
    this.#refusals.push({ guard: refused.guard, observed: false });
    return sendingBlocked(refused, facts, incoming.path);
  }

  /** True if a guard refuses a fallback of the request, by the bounds of the default account. */
  refusesFallback(incoming: IncomingRequest): boolean {
    const { facts, name } = this.#guarded(incoming);
    return judgeBounds(this.#limits, { ...facts, originator: 'DEFAULT' }, this.#countsOf(name)) !== null;
  }

  /** True if the request would begin with a fallback that its budget has too little left for (G4). */
  isFallbackBudgetSpent(incoming: IncomingRequest): boolean {
    const { live, numbers } = this.#context;
    if (live.account === null || numbers.length > 0) return false;
    return this.#spending.isSpentFor(this.#terms, this.#messageOf(incoming));
  }

  /** Reserves the money of a new record's intent (G4). */
  reserve(record: DispatchRecord): void {
    this.#spending.change(spendingChanges(null, record));
  }

  /** Keeps what is reserved, after the last row that others may wait for has been inserted. */
  async keepSpending(tx: Transaction): Promise<void> {
    await addSpending(tx, this.#spending.changes);
  }

  /** Keeps the warnings about budgets that come or go with what is reserved or refused (G4). */
  async keepWarnings(tx: Transaction): Promise<void> {
    await keepBudgetWarnings(tx, this.#spending.warningChanges(this.#context.now));
  }

  /** Counts the message of a request that passed and is to be attempted, and what would have refused it. */
  count(incoming: IncomingRequest): void {
    const verdict = this.#passed.get(incoming);
    if (verdict === undefined) throw new Error('a request is counted that no guard has seen');
    const observed = new Set(verdict.states.filter(({ isReached }) => isReached).map(({ guard }) => guard));
    for (const guard of observed) this.#refusals.push({ guard, observed: true });
    const { channel, idempotencyKey } = incoming.request;
    if (!countsRecipients(this.#limits, this.#context.live.sendingPolicy, channel)) return;
    const guarded = this.#guarded(incoming);
    this.#counted.set(idempotencyKey, guarded);
    this.#add(guarded);
  }

  /** Keeps the counts. Throws `CountsRacedError` where they were not those to decide by. */
  async keep(tx: Transaction): Promise<void> {
    const { counts } = this.#context.recipients;
    const isKnown = ({ recipient }: NewCount) => counts.has(recipientName(recipient));
    const all = this.#newCounts();
    const fresh = all.filter((one) => !isKnown(one));
    const [inserted] = await Promise.all([
      insertRecipientCounts(tx, fresh),
      writeRecipientCounts(tx, all.filter(isKnown)),
    ]);
    if (inserted < fresh.length) throw new CountsRacedError();
  }

  /** Keeps how much was refused, or would have been (G9). */
  async keepRefusals(tx: Transaction): Promise<void> {
    await countRefusals(tx, this.#refusals);
  }

  /** Takes back what was counted and reserved for records whose keys turned out to be used up. */
  async takeBack(tx: Transaction, lost: readonly DispatchRecord[]): Promise<void> {
    const keys = new Set(lost.map(({ idempotencyKey }) => idempotencyKey));
    this.#current.clear();
    for (const [key, guarded] of this.#counted) if (!keys.has(key)) this.#add(guarded);
    const reserved = lost.flatMap((record) => spendingChanges(null, record));
    const taken = reserved.map((one) => ({ ...one, amount: negateDecimal(one.amount) }));
    await Promise.all([writeRecipientCounts(tx, this.#newCounts()), addSpending(tx, sumOfAmounts(taken))]);
  }

  /** The money that the request would take; null where a fallback would be made, whose budget refuses otherwise (G4). */
  #budgetFacts(incoming: IncomingRequest): BudgetFacts | null {
    if (this.#context.live.account !== null) return null;
    return this.#spending.factsOf(this.#terms, this.#messageOf(incoming));
  }

  #messageOf({ request }: IncomingRequest): BudgetedMessage {
    const { live, now } = this.#context;
    const { channel, to } = request;
    const budget = budgetOf(live.account !== null);
    return { budget, channel, to, segments: estimatedSegmentsOf(request), now: now.getTime() };
  }

  #add({ facts, name }: Guarded): void {
    this.#current.set(name, counted(this.#countsOf(name), facts));
  }

  #countsOf(name: string): GuardCounts {
    const { counts } = this.#context.recipients;
    return this.#current.get(name) ?? { recipient: counts.get(name) ?? NOTHING_SENT };
  }

  /** Of every recipient to whom something was counted, also if it was taken back. */
  #newCounts(): readonly NewCount[] {
    const recipients = new Map([...this.#counted.values()].map(({ name, recipient }) => [name, recipient]));
    return [...recipients].map(([name, recipient]) => ({ recipient, count: this.#countsOf(name).recipient }));
  }

  /** Made once for each request: the kind of a number takes longer to tell than all the rest. */
  #guarded(incoming: IncomingRequest): Guarded {
    const seen = this.#seen.get(incoming);
    if (seen !== undefined) return seen;
    const { channel, to } = incoming.request;
    const hash = this.#context.recipients.hashes.get(to);
    if (hash === undefined) throw new Error('a recipient was not looked up');
    const recipient = { channel, hash };
    const now = this.#context.now.getTime();
    const country = countryOf(to);
    const pause = pauseReach(this.#context.pauses, country);
    const facts = { channel, country, pause, numberKind: numberKindOf(to), now };
    const guarded = { recipient, name: recipientName(recipient), facts };
    this.#seen.set(incoming, guarded);
    return guarded;
  }
}

function sendingBlocked(
  state: GuardState,
  facts: Pick<GuardFacts, 'numberKind'>,
  path: readonly string[],
): SendingBlocked {
  const { guard, limit, reached, windowSeconds, retryAt } = state;
  return new SendingBlocked(
    {
      code: retryAt === null ? 'NOT_POSSIBLE' : 'RATE_LIMITED',
      message: refusalMessage(state, facts),
      path: [...path, 'to'],
    },
    { guard, limit, reached, windowSeconds, retryAt },
  );
}
