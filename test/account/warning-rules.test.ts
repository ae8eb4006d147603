import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountReading } from '../../src/account/verification-rules.ts';
import {
  type AccountSignal,
  type AccountWarning,
  signalOf,
  standingWarnings,
  type WarningFacts,
  warningEntries,
} from '../../src/account/warning-rules.ts';
import { ACCOUNT_WARNINGS } from '../../src/kernel/vocabulary/account.ts';

const EARLIER = new Date('2026-03-01T10:00:00Z');
const NOW = new Date('2026-03-01T11:00:00Z');
const FINE: WarningFacts = { trial: false, fallbackDefined: true, selectedAvailable: [true], signal: 'FINE' };

const since = (at: Date, ...kinds: readonly AccountWarning['kind'][]): readonly AccountWarning[] =>
  kinds.map((kind) => ({ kind, since: at }));

describe('warnings of a live account', () => {
  test.each<[string, Partial<WarningFacts>, readonly string[]]>([
    ['nothing wrong', {}, []],
    ['a trial account (V10, S11)', { trial: true }, ['TRIAL']],
    ['a policy that nobody chose (S8, S11)', { fallbackDefined: false }, ['FALLBACK_NOT_DEFINED']],
    ['one of two numbers gone (N6, S11)', { selectedAvailable: [true, false] }, ['SELECTED_NUMBER_GONE']],
    ['all numbers gone (S11)', { selectedAvailable: [false] }, ['SELECTED_NUMBER_GONE', 'NO_NUMBER_LEFT']],
    ['a rejected token (S11)', { signal: 'TOKEN_REJECTED' }, ['TOKEN_REJECTED', 'REFRESH_FAILED']],
    [
      'an account out of use (S11)',
      { signal: 'ACCOUNT_NOT_ACTIVE' },
      ['ACCOUNT_NOT_ACTIVE', 'REFRESH_FAILED'],
    ],
    ['no readable answer (N6)', { signal: 'UNREADABLE' }, ['REFRESH_FAILED']],
    ['no attempt', { signal: 'UNTRIED' }, []],
  ])('with %s', (_, changed, kinds) => {
    expect(standingWarnings([], { ...FINE, ...changed }, NOW)).toEqual(
      kinds.map((kind) => ({ kind, since: NOW })),
    );
  });

  test('an outage is over with the next success, and with nothing less (S11)', () => {
    const before = since(EARLIER, 'TOKEN_REJECTED', 'REFRESH_FAILED');
    const standsAfter = (signal: AccountSignal) => standingWarnings(before, { ...FINE, signal }, NOW);
    expect(standsAfter('FINE')).toEqual([]);
    expect(standsAfter('UNTRIED')).toEqual(before);
    expect(standsAfter('UNREADABLE')).toEqual(before);
    expect(standsAfter('ACCOUNT_NOT_ACTIVE')).toEqual([
      { kind: 'TOKEN_REJECTED', since: EARLIER },
      { kind: 'ACCOUNT_NOT_ACTIVE', since: NOW },
      { kind: 'REFRESH_FAILED', since: EARLIER },
    ]);
  });

  test('what is not known again of a trial account stays as it was (V10)', () => {
    const before = since(EARLIER, 'TRIAL');
    expect(standingWarnings(before, { ...FINE, trial: null }, NOW)).toEqual(before);
    expect(standingWarnings([], { ...FINE, trial: null }, NOW)).toEqual([]);
    expect(standingWarnings(before, FINE, NOW)).toEqual([]);
  });

  const facts = fc.record({
    trial: fc.constantFrom(true, false, null),
    fallbackDefined: fc.boolean(),
    selectedAvailable: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    signal: fc.constantFrom<AccountSignal>(
      'FINE',
      'TOKEN_REJECTED',
      'ACCOUNT_NOT_ACTIVE',
      'UNREADABLE',
      'UNTRIED',
    ),
  });

  test('through any history a warning keeps its since-when while it stands, and the log tells the same (S11, A1)', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), (history) => {
        let standing: readonly AccountWarning[] = [];
        const told = new Map<string, string>();
        for (const [hour, fact] of history.entries()) {
          const at = new Date(NOW.getTime() + hour * 3_600_000);
          const next = standingWarnings(standing, fact, at);
          for (const { kind, since: from } of next) {
            const before = standing.find((warning) => warning.kind === kind);
            expect(from).toEqual(before?.since ?? at);
          }
          for (const entry of warningEntries(standing, next)) {
            const kind = entry.object.replace('warning/', '');
            if (entry.kind === 'WARNING_RAISED') {
              expect(told.has(kind)).toBe(false);
              told.set(kind, at.toISOString());
            } else {
              expect(entry.before).toEqual({ warning: kind, since: told.get(kind) });
              told.delete(kind);
            }
          }
          expect([...told.keys()].sort()).toEqual(next.map(({ kind }) => kind).sort());
          const order = next.map(({ kind }) => ACCOUNT_WARNINGS.indexOf(kind));
          expect(order).toEqual([...order].sort((a, b) => a - b));
          expect(standingWarnings(next, { ...fact, signal: 'UNTRIED', trial: null }, at)).toEqual(next);
          standing = next;
        }
      }),
    );
  });
});

test.each<[AccountReading & { ok: false }, AccountSignal]>([
  [{ ok: false, failure: 'INCORRECT_CREDENTIALS' }, 'TOKEN_REJECTED'],
  [{ ok: false, failure: 'TEST_CREDENTIALS' }, 'TOKEN_REJECTED'],
  [{ ok: false, failure: 'ACCOUNT_SUSPENDED' }, 'ACCOUNT_NOT_ACTIVE'],
  [{ ok: false, failure: 'ACCOUNT_CLOSED' }, 'ACCOUNT_NOT_ACTIVE'],
  [{ ok: false, failure: 'ACCOUNT_NOT_USABLE' }, 'ACCOUNT_NOT_ACTIVE'],
  [{ ok: false, failure: 'TWILIO_UNAVAILABLE' }, 'UNREADABLE'],
])('a reading that failed with %o says %s (S11)', (reading, signal) => {
  expect(signalOf(reading)).toBe(signal);
});
