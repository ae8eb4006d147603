import type { BilledAccount, DispatchState, OutcomeClass } from '../../kernel/vocabulary/dispatch.ts';
import { BILLED_ACCOUNTS } from '../../kernel/vocabulary/dispatch.ts';
import { type FallbackMode, WHAT_IF_REASONS, type WhatIfReason } from '../../kernel/vocabulary/fallback.ts';
import { addDecimals } from '../../stats/decimal-rules.ts';
import type { ChargeTotal } from '../../stats/stats.ts';
import { decide, settle } from '../decide/decision-rules.ts';
import type { DispatchSettings } from '../record/dispatch.ts';

/** The attempt of the custom account, as far as a fallback depends on it. */
export interface CustomAttempt {
  readonly outcome: OutcomeClass;
  /** Twilio's error code if it is one that never falls back; otherwise null. */
  readonly code: number | null;
  /** False if no time was left for the call. */
  readonly wasCalled: boolean;
  /** False if its process died before the call had ended: nothing follows such an attempt by itself (D11). */
  readonly hasEnded: boolean;
  /** True if the outcome was known when the dispatch first ended, rather than learnt afterwards. */
  readonly isKnownByEnd: boolean;
}

/** The properties of a dispatch that decide who is billed for it under each mode. */
export interface RecordedDispatch {
  readonly hasCustomAccount: boolean;
  readonly fallbackMode: FallbackMode;
  readonly settings: DispatchSettings;
  readonly state: DispatchState;
  readonly billed: BilledAccount;
  /** True if the other account accepted, too. */
  readonly isBilledTwice: boolean;
  readonly custom: CustomAttempt | null;
}

/** The account that is billed, or the reason why that cannot be known. */
export type BilledUnder =
  | {
      readonly billed: Exclude<BilledAccount, 'UNKNOWN'>;
      readonly isBilledTwice: boolean;
      /** True if it is the account that was billed in fact, so that the recorded charge is its charge. */
      readonly isAsCharged: boolean;
    }
  | { readonly unknown: WhatIfReason };

/**
 * The account that would have been billed under a mode, all else being as it was (B1, D6). Asks the very rule by which dispatches are
 * decided; under the mode in which it was decided, it is what was billed.
 *
 * @internal
 */
export function billedUnder(mode: FallbackMode, dispatch: RecordedDispatch): BilledUnder {
  const isAllowed = allowsFallback(mode, dispatch);
  if (!dispatch.hasCustomAccount || isAllowed === allowsFallback(dispatch.fallbackMode, dispatch)) {
    return asBilled(dispatch);
  }
  if (dispatch.state === 'PENDING') return { unknown: 'PENDING' };
  return isAllowed ? withFallback(dispatch) : withoutFallback(dispatch);
}

/** True if a failure of the custom account, as it was recorded, falls back under the mode. */
function allowsFallback(mode: FallbackMode, { custom, settings }: RecordedDispatch): boolean {
  const failure = { originator: 'CUSTOM', outcome: 'REFUSED', code: custom?.code ?? null } as const;
  const step = decide({
    hasCustomAccount: true,
    hasCustomNumber: custom !== null,
    hasDefaultNumber: true,
    fallbackMode: mode,
    settings,
    results: custom === null ? [] : [failure],
    isUnderWay: false,
  });
  return step.next === 'ATTEMPT';
}

function asBilled({ state, billed, isBilledTwice }: RecordedDispatch): BilledUnder {
  if (state === 'PENDING') return { unknown: 'PENDING' };
  return billed === 'UNKNOWN' ? { unknown: 'OUTCOME_OPEN' } : { billed, isBilledTwice, isAsCharged: true };
}

