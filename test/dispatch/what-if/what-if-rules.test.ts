import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AttemptResult, decide, settle } from '../../../src/dispatch/decide/decision-rules.ts';
import {
  type AlikeDispatches,
  type Billing,
  billedUnder,
  billingUnder,
  type RecordedDispatch,
} from '../../../src/dispatch/what-if/what-if-rules.ts';
import { OUTCOME_CLASSES, type OutcomeClass } from '../../../src/kernel/vocabulary/dispatch.ts';
import { FALLBACK_MODES, type FallbackMode } from '../../../src/kernel/vocabulary/fallback.ts';

const CODE = 21_610;

/** All that happens to a dispatch, whatever the mode: what each account answers when it is called. */
interface World {
  readonly account: 'NONE' | 'WITHOUT_NUMBERS' | 'FINE';
  readonly first: OutcomeClass;
  /** True if the custom account turns out later to have accepted. */
  readonly isLate: boolean;
  readonly second: OutcomeClass;
  readonly hasDefaultNumber: boolean;
  readonly treatUndefinedAsDisabled: boolean;
  readonly isExcluded: boolean;
}

const BOTH = [false, true];

function* worlds(): Generator<World> {
  for (const account of ['NONE', 'WITHOUT_NUMBERS', 'FINE'] as const)
    for (const first of OUTCOME_CLASSES)
      for (const isLate of first === 'OPEN' && account === 'FINE' ? BOTH : [false])
        for (const second of OUTCOME_CLASSES)
          for (const hasDefaultNumber of BOTH)
            for (const treatUndefinedAsDisabled of BOTH)
              for (const isExcluded of BOTH)
                yield {
                  account,
                  first,
                  isLate,
                  second,
                  hasDefaultNumber,
                  treatUndefinedAsDisabled,
                  isExcluded,
                };
}

/** The record of a dispatch that is sent in the world under the mode. */
function sent(world: World, fallbackMode: FallbackMode): RecordedDispatch & { readonly tried: number } {
  const { account, first, second, isLate, treatUndefinedAsDisabled, isExcluded } = world;
  const settings = { treatUndefinedAsDisabled, excludedCodes: isExcluded ? [CODE] : [] };
  const results: AttemptResult[] = [];
  for (;;) {
    const step = decide({
      hasCustomAccount: account !== 'NONE',
      hasCustomNumber: account === 'FINE',
      hasDefaultNumber: world.hasDefaultNumber,
      fallbackMode,
      settings,
      results,
      isUnderWay: false,
    });
    if (step.next !== 'ATTEMPT') break;
    const outcome = step.originator === 'CUSTOM' ? first : second;
    results.push({ originator: step.originator, outcome, code: outcome === 'REFUSED' ? CODE : null });
  }
  const known = results.map((one) =>
    isLate && one.originator === 'CUSTOM' ? { ...one, outcome: 'ACCEPTED' as const } : one,
  );
  const defaultAccepted = results.find(({ outcome }) => outcome === 'ACCEPTED')?.originator ?? null;
  const { state, billed, alsoBilled } = settle(known, defaultAccepted);
  const custom = known.find(({ originator }) => originator === 'CUSTOM');
  return {
    hasCustomAccount: account !== 'NONE',
    fallbackMode,
    settings,
    state,
    billed,
    isBilledTwice: alsoBilled !== null,
    custom:
      custom === undefined
        ? null
        : {
            outcome: custom.outcome,
            code: isExcluded ? custom.code : null,
            wasCalled: true,
            hasEnded: true,
            isKnownByEnd: !isLate,
          },
    tried: results.length,
  };
}

