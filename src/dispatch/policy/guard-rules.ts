import type {
  CoolDown,
  CountryRules,
  NumberKindRules,
  RecipientLimits,
} from '../../kernel/sending/sending-policy.ts';
import {
  budgetIn,
  ofChannel,
  type PolicyChoice,
  policyOf,
  type SendingLimits,
} from '../../kernel/sending/sending-policy.ts';
import type { Channel, Originator } from '../../kernel/vocabulary/dispatch.ts';
import type { Guard, GuardMode, NumberKind } from '../../kernel/vocabulary/guards.ts';
import { type BudgetFacts, budgetStates } from '../budget/budget-rules.ts';
import type { PauseReach } from './pause-rules.ts';
import {
  freeAt,
  type SlidingCount,
  WINDOWS_MS,
  type Window,
  within,
  withOneMore,
} from './sliding-count-rules.ts';

/** The messages that a recipient was sent by one channel, as far as guards look back (G2). */
export interface RecipientCount extends Readonly<Record<Window, SlidingCount>> {
  /** The instant of the last, in milliseconds; null where there was none. */
  readonly lastAt: number | null;
}

/** Nothing was sent yet. */
export const NOTHING_SENT: RecipientCount = { tenMinutes: [], hour: [], day: [], lastAt: null };

/** Everything that guards know of a request, besides policy, limits and counts. */
export interface GuardFacts {
  readonly channel: Channel;
  /** As ISO 3166-1 alpha-2, or `ZZ`. */
  readonly country: string;
  /** Null for a number of no kind that could be denied. */
  readonly numberKind: NumberKind | null;
  /** The reach of a stop by the platform (G7); null where there is none. */
  readonly pause: PauseReach | null;
  /** The account that would make the attempt: the platform's bounds are for the default account. */
  readonly originator: Originator;
  /** In milliseconds. */
  readonly now: number;
  /** The money of the budget that would pay it; absent where no budget would. */
  readonly spending?: BudgetFacts | null;
}

/** The counts that guards go by; exact while they are locked. */
export interface GuardCounts {
  readonly recipient: RecipientCount;
}

/** The state of a guard for a request: where it has been reached it refuses, or would. */
export interface GuardState {
  readonly guard: Guard;
  readonly mode: Exclude<GuardMode, 'OFF'>;
  readonly isReached: boolean;
  /** The most that it allows, in figures; null where it is no matter of figures. */
  readonly limit: string | null;
  /** The value that is compared with it: in figures, or by name. */
  readonly reached: string;
  /** The messages that are left; null where it counts none. */
  readonly left: number | null;
  /** The stretch of time in which it counts; null where it counts none. */
  readonly windowSeconds: number | null;
  /** The instant from which on it would let a request pass; null where that is no matter of time, and where it does now. */
  readonly retryAt: Date | null;
}

/** The verdict of all guards: one that refuses, and the states of all. */
export interface GuardVerdict {
  readonly refused: GuardState | null;
  /** In the order of the list of guards. */
  readonly states: readonly GuardState[];
}

/**
 * Decides whether a request may become a dispatch (G1). Pure: the preview and the sending ask the same function. The tenant's own
 * policy and the platform's bounds are each decided by itself, and either can refuse: so nobody is looser than the bounds,
 * whatever was chosen before they were tightened.
 */
export function judge(
  limits: SendingLimits,
  choice: PolicyChoice,
  facts: GuardFacts,
  counts: GuardCounts,
): GuardVerdict {
  const own = statesOf(policyOf(choice, limits.defaults), facts, counts);
  const bound = facts.originator === 'DEFAULT' ? statesOf(limits.bounds, facts, counts) : [];
  const states = [
    ...pauseState(facts),
    ...own,
    ...bound.filter((state) => !own.some((other) => isSame(state, other))),
  ];
  return { refused: refusing(states), states };
}

/** The state of the guard that refuses a fallback to the default account, by the platform's bounds; null where none does. */
export function judgeBounds(
  { bounds }: SendingLimits,
  facts: GuardFacts,
  counts: GuardCounts,
): GuardState | null {
  return refusing(statesOf(bounds, facts, counts));
}