/** The second attempt that would have been made was not, except where none would have been. */
function withFallback(dispatch: RecordedDispatch): BilledUnder {
  const { custom } = dispatch;
  if (custom === null) return { unknown: 'NOT_TRIED_WITHOUT_NUMBER' };
  if (!custom.wasCalled || !custom.hasEnded) return asBilled(dispatch);
  if (custom.outcome !== 'ACCEPTED') return { unknown: 'NOT_TRIED_AFTER_API_ERROR' };
  return custom.isKnownByEnd ? asBilled(dispatch) : { unknown: 'ACCEPTED_LATE' };
}

/** The second attempt, where there was one, would not have been made: the first one alone decides (D8). */
function withoutFallback({ custom, billed: recorded }: RecordedDispatch): BilledUnder {
  const { billed } = settle(custom === null ? [] : [{ originator: 'CUSTOM', ...custom }], null);
  if (billed === 'UNKNOWN') return { unknown: 'OUTCOME_OPEN' };
  return { billed, isBilledTwice: false, isAsCharged: billed === recorded };
}

/** Dispatches that are alike in all that decides who is billed. */
export interface AlikeDispatches extends RecordedDispatch {
  readonly dispatches: number;
  /** The sum of their charges; null if none of them has one. They have all the same currency, or none has a charge. */
  readonly charge: { readonly currency: string; readonly amount: string } | null;
}

/** The dispatches that are billed to one account, or to none. */
export interface BilledDispatches {
  readonly billed: Exclude<BilledAccount, 'UNKNOWN'>;
  readonly dispatches: number;
  readonly billedTwice: number;
  /** By currency. */
  readonly charges: readonly ChargeTotal[];
  /** Those that are billed to the account at a price that is not known. */
  readonly unpriced: number;
}

/** The dispatches of which it cannot be known who is billed. */
export interface UnknownDispatches {
  readonly reason: WhatIfReason;
  readonly dispatches: number;
}

/** The accounts that are billed for a number of dispatches: each of them counts exactly once. */
export interface Billing {
  readonly accounts: readonly BilledDispatches[];
  /** Only reasons that there are dispatches for. */
  readonly unknown: readonly UnknownDispatches[];
}

const ACCOUNTS = BILLED_ACCOUNTS.filter((account) => account !== 'UNKNOWN');

/**
 * The billing of the dispatches under a mode.
 *
 * @param mode null for what was billed in fact
 */
export function billingUnder(mode: FallbackMode | null, all: readonly AlikeDispatches[]): Billing {
  const answers = all.map((alike) => ({
    alike,
    answer: billedUnder(mode ?? alike.fallbackMode, alike),
  }));
  const accounts = ACCOUNTS.map((account) => {
    const billed = answers.flatMap(({ alike, answer }) =>
      'billed' in answer && answer.billed === account ? [{ alike, answer }] : [],
    );
    const priced = billed.filter(({ alike, answer }) => answer.isAsCharged && alike.charge !== null);
    const dispatches = countOf(billed);
    return {
      billed: account,
      dispatches,
      billedTwice: countOf(billed.filter(({ answer }) => answer.isBilledTwice)),
      charges: chargesOf(priced.map(({ alike }) => alike)),
      unpriced: account === 'NONE' ? 0 : dispatches - countOf(priced),
    };
  });
  const unknown = WHAT_IF_REASONS.map((reason) => ({
    reason,
    dispatches: countOf(answers.filter(({ answer }) => 'unknown' in answer && answer.unknown === reason)),
  }));
  return { accounts, unknown: unknown.filter(({ dispatches }) => dispatches > 0) };
}

function countOf(all: readonly { readonly alike: AlikeDispatches }[]): number {
  return all.reduce((sum, { alike }) => sum + alike.dispatches, 0);
}

function chargesOf(all: readonly AlikeDispatches[]): readonly ChargeTotal[] {
  const totals = new Map<string, ChargeTotal>();
  for (const { charge, dispatches } of all) {
    if (charge === null) continue;
    const { currency, amount } = charge;
    const before = totals.get(currency) ?? { currency, charged: 0, amount: '0' };
    const charged = before.charged + dispatches;
    totals.set(currency, { currency, charged, amount: addDecimals(before.amount, amount) });
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
