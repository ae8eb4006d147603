import canonicalize from 'canonicalize';
import type { Problem } from '../kernel/errors.ts';
import type {
  Budget,
  CoolDown,
  CountryRules,
  NumberKindRules,
  PolicyChoice,
  PolicyMember,
  RecipientLimits,
} from '../kernel/sending/sending-policy.ts';
import { NO_CHOICE } from '../kernel/sending/sending-policy.ts';
import { GUARD_MODES, type GuardMode } from '../kernel/vocabulary/guards.ts';
import type { ConfigurationSummary } from '../ledger/entries/entry-kinds.ts';
import { compareDecimals } from '../stats/decimal-rules.ts';
import { findTimeZone } from '../stats/zone-rules.ts';

/** The members of a policy to change, each as a whole: absent ones stay, null gives one back to the platform. */
export type PolicyInput = { readonly [K in PolicyMember]?: PolicyChoice[K] | undefined };

/** The choice after a save. */
export function choiceAfter(current: PolicyChoice, input: PolicyInput = {}): PolicyChoice {
  const given = Object.entries(input).filter(([, member]) => member !== undefined);
  return { ...current, ...Object.fromEntries(given) };
}

/** True if the two choose the same. */
export function isSameChoice(a: PolicyChoice, b: PolicyChoice): boolean {
  return canonicalize(a) === canonicalize(b);
}

/** The choice as it is kept: null where nothing is chosen. */
export function keptChoice(choice: PolicyChoice): PolicyChoice | null {
  return isSameChoice(choice, NO_CHOICE) ? null : choice;
}

/** The choice as entries keep it. */
export function policyState(choice: PolicyChoice): ConfigurationSummary['sendingPolicy'] {
  return keptChoice(choice);
}

/** The most that a figure of a policy can be. */
const MOST = { messages: 1_000_000, seconds: 86_400 } as const;

const RECIPIENTS = ['smsRecipients', 'voiceRecipients'] as const;
const BUDGET_MEMBERS = ['budget', 'fallbackBudget'] as const;
const COUNTRIES = ['smsCountries', 'voiceCountries'] as const;
/** As ISO 3166-1 alpha-2; `ZZ` is that of no country. */
const COUNTRY = /^[A-Z]{2}$/;

function at(...path: readonly string[]): readonly string[] {
  return ['input', 'sendingPolicy', ...path];
}

/** Every value in the input that cannot be. */
export function policyInputProblems(input: PolicyInput = {}): readonly Problem[] {
  const problems: Problem[] = [];
  const figure = (path: readonly string[], value: number, least: number, most: number) => {
    if (value >= least && value <= most) return;
    const message = `This must be a whole number from ${least} to ${most}.`;
    problems.push({ code: 'VALUE_OUT_OF_RANGE', message, path });
  };
  for (const member of RECIPIENTS) {
    const limits = input[member] ?? null;
    if (limits === null) continue;
    for (const window of ['tenMinutes', 'hour', 'day'] as const)
      figure(at(member, window), limits[window], 0, MOST.messages);
  }
  const { coolDown } = input;
  if (coolDown) {
    figure(at('coolDown', 'after'), coolDown.after, 1, MOST.messages);
    figure(at('coolDown', 'firstSeconds'), coolDown.firstSeconds, 1, MOST.seconds);
    figure(at('coolDown', 'longestSeconds'), coolDown.longestSeconds, 1, MOST.seconds);
  }
  for (const member of COUNTRIES) problems.push(...countryProblems(member, input[member] ?? null));
  return [...problems, ...budgetProblems(input)];
}

function countryProblems(member: (typeof COUNTRIES)[number], rules: CountryRules | null): readonly Problem[] {
  if (rules === null) return [];
  const wrong = [...(rules.allowed ?? []), ...rules.denied].filter((country) => !COUNTRY.test(country));
  const message = `These are no country codes of two capital letters: ${wrong.slice(0, 5).join(', ')}.`;
  return wrong.length === 0 ? [] : [{ code: 'VALUE_MALFORMED', message, path: at(member) }];
}

