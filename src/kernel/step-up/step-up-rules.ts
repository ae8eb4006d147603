import type { Principal } from '../access.ts';
import { StepUpRequired } from '../errors.ts';
import type { StepUpVerb } from '../vocabulary/access.ts';

/** The authentication that some verbs take: how recent and how strong it has to be (X7). */
export interface StepUpPolicy {
  readonly verbs: ReadonlySet<StepUpVerb>;
  /** The levels (`acr`) of which one suffices, and the methods (`amr`) of which one does: one of either. */
  readonly levels: readonly string[];
  readonly methods: readonly string[];
  /** The seconds within which the person authenticated; null for any time. */
  readonly maxAgeSeconds: number | null;
  /** True if services, which cannot sign in, do without. */
  readonly exemptsServices: boolean;
}

/** The policy as it is asked: with the clock, and how far the issuer's may be from it. */
export interface StepUp {
  readonly policy: StepUpPolicy | null;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
  readonly toleranceMs: number;
}

/**
 * The refusal of a caller who has to authenticate again before it may do one of these verbs; null where it need not. A role of the
 * platform is held to it like anybody else.
 */
export function stepUpRefusal(
  { kind, authentication }: Pick<Principal, 'kind' | 'authentication'>,
  verbs: readonly StepUpVerb[],
  {
    policy,
    now,
    toleranceMs,
  }: { readonly policy: StepUpPolicy | null; readonly now: number; readonly toleranceMs: number },
): StepUpRequired | null {
  if (policy === null || !verbs.some((verb) => policy.verbs.has(verb))) return null;
  if (kind === 'SERVICE' && policy.exemptsServices) return null;
  const { levels, methods, maxAgeSeconds } = policy;
  const has = (wanted: readonly string[], held: readonly string[]) =>
    wanted.some((one) => held.includes(one));
  const asksStrength = levels.length > 0 || methods.length > 0;
  const isStrong =
    !asksStrength || has(levels, authentication.levels) || has(methods, authentication.methods);
  const at = authentication.at?.getTime();
  const ageMs = at === undefined ? null : now - at;
  // What is claimed to be still to come is no time at which anybody has authenticated.
  const isRecent =
    maxAgeSeconds === null ||
    (ageMs !== null && ageMs <= maxAgeSeconds * 1_000 + toleranceMs && ageMs >= -toleranceMs);
  if (isStrong && isRecent) return null;
  const lacks = [...(isStrong ? [] : ['more strongly']), ...(isRecent ? [] : ['again'])].join(' and ');
  const message =
    kind === 'SERVICE'
      ? 'This takes a person who authenticates for it; the platform lets no service do it.'
      : `Authenticate ${lacks} to do this.`;
  return new StepUpRequired([{ code: 'PERSON_REQUIRED', message, path: [] }], {
    acrValues: levels,
    methods,
    maxAgeSeconds,
  });
}
