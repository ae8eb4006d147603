import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  type AttemptResult,
  type DecisionInput,
  decide,
  settle,
} from '../../../src/dispatch/decide/decision-rules.ts';
import {
  DISPATCH_RULES,
  type DispatchRule,
  type OutcomeClass,
} from '../../../src/kernel/vocabulary/dispatch.ts';
import type { FallbackMode } from '../../../src/kernel/vocabulary/fallback.ts';

const ACCOUNTS = ['NONE', 'WITHOUT_NUMBERS', 'FINE'] as const;
const MODES: readonly FallbackMode[] = ['NOT_DEFINED', 'DISABLED', 'DEFAULT_ACCOUNT'];
const OUTCOMES: readonly OutcomeClass[] = ['ACCEPTED', 'REFUSED', 'THROTTLED', 'NOT_SENT', 'OPEN'];
const CHANNELS = ['SMS', 'VOICE'] as const;
const CODE = 21_610;

/** What the table expects of one combination, read off the rules by hand and kept apart from the code under test. */
interface Expected {
  readonly attempts: readonly ('CUSTOM' | 'DEFAULT')[];
  readonly rule: DispatchRule;
  readonly trigger: 'API_ERROR' | 'NO_ORIGINATION_NUMBER' | null;
  readonly state: 'ACCEPTED' | 'FAILED' | 'OUTCOME_UNKNOWN';
  readonly billed: 'CUSTOM' | 'DEFAULT' | 'NONE' | 'UNKNOWN';
}

interface Combination {
  readonly account: (typeof ACCOUNTS)[number];
  readonly mode: FallbackMode;
  readonly first: OutcomeClass;
  readonly second: OutcomeClass;
  readonly channel: (typeof CHANNELS)[number];
  readonly treatUndefinedAsDisabled: boolean;
  readonly isExcluded: boolean;
  readonly isGuarded: boolean;
  readonly isSpent: boolean;
}

function* combinations(): Generator<Combination> {
  for (const account of ACCOUNTS)
    for (const mode of MODES)
      for (const first of OUTCOMES)
        for (const second of OUTCOMES)
          for (const channel of CHANNELS)
            for (const treatUndefinedAsDisabled of [false, true])
              for (const isExcluded of [false, true])
                for (const isGuarded of [false, true])
                  for (const isSpent of [false, true]) {
                    const told = { treatUndefinedAsDisabled, isExcluded, isGuarded, isSpent };
                    yield { account, mode, first, second, channel, ...told };
                  }
}

/** The rule that D6, D9, G1 and G4 state for a triggered fallback; a dispatch that begins on the default account was guarded before. */
function statedRule(
  { account, mode, treatUndefinedAsDisabled, isExcluded, isGuarded, isSpent }: Combination,
  hasCode: boolean,
): DispatchRule {
  if (mode === 'DISABLED') return 'FALLBACK_DISABLED';
  if (mode === 'NOT_DEFINED' && treatUndefinedAsDisabled) return 'FALLBACK_NOT_DEFINED_OFF';
  if (isExcluded && hasCode) return 'FALLBACK_EXCLUDED_CODE';
  if (isGuarded && account === 'FINE') return 'FALLBACK_GUARDED';
  if (isSpent) return 'FALLBACK_BUDGET_SPENT';
  return mode === 'NOT_DEFINED' ? 'FALLBACK_NOT_DEFINED' : 'FALLBACK_ALLOWED';
}