/** The states of the budget that would pay a message, by the policy and by the bounds; a state that both have is told once. */
export function judgeBudget(
  limits: SendingLimits,
  choice: PolicyChoice,
  spending: BudgetFacts | null,
): readonly GuardState[] {
  const own = budgetState(policyOf(choice, limits.defaults), spending);
  const bound = budgetState(limits.bounds, spending);
  return [...own, ...bound.filter((state) => !own.some((other) => isSame(state, other)))];
}

function budgetState(policy: PolicyChoice, spending: BudgetFacts | null = null): readonly GuardState[] {
  return spending === null ? [] : budgetStates(budgetIn(policy, spending.budget), spending);
}

/** Of several that refuse the one that lasts longest: who comes back when it says is not told of another. */
function refusing(states: readonly GuardState[]): GuardState | null {
  const [first, ...others] = states.filter(({ isReached, mode }) => isReached && mode === 'ENFORCE');
  if (first === undefined) return null;
  return others.reduce((longest, one) => (isLonger(one, longest) ? one : longest), first);
}

/** True if a guard goes by the messages to a recipient: otherwise there is nothing to count. */
export function countsRecipients(limits: SendingLimits, choice: PolicyChoice, channel: Channel): boolean {
  return [policyOf(choice, limits.defaults), limits.bounds].some((policy) => {
    const modes = [ofChannel(policy, channel).recipients?.mode, policy.coolDown?.mode];
    return modes.some((mode) => mode === 'OBSERVE' || mode === 'ENFORCE');
  });
}

/** The counts once the request has become a dispatch with an attempt. */
export function counted({ recipient }: GuardCounts, { now }: Pick<GuardFacts, 'now'>): GuardCounts {
  const at = Math.max(now, recipient.lastAt ?? 0);
  return {
    recipient: {
      tenMinutes: withOneMore(recipient.tenMinutes, 'tenMinutes', at),
      hour: withOneMore(recipient.hour, 'hour', at),
      day: withOneMore(recipient.day, 'day', at),
      lastAt: at,
    },
  };
}

/** The states by one policy. A further guard is one more line here, and a member of the policy. */
function statesOf(
  policy: PolicyChoice,
  facts: GuardFacts,
  { recipient }: GuardCounts,
): readonly GuardState[] {
  const { recipients, countries } = ofChannel(policy, facts.channel);
  return [
    ...numberKindState(policy.numberKinds, facts),
    ...countryState(countries, facts),
    ...recipientStates(recipients, facts, recipient),
    ...coolDownState(policy.coolDown, facts, recipient),
    ...budgetState(policy, facts.spending),
  ];
}

/** A stop is no policy: it is enforced whatever was chosen. */
function pauseState({ pause }: GuardFacts): readonly GuardState[] {
  if (pause === null) return [];
  return [{ ...NO_FIGURES, guard: 'PAUSED', mode: 'ENFORCE', isReached: true, reached: pause }];
}

function numberKindState(rules: NumberKindRules | null, { numberKind }: GuardFacts): readonly GuardState[] {
  if (rules === null || rules.mode === 'OFF') return [];
  const isReached = numberKind !== null && rules.denied.includes(numberKind);
  const reached = numberKind ?? 'NONE';
  return [{ ...NO_FIGURES, guard: 'NUMBER_KIND', mode: rules.mode, isReached, reached }];
}

function countryState(rules: CountryRules | null, { country }: GuardFacts): readonly GuardState[] {
  if (rules === null || rules.mode === 'OFF') return [];
  const isAllowed = rules.allowed === null || rules.allowed.includes(country);
  const isReached = !isAllowed || rules.denied.includes(country);
  return [{ ...NO_FIGURES, guard: 'COUNTRY', mode: rules.mode, isReached, reached: country }];
}

const NO_FIGURES = { limit: null, left: null, windowSeconds: null, retryAt: null } as const;

