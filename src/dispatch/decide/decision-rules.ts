import type {
  BilledAccount,
  DispatchRule,
  FailureReason,
  Originator,
  OutcomeClass,
  Trigger,
} from '../../kernel/vocabulary/dispatch.ts';
import type { FallbackMode } from '../../kernel/vocabulary/fallback.ts';
import type { DispatchSettings } from '../record/dispatch.ts';

/** The result of an attempt that was made. */
export interface AttemptResult {
  readonly originator: Originator;
  readonly outcome: OutcomeClass;
  /** Twilio's error code, where its answer had one. */
  readonly code: number | null;
}

/** Everything that a decision goes by; two decisions differ by nothing else (D1). */
export interface DecisionInput {
  readonly hasCustomAccount: boolean;
  /** True if a selected number of the custom account is available. */
  readonly hasCustomNumber: boolean;
  /** True if a sender of the default account fits the message (D16). */
  readonly hasDefaultNumber: boolean;
  readonly fallbackMode: FallbackMode;
  readonly settings: DispatchSettings;
  /** True if a guard refuses what would follow on the default account (G1); absent where none does. */
  readonly isFallbackGuarded?: boolean;
  /** True if the budget for fallbacks has too little left for one (G4); absent where it has not. */
  readonly isFallbackBudgetSpent?: boolean;
  /** The results so far, in the order of the attempts. */
  readonly results: readonly AttemptResult[];
  /** True if the call of an attempt is under way, which has no result yet. */
  readonly isUnderWay: boolean;
}

/**
 * The next step of a dispatch: attempt, end with what the attempts came to, or wait for the call that is under way. Each says by
 * which rule (B4).
 */
export type Step = {
  readonly rule: DispatchRule;
  readonly trigger: Trigger | null;
} & (
  | { readonly next: 'ATTEMPT'; readonly originator: Originator }
  | { readonly next: 'END'; readonly reason: FailureReason | null }
  | { readonly next: 'WAIT' }
);

/**
 * The next step of a dispatch (D2–D7, D9). Pure: the preview and the sending ask the same function. While an attempt is
 * under way no other is decided on (D15).
 */
export function decide(input: DecisionInput): Step {
  const step = stepAfter(input);
  if (step.next !== 'ATTEMPT' || !input.isUnderWay) return step;
  return { rule: step.rule, trigger: step.trigger, next: 'WAIT' };
}

function stepAfter(input: DecisionInput): Step {
  const { results } = input;
  if (!input.hasCustomAccount) {
    const context = { rule: 'NO_CUSTOM_ACCOUNT', trigger: null } as const;
    return results.length === 0 ? onDefault(input, context) : { ...context, next: 'END', reason: null };
  }
  const custom = results.find(({ originator }) => originator === 'CUSTOM');
  if (custom === undefined && input.hasCustomNumber) {
    return { rule: 'CUSTOM_FIRST', trigger: null, next: 'ATTEMPT', originator: 'CUSTOM' };
  }
  if (custom?.outcome === 'ACCEPTED')
    return { rule: 'CUSTOM_FIRST', trigger: null, next: 'END', reason: null };
  const trigger = custom === undefined ? 'NO_ORIGINATION_NUMBER' : 'API_ERROR';
  const stated = fallbackRule(input, custom?.code ?? null);
  const rule = allowsFallback(stated) ? guardedRule(input, stated, custom) : stated;
  const hasFallenBack = results.some(({ originator }) => originator === 'DEFAULT');
  if (!allowsFallback(rule) || hasFallenBack) return { rule, trigger, next: 'END', reason: null };
  return onDefault(input, { rule, trigger });
}

/** A guard refuses a fallback before its first attempt to whom asks; a budget that is spent ends the dispatch in either case. */
function guardedRule(
  { isFallbackGuarded = false, isFallbackBudgetSpent = false }: DecisionInput,
  stated: DispatchRule,
  custom: AttemptResult | undefined,
): DispatchRule {
  if (custom !== undefined && isFallbackGuarded) return 'FALLBACK_GUARDED';
  return isFallbackBudgetSpent ? 'FALLBACK_BUDGET_SPENT' : stated;
}

function onDefault(
  { hasDefaultNumber }: DecisionInput,
  context: { readonly rule: DispatchRule; readonly trigger: Trigger | null },
): Step {
  return hasDefaultNumber
    ? { ...context, next: 'ATTEMPT', originator: 'DEFAULT' }
    : { ...context, next: 'END', reason: 'NO_DEFAULT_NUMBER' };
}

function fallbackRule({ fallbackMode, settings }: DecisionInput, code: number | null): DispatchRule {
  switch (fallbackMode) {
    case 'DISABLED':
      return 'FALLBACK_DISABLED';
    case 'NOT_DEFINED':
      if (settings.treatUndefinedAsDisabled) return 'FALLBACK_NOT_DEFINED_OFF';
      return isExcluded(settings, code) ? 'FALLBACK_EXCLUDED_CODE' : 'FALLBACK_NOT_DEFINED';
    case 'DEFAULT_ACCOUNT':
      return isExcluded(settings, code) ? 'FALLBACK_EXCLUDED_CODE' : 'FALLBACK_ALLOWED';
  }
}

function isExcluded({ excludedCodes }: DispatchSettings, code: number | null): boolean {
  return code !== null && excludedCodes.includes(code);
}

function allowsFallback(rule: DispatchRule): boolean {
  return rule === 'FALLBACK_ALLOWED' || rule === 'FALLBACK_NOT_DEFINED';
}

/** The state of a dispatch that follows from its attempts (D8). */
export interface Settlement {
  readonly state: 'ACCEPTED' | 'FAILED' | 'OUTCOME_UNKNOWN';
  readonly billed: BilledAccount;
  readonly alsoBilled: Originator | null;
}

/**
 * State and billed account of attempts that are all made (D7, D8, B1).
 *
 * @param firstKnown the account first known to have accepted, where one was known before these outcomes
 */
export function settle(results: readonly AttemptResult[], firstKnown: Originator | null): Settlement {
  const accepted = results
    .filter(({ outcome }) => outcome === 'ACCEPTED')
    .map(({ originator }) => originator);
  const [first] = accepted;
  if (first !== undefined) {
    const billed = firstKnown ?? first;
    return {
      state: 'ACCEPTED',
      billed,
      alsoBilled: accepted.find((originator) => originator !== billed) ?? null,
    };
  }
  if (results.some(({ outcome }) => outcome === 'OPEN')) {
    return { state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN', alsoBilled: null };
  }
  return { state: 'FAILED', billed: 'NONE', alsoBilled: null };
}