describe('the table of what would have been billed', () => {
  test.each(FALLBACK_MODES)('under %s is what a dispatch under that mode is billed (B1, D6)', (mode) => {
    const reasons = new Set<string>();
    for (const world of worlds()) {
      const truth = sent(world, mode);
      for (const inForce of FALLBACK_MODES) {
        const record = sent(world, inForce);
        const told = billedUnder(mode, record);
        const where = `${JSON.stringify(world)} sent under ${inForce}`;
        if ('billed' in told) {
          const { billed, isBilledTwice } = truth;
          expect(told, where).toMatchObject({ billed, isBilledTwice });
          expect(told.isAsCharged, where).toBe(record.billed === billed);
        } else if (told.unknown === 'OUTCOME_OPEN') {
          expect(truth.billed, where).toBe('UNKNOWN');
        } else {
          // Nothing that was recorded tells what the attempt that was never made would have come to.
          expect(world.hasDefaultNumber ? truth.tried - record.tried : 1, where).toBe(1);
          expect(mode, where).not.toBe(inForce);
          const expected = world.isLate
            ? 'ACCEPTED_LATE'
            : world.account === 'FINE'
              ? 'NOT_TRIED_AFTER_API_ERROR'
              : 'NOT_TRIED_WITHOUT_NUMBER';
          expect(told.unknown, where).toBe(expected);
        }
        if ('unknown' in told) reasons.add(told.unknown);
      }
    }
    const expected =
      mode === 'DISABLED'
        ? ['OUTCOME_OPEN']
        : ['ACCEPTED_LATE', 'NOT_TRIED_AFTER_API_ERROR', 'NOT_TRIED_WITHOUT_NUMBER', 'OUTCOME_OPEN'];
    expect([...reasons].sort()).toEqual(expected);
  });

  const NOT_CALLED = {
    outcome: 'NOT_SENT',
    code: null,
    wasCalled: false,
    hasEnded: true,
    isKnownByEnd: true,
  } as const;
  const CUT = { outcome: 'OPEN', code: null, wasCalled: true, hasEnded: false, isKnownByEnd: false } as const;
  const base = { ...sent(world('FINE', 'REFUSED'), 'DISABLED') };

  test.each([
    ['had no time for the call', { ...base, custom: NOT_CALLED }, { billed: 'NONE', isAsCharged: true }],
    [
      'was cut, and settled as refused (D11)',
      { ...base, custom: { ...CUT, outcome: 'REFUSED' as const } },
      { billed: 'NONE', isAsCharged: true },
    ],
    [
      'was cut, and settled as accepted (D11)',
      {
        ...base,
        state: 'ACCEPTED' as const,
        billed: 'CUSTOM' as const,
        custom: { ...CUT, outcome: 'ACCEPTED' as const },
      },
      { billed: 'CUSTOM', isAsCharged: true },
    ],
    [
      'is pending',
      { ...base, state: 'PENDING' as const, billed: 'UNKNOWN' as const },
      { unknown: 'PENDING' },
    ],
  ])('given a first attempt that %s, nothing would have followed it under any mode', (_, record, told) => {
    for (const mode of FALLBACK_MODES) expect(billedUnder(mode, record)).toMatchObject(told);
  });
});

function world(account: World['account'], first: OutcomeClass): World {
  const plain = { isLate: false, hasDefaultNumber: true, treatUndefinedAsDisabled: false, isExcluded: false };
  return { ...plain, account, first, second: 'ACCEPTED' };
}

const ALL_WORLDS = [...worlds()];

/** Dispatches as they are recorded, pending ones among them. */
const alike = fc
  .record({
    world: fc.constantFrom(...ALL_WORLDS),
    mode: fc.constantFrom(...FALLBACK_MODES),
    isPending: fc.boolean(),
    dispatches: fc.integer({ min: 1, max: 1_000_000 }),
    charge: fc.option(
      fc.record({ currency: fc.constantFrom('EUR', 'USD'), amount: fc.constantFrom('0', '0.0075', '12.5') }),
    ),
  })
  .map(({ world, mode, isPending, dispatches, charge }): AlikeDispatches => {
    const { tried: _, ...record } = sent(world, mode);
    if (isPending) return { ...record, state: 'PENDING', billed: 'UNKNOWN', dispatches, charge: null };
    const isCharged = record.billed === 'CUSTOM' || record.billed === 'DEFAULT';
    return { ...record, dispatches, charge: isCharged ? charge : null };
  });

function counted({ accounts, unknown }: Billing): number {
  return [...accounts, ...unknown].reduce((sum, { dispatches }) => sum + dispatches, 0);
}

describe('a billing', () => {
  test('counts every dispatch once, and prices those alone whose charge is known', () => {
    fc.assert(
      fc.property(fc.array(alike), fc.constantFrom(null, ...FALLBACK_MODES), (all, mode) => {
        const billing = billingUnder(mode, all);
        expect(counted(billing)).toBe(all.reduce((sum, { dispatches }) => sum + dispatches, 0));
        for (const { billed, dispatches, charges, unpriced, billedTwice } of billing.accounts) {
          const charged = charges.reduce((sum, one) => sum + one.charged, 0);
          expect(charged + unpriced).toBe(billed === 'NONE' ? 0 : dispatches);
          expect(billedTwice).toBeLessThanOrEqual(dispatches);
        }
      }),
    );
  });

  test('under the mode that was in force is what was billed', () => {
    fc.assert(
      fc.property(fc.array(alike), fc.constantFrom(...FALLBACK_MODES), (all, mode) => {
        const ofMode = all.filter(({ fallbackMode }) => fallbackMode === mode);
        expect(billingUnder(mode, ofMode)).toEqual(billingUnder(null, ofMode));
      }),
    );
  });

  test('with fallback off never bills the default account for what the custom one could not send', () => {
    fc.assert(
      fc.property(fc.array(alike), (all) => {
        const own = all.filter(({ hasCustomAccount }) => hasCustomAccount);
        const { accounts } = billingUnder('DISABLED', own);
        expect(accounts.find(({ billed }) => billed === 'DEFAULT')?.dispatches).toBe(0);
      }),
    );
  });
});