const WINDOWS: readonly Window[] = ['tenMinutes', 'hour', 'day'];

function recipientStates(
  limits: RecipientLimits | null,
  { now }: GuardFacts,
  count: RecipientCount,
): readonly GuardState[] {
  if (limits === null || limits.mode === 'OFF') return [];
  const { mode } = limits;
  return WINDOWS.map((window) => {
    const [limit, reached] = [limits[window], within(count[window], window, now)];
    const isReached = reached >= limit;
    const free = isReached ? freeAt(count[window], window, now, limit) : undefined;
    return {
      guard: 'RECIPIENT_RATE',
      mode,
      isReached,
      limit: String(limit),
      reached: String(reached),
      left: Math.max(0, limit - reached),
      windowSeconds: WINDOWS_MS[window] / 1_000,
      retryAt: free === undefined ? null : new Date(free),
    };
  });
}

function coolDownState(
  rules: CoolDown | null,
  { now }: GuardFacts,
  count: RecipientCount,
): readonly GuardState[] {
  if (rules === null || rules.mode === 'OFF') return [];
  const pause = pauseSeconds(rules, within(count.hour, 'hour', now));
  const passed = count.lastAt === null ? Number.POSITIVE_INFINITY : Math.max(0, now - count.lastAt) / 1_000;
  const isReached = passed < pause;
  const free = isReached ? new Date((count.lastAt ?? now) + pause * 1_000) : null;
  return [
    {
      guard: 'RECIPIENT_COOL_DOWN',
      mode: rules.mode,
      isReached,
      limit: String(pause),
      reached: String(Math.floor(Math.min(passed, pause))),
      left: null,
      windowSeconds: null,
      retryAt: free,
    },
  ];
}

function pauseSeconds({ after, firstSeconds, longestSeconds }: CoolDown, sent: number): number {
  if (sent < after || sent === 0) return 0;
  return Math.min(longestSeconds, firstSeconds * 2 ** Math.min(sent - after, 30));
}

function isSame(a: GuardState, b: GuardState): boolean {
  return (
    a.guard === b.guard &&
    a.mode === b.mode &&
    a.limit === b.limit &&
    a.windowSeconds === b.windowSeconds &&
    a.isReached === b.isReached
  );
}

/** True if `a` lasts longer than `b`; one that is no matter of time lasts for ever. */
function isLonger(a: GuardState, b: GuardState): boolean {
  if (b.retryAt === null) return false;
  return a.retryAt === null || a.retryAt > b.retryAt;
}

const KINDS: Readonly<Record<NumberKind, string>> = {
  PREMIUM: 'premium-rate numbers',
  SHARED_COST: 'shared-cost numbers',
  SATELLITE: 'satellite numbers',
  UNASSIGNED: 'numbers that are assigned to nobody',
};
const MINUTE_SECONDS = 60;

const PAUSED = 'The platform has stopped sending such messages for now. Try again when it lets them go on.';

/** A message for people: what was reached, and where it is a matter of time, that it is. */
export function refusalMessage(state: GuardState, { numberKind }: Pick<GuardFacts, 'numberKind'>): string {
  switch (state.guard) {
    case 'PAUSED':
      return PAUSED;
    case 'NUMBER_KIND':
      return `Nothing is sent to ${KINDS[numberKind ?? 'UNASSIGNED']}.`;
    case 'COUNTRY':
      return `Nothing is sent to this country: ${state.reached}.`;
    case 'RECIPIENT_RATE':
      return `This recipient has had ${state.reached} messages by this channel within ${(state.windowSeconds ?? 0) / MINUTE_SECONDS} minutes; at most ${state.limit} are sent. Try again later.`;
    case 'RECIPIENT_COOL_DOWN':
      return `The last message to this recipient was ${state.reached} seconds ago; the next is sent after ${state.limit}. Try again then.`;
    case 'BUDGET':
    case 'FALLBACK_BUDGET':
      return `Of the money that may be spent, ${state.limit}, ${state.reached} is; too little is left for this. Try again in the next period.`;
  }
}
