import { describe, expect, test } from 'vitest';
import { type StepUpPolicy, stepUpRefusal } from '../../src/kernel/step-up/step-up-rules.ts';
import { STEP_UP_VERBS } from '../../src/kernel/vocabulary/access.ts';

const NOW = Date.UTC(2026, 10, 28, 10);
const ago = (seconds: number) => new Date(NOW - seconds * 1_000);
const BOTH = { at: ago(60), levels: ['high'], methods: ['pwd', 'otp'] };
const UNTOLD = { at: null, levels: [], methods: [] };

const STRONG = { levels: ['high', 'higher'], methods: ['otp'] };
const RECENT = { maxAgeSeconds: 300 };

function policy(changes: Partial<StepUpPolicy>): StepUpPolicy {
  const none = { levels: [], methods: [], maxAgeSeconds: null, exemptsServices: false };
  return { verbs: new Set(STEP_UP_VERBS), ...none, ...changes };
}

/** How a person authenticated, what is wanted, and what is lacking. */
const CASES = [
  ['untold', UNTOLD, {}, null],
  ['untold', UNTOLD, STRONG, 'more strongly'],
  ['untold', UNTOLD, RECENT, 'again'],
  ['untold', UNTOLD, { ...STRONG, ...RECENT }, 'more strongly and again'],
  ['by level and method', BOTH, { ...STRONG, ...RECENT }, null],
  ['by level alone', { ...BOTH, methods: [] }, STRONG, null],
  ['by method alone', { ...BOTH, levels: [] }, STRONG, null],
  ['by another method', { ...BOTH, levels: ['low'], methods: ['pwd'] }, STRONG, 'more strongly'],
  ['by a method where a level is wanted', { ...BOTH, levels: [] }, { levels: ['high'] }, 'more strongly'],
  [
    'by a level of the name of a method',
    { ...UNTOLD, levels: ['otp'] },
    { methods: ['otp'] },
    'more strongly',
  ],
  ['300 s ago', { ...BOTH, at: ago(300) }, RECENT, null],
  ['331 s ago, with 30 s between the clocks', { ...BOTH, at: ago(331) }, RECENT, 'again'],
  ['330 s ago, with 30 s between the clocks', { ...BOTH, at: ago(330) }, RECENT, null],
  ['in 30 s, by the issuer’s clock', { ...BOTH, at: ago(-30) }, RECENT, null],
  ['in an hour', { ...BOTH, at: ago(-3_600) }, RECENT, 'again'],
] as const;

const asked = (of: StepUpPolicy | null) => ({ policy: of, now: NOW, toleranceMs: 30_000 });

describe('a person who authenticated', () => {
  test.each(CASES)('%s: %j, where %j is wanted, then %s (X7)', (_, authentication, wanted, lacks) => {
    const refusal = stepUpRefusal({ kind: 'PERSON', authentication }, ['save'], asked(policy(wanted)));
    expect(refusal?.message ?? null).toBe(lacks === null ? null : `Authenticate ${lacks} to do this.`);
    if (refusal !== null) {
      const { levels, methods, maxAgeSeconds } = policy(wanted);
      expect(refusal).toMatchObject({ acrValues: levels, methods, maxAgeSeconds });
    }
  });
});

test.each(STEP_UP_VERBS)('given a policy for %s alone, then other verbs ask nothing (X7)', (verb) => {
  const of = policy({ ...STRONG, verbs: new Set([verb]) });
  const refused = STEP_UP_VERBS.filter(
    (one) => stepUpRefusal({ kind: 'PERSON', authentication: UNTOLD }, [one], asked(of)) !== null,
  );
  expect(refused).toEqual([verb]);
  expect(stepUpRefusal({ kind: 'PERSON', authentication: UNTOLD }, [], asked(of))).toBeNull();
  expect(
    stepUpRefusal({ kind: 'PERSON', authentication: UNTOLD }, [...STEP_UP_VERBS], asked(of)),
  ).not.toBeNull();
});

test.each([
  [false, 'This takes a person who authenticates for it; the platform lets no service do it.'],
  [true, null],
])('given a service, where services being exempt is %s, then %s (X7)', (exemptsServices, message) => {
  const of = policy({ ...RECENT, exemptsServices });
  const refusal = stepUpRefusal({ kind: 'SERVICE', authentication: UNTOLD }, ['save'], asked(of));
  expect(refusal?.message ?? null).toBe(message);
});

test('given no policy, then nothing asks (X7)', () => {
  expect(
    stepUpRefusal({ kind: 'PERSON', authentication: UNTOLD }, [...STEP_UP_VERBS], asked(null)),
  ).toBeNull();
});