const AMOUNT = /^\d{1,9}(\.\d{1,9})?$/;

/** Every amount and zone that is none. */
function budgetProblems(input: PolicyInput): readonly Problem[] {
  const problems: Problem[] = [];
  for (const member of BUDGET_MEMBERS)
    for (const period of ['day', 'month'] as const) {
      const amount = input[member]?.[period] ?? null;
      if (amount === null || AMOUNT.test(amount)) continue;
      const message =
        'This must be a decimal number of at most nine digits, with at most nine after the point.';
      problems.push({ code: 'VALUE_MALFORMED', message, path: at(member, period) });
    }
  const zone = input.timeZone ?? null;
  if (zone === null || findTimeZone(zone) !== undefined) return problems;
  const message = 'This must be the IANA name of a time zone, such as Europe/Berlin.';
  return [...problems, { code: 'VALUE_MALFORMED', message, path: at('timeZone') }];
}

/** Every member that is looser than the platform's bound on the default account. */
export function looserProblems(choice: PolicyChoice, bounds: PolicyChoice): readonly Problem[] {
  const looser: PolicyMember[] = [];
  for (const member of RECIPIENTS) if (areLooser(choice[member], bounds[member])) looser.push(member);
  if (isLooserCoolDown(choice.coolDown, bounds.coolDown)) looser.push('coolDown');
  for (const member of COUNTRIES) if (areLooserCountries(choice[member], bounds[member])) looser.push(member);
  if (areLooserKinds(choice.numberKinds, bounds.numberKinds)) looser.push('numberKinds');
  for (const member of BUDGET_MEMBERS)
    if (isLooserBudget(choice[member], bounds[member])) looser.push(member);
  return looser.map((member) => ({
    code: 'NOT_POSSIBLE',
    message: `On the default account ${member} cannot be looser than the platform's bound.`,
    path: at(member),
  }));
}

function isWeaker(wish: GuardMode, bound: GuardMode): boolean {
  return GUARD_MODES.indexOf(wish) < GUARD_MODES.indexOf(bound);
}

function areLooser(wish: RecipientLimits | null, bound: RecipientLimits | null): boolean {
  if (wish === null || bound === null || bound.mode === 'OFF') return false;
  return (
    isWeaker(wish.mode, bound.mode) ||
    wish.tenMinutes > bound.tenMinutes ||
    wish.hour > bound.hour ||
    wish.day > bound.day
  );
}

function isLooserCoolDown(wish: CoolDown | null, bound: CoolDown | null): boolean {
  if (wish === null || bound === null || bound.mode === 'OFF') return false;
  return (
    isWeaker(wish.mode, bound.mode) ||
    wish.after > bound.after ||
    wish.firstSeconds < bound.firstSeconds ||
    wish.longestSeconds < bound.longestSeconds
  );
}

function areLooserCountries(wish: CountryRules | null, bound: CountryRules | null): boolean {
  if (wish === null || bound === null || bound.mode === 'OFF') return false;
  if (isWeaker(wish.mode, bound.mode)) return true;
  const lets = (country: string) =>
    (wish.allowed?.includes(country) ?? true) && !wish.denied.includes(country);
  if (bound.denied.some(lets)) return true;
  const { allowed } = bound;
  if (allowed === null) return false;
  return wish.allowed === null || wish.allowed.some((country) => lets(country) && !allowed.includes(country));
}

function areLooserKinds(wish: NumberKindRules | null, bound: NumberKindRules | null): boolean {
  if (wish === null || bound === null || bound.mode === 'OFF') return false;
  return isWeaker(wish.mode, bound.mode) || bound.denied.some((kind) => !wish.denied.includes(kind));
}

function isLooserBudget(wish: Budget | null, bound: Budget | null): boolean {
  if (wish === null || bound === null || bound.mode === 'OFF') return false;
  const isMore = (own: string | null, most: string | null) =>
    most !== null && (own === null || compareDecimals(own, most) > 0);
  return isWeaker(wish.mode, bound.mode) || isMore(wish.day, bound.day) || isMore(wish.month, bound.month);
}
