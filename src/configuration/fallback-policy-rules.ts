import type { Actor, RecordedActor } from '../kernel/scope.ts';
import type { FallbackChoice, FallbackMode } from '../kernel/vocabulary/fallback.ts';

/** A tenant's policy, and who chose it; `NOT_DEFINED` was chosen by nobody. */
export interface FallbackPolicy {
  readonly mode: FallbackMode;
  readonly chosenAt: Date | null;
  readonly chosenBy: RecordedActor | null;
}

/** The policy that every tenant starts with (S12). */
export const UNDEFINED_POLICY: FallbackPolicy = { mode: 'NOT_DEFINED', chosenAt: null, chosenBy: null };

/** The policy after a save: the choice, or the present one when none was made (S8). */
export function policyAfter(
  current: FallbackPolicy,
  choice: FallbackChoice | null,
  by: Actor,
  at: Date,
): FallbackPolicy {
  return choice === null || choice === current.mode ? current : { mode: choice, chosenAt: at, chosenBy: by };
}