function expectedOf(combination: Combination): Expected {
  const { account, first, second } = combination;
  if (account === 'NONE') {
    return { attempts: ['DEFAULT'], rule: 'NO_CUSTOM_ACCOUNT', trigger: null, ...onlyOf('DEFAULT', first) };
  }
  if (account === 'FINE' && first === 'ACCEPTED') {
    return { attempts: ['CUSTOM'], rule: 'CUSTOM_FIRST', trigger: null, state: 'ACCEPTED', billed: 'CUSTOM' };
  }
  const isTried = account === 'FINE';
  const rule = statedRule(combination, isTried && first === 'REFUSED');
  const trigger = isTried ? 'API_ERROR' : 'NO_ORIGINATION_NUMBER';
  const falls = rule === 'FALLBACK_ALLOWED' || rule === 'FALLBACK_NOT_DEFINED';
  if (!falls) {
    const ended = isTried ? onlyOf('CUSTOM', first) : ({ state: 'FAILED', billed: 'NONE' } as const);
    return { attempts: isTried ? ['CUSTOM'] : [], rule, trigger, ...ended };
  }
  if (!isTried) return { attempts: ['DEFAULT'], rule, trigger, ...onlyOf('DEFAULT', first) };
  const attempts = ['CUSTOM', 'DEFAULT'] as const;
  if (second === 'ACCEPTED') return { attempts, rule, trigger, state: 'ACCEPTED', billed: 'DEFAULT' };
  const isOpen = first === 'OPEN' || second === 'OPEN';
  const ended = isOpen
    ? ({ state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN' } as const)
    : ({ state: 'FAILED', billed: 'NONE' } as const);
  return { attempts, rule, trigger, ...ended };
}

function onlyOf(originator: 'CUSTOM' | 'DEFAULT', outcome: OutcomeClass): Pick<Expected, 'state' | 'billed'> {
  if (outcome === 'ACCEPTED') return { state: 'ACCEPTED', billed: originator };
  if (outcome === 'OPEN') return { state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN' };
  return { state: 'FAILED', billed: 'NONE' };
}

/** Asks for steps and answers its attempts with the combination's outcomes, until it ends. */
function course(combination: Combination): Expected {
  const { account, mode, first, second, treatUndefinedAsDisabled, isExcluded } = combination;
  const { isGuarded, isSpent } = combination;
  const base: Omit<DecisionInput, 'results'> = {
    hasCustomAccount: account !== 'NONE',
    hasCustomNumber: account === 'FINE',
    hasDefaultNumber: true,
    fallbackMode: mode,
    settings: { treatUndefinedAsDisabled, excludedCodes: isExcluded ? [CODE] : [] },
    isUnderWay: false,
    isFallbackGuarded: isGuarded,
    isFallbackBudgetSpent: isSpent,
  };
  const results: AttemptResult[] = [];
  for (let round = 0; round < 4; round += 1) {
    const step = decide({ ...base, results });
    if (step.next !== 'ATTEMPT') {
      const { state, billed } = settle(results, null);
      const attempts = results.map(({ originator }) => originator);
      return { attempts, rule: step.rule, trigger: step.trigger, state, billed };
    }
    const outcome = results.length === 0 ? first : second;
    results.push({ originator: step.originator, outcome, code: outcome === 'REFUSED' ? CODE : null });
  }
  throw new Error('the decision did not end');
}

describe('the decision table', () => {
  const all = [...combinations()];

  test(`has ${3 * 3 * 5 * 5 * 2 * 2 * 2 * 2 * 2} rows, each as the rules state it (D1, D2, D3, D4, D6, D7, D8, D9, G1, G4)`, () => {
    const differing = all.filter(
      (combination) => JSON.stringify(course(combination)) !== JSON.stringify(expectedOf(combination)),
    );
    expect(all).toHaveLength(7_200);
    expect(differing).toEqual([]);
  });

  test('never bills the default account where an admin has disabled fallback (D6)', () => {
    const billed = all.filter(
      (row) => row.account !== 'NONE' && row.mode === 'DISABLED' && course(row).attempts.includes('DEFAULT'),
    );
    expect(billed).toEqual([]);
  });

  test('always tries a live custom account first where it has a number (D3)', () => {
    const otherwise = all.filter((row) => row.account === 'FINE' && course(row).attempts[0] !== 'CUSTOM');
    expect(otherwise).toEqual([]);
  });

  test('knows no third attempt, and no second on the same account', () => {
    const odd = all.filter((row) => new Set(course(row).attempts).size !== course(row).attempts.length);
    expect(odd).toEqual([]);
  });
});

/** What the cells of the table in docs/dispatching.md say of a combination. */
const ACCOUNT_CELLS: Readonly<Record<string, (row: Combination) => boolean>> = {
  none: ({ account }) => account === 'NONE',
  accepts: ({ account, first }) => account === 'FINE' && first === 'ACCEPTED',
  'cannot originate': ({ account, first }) =>
    account === 'WITHOUT_NUMBERS' || (account === 'FINE' && first !== 'ACCEPTED'),
  'was refused with a code that the platform lists': ({ account, first, isExcluded }) =>
    account === 'FINE' && first === 'REFUSED' && isExcluded,
  'cannot originate, and the budget for fallbacks is spent': ({ account, first, isSpent }) =>
    isSpent && (account === 'WITHOUT_NUMBERS' || (account === 'FINE' && first !== 'ACCEPTED')),
  'cannot originate, and a guard refuses the default account': ({ account, first, isGuarded }) =>
    account === 'FINE' && first !== 'ACCEPTED' && isGuarded,
};
const POLICY_CELLS: Readonly<Record<string, (row: Combination) => boolean>> = {
  any: () => true,
  DEFAULT_ACCOUNT: ({ mode }) => mode === 'DEFAULT_ACCOUNT',
  DISABLED: ({ mode }) => mode === 'DISABLED',
  'NOT_DEFINED: nobody chose': ({ mode }) => mode === 'NOT_DEFINED',
  'NOT_DEFINED, which the platform treats as DISABLED': ({ mode, treatUndefinedAsDisabled }) =>
    mode === 'NOT_DEFINED' && treatUndefinedAsDisabled,
  'DEFAULT_ACCOUNT, or NOT_DEFINED that is not treated as DISABLED': ({ mode, treatUndefinedAsDisabled }) =>
    mode === 'DEFAULT_ACCOUNT' || (mode === 'NOT_DEFINED' && !treatUndefinedAsDisabled),
};
const ATTEMPT_CELLS: Readonly<Record<string, (attempts: Expected['attempts']) => boolean>> = {
  'the default account sends; this is not a fallback': (attempts) => attempts.join() === 'DEFAULT',
  'it sends': (attempts) => attempts.join() === 'CUSTOM',
  'the default account is tried': (attempts) => attempts.at(-1) === 'DEFAULT',
  'no other account is tried': (attempts) => !attempts.includes('DEFAULT'),
};

describe('the table in docs/dispatching.md', () => {
  test('says of every combination what is decided, and names every rule (D2, D3, D4, D6, D9)', async () => {
    const page = await readFile('docs/dispatching.md', 'utf8');
    const [, table = ''] = /^\| custom account \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/m.exec(page) ?? [];
    const rows = table
      .trimEnd()
      .split('\n')
      .map((line) =>
        line
          .replaceAll('`', '')
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    const fits = (row: Combination, [account = '', policy = '']: readonly string[]) =>
      ACCOUNT_CELLS[account]?.(row) === true && POLICY_CELLS[policy]?.(row) === true;
    const wrong = [...combinations()].filter((combination) => {
      const [, , what = '', rule] = rows.filter((row) => fits(combination, row)).at(-1) ?? [];
      const decided = course(combination);
      return rule !== decided.rule || ATTEMPT_CELLS[what]?.(decided.attempts) !== true;
    });
    expect(wrong).toEqual([]);
    expect(rows.map((row) => row[3]).sort()).toEqual([...DISPATCH_RULES].sort());
  });
});

describe('a platform without an originating number on the channel', () => {
  test('ends without an attempt where the default account would send (D7)', () => {
    const step = decide({
      hasCustomAccount: false,
      hasCustomNumber: false,
      hasDefaultNumber: false,
      fallbackMode: 'NOT_DEFINED',
      settings: { treatUndefinedAsDisabled: false, excludedCodes: [] },
      results: [],
      isUnderWay: false,
    });

    expect(step).toEqual({
      rule: 'NO_CUSTOM_ACCOUNT',
      trigger: null,
      next: 'END',
      reason: 'NO_DEFAULT_NUMBER',
    });
  });
});

describe('both accounts turn out to have accepted', () => {
  const both: readonly AttemptResult[] = [
    { originator: 'CUSTOM', outcome: 'ACCEPTED', code: null },
    { originator: 'DEFAULT', outcome: 'ACCEPTED', code: null },
  ];

  test('the one first known to have is billed, and the other named (D8)', () => {
    expect(settle(both, 'DEFAULT')).toEqual({ state: 'ACCEPTED', billed: 'DEFAULT', alsoBilled: 'CUSTOM' });
    expect(settle(both, 'CUSTOM')).toEqual({ state: 'ACCEPTED', billed: 'CUSTOM', alsoBilled: 'DEFAULT' });
  });
});
