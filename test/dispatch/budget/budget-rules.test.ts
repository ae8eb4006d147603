import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { dayOf, periodEnd, zoneOf } from '../../../src/dispatch/budget/budget-period-rules.ts';
import { type BudgetFacts, budgetedPrice, budgetStates } from '../../../src/dispatch/budget/budget-rules.ts';
import { developmentPlatform } from '../../../src/dispatch/settings/development-platform.ts';
import { GUARD_MODES } from '../../../src/kernel/vocabulary/guards.ts';

const FACTS: BudgetFacts = {
  budget: 'BUDGET',
  day: '2026-11-28',
  timeZone: 'UTC',
  price: '0.50',
  spent: { DAY: '0', MONTH: '0' },
};

function told(
  day: string | null,
  month: string | null,
  spent: { readonly DAY: string; readonly MONTH: string },
  price = '0.50',
) {
  return budgetStates({ mode: 'ENFORCE', day, month }, { ...FACTS, spent, price });
}

describe('the table of budgets', () => {
  test.each([
    // limits of day and month, spent of them: which of both refuses a message for 0.50
    [null, null, '99', '99', []],
    ['1.00', null, '0', '99', []],
    ['1.00', null, '0.50', '99', []],
    ['1.00', null, '0.51', '99', [86_400]],
    ['1.00', null, '1', '1', [86_400]],
    ['0.49', null, '0', '0', [86_400]],
    ['0', null, '0', '0', [86_400]],
    [null, '10', '0', '9.5', []],
    [null, '10', '0', '9.500000001', [2_592_000]],
    ['1', '10', '1', '10', [86_400, 2_592_000]],
  ] as const)(
    'of %s by day and %s by month, %s and %s are spent: %j (G4)',
    (day, month, DAY, MONTH, refuse) => {
      const states = told(day, month, { DAY, MONTH });
      expect(states.filter(({ isReached }) => isReached).map(({ windowSeconds }) => windowSeconds)).toEqual(
        refuse,
      );
    },
  );

  test('each mode says whether it counts and refuses (G4)', () => {
    const spent = { DAY: '1', MONTH: '1' };
    const modes = GUARD_MODES.map((mode) =>
      budgetStates({ mode, day: '1', month: null }, { ...FACTS, spent }).map((state) => [
        state.mode,
        state.isReached,
      ]),
    );
    expect(modes).toEqual([[], [['OBSERVE', true]], [['ENFORCE', true]]]);
    expect(budgetStates(null, { ...FACTS, spent })).toEqual([]);
  });

  test('what is left is told in messages of that price, and when there is money again (G4)', () => {
    expect(told('10', null, { DAY: '0.2', MONTH: '0' })).toMatchObject([
      { left: 19, reached: '0.2', retryAt: null },
    ]);
    expect(told('10', '10', { DAY: '9.9', MONTH: '9.9' })).toMatchObject([
      { left: 0, retryAt: new Date('2026-11-29T00:00:00Z') },
      { left: 0, retryAt: new Date('2026-12-01T00:00:00Z') },
    ]);
  });

  test('a message that costs more than the whole budget is never worth waiting for (G4)', () => {
    expect(told('10', null, { DAY: '0', MONTH: '0' }, '10.01')).toMatchObject([
      { isReached: true, retryAt: null },
    ]);
  });

  test('no sequence of messages spends more than the budget (G4)', () => {
    const price = fc.integer({ min: 0, max: 400 }).map((cents) => (cents / 100).toFixed(2));
    fc.assert(
      fc.property(fc.array(price, { maxLength: 60 }), (prices) => {
        let cents = 0;
        for (const one of prices) {
          const amount = (cents / 100).toFixed(2);
          const [state] = told('10', null, { DAY: amount, MONTH: amount }, one);
          if (state?.isReached === false) cents += Math.round(Number(one) * 100);
        }
        expect(cents).toBeLessThanOrEqual(1_000);
      }),
    );
  });
});

describe('the price that a budget counts', () => {
  const { rateCard } = developmentPlatform(simulatedPlatform());

  test.each([
    ['SMS', '+4915112345678', '0.0930'],
    ['SMS', '+12025550123', '0.0083'],
    // Not on the card: at the highest price of the channel.
    ['SMS', '+881612345678', '0.0930'],
    ['VOICE', '+4915112345678', '0.0310'],
    ['VOICE', '+881612345678', '0.1000'],
  ] as const)('by %s to %s it is %s (G4)', (channel, to, amount) => {
    expect(budgetedPrice(rateCard, channel, to)).toBe(amount);
  });
});

describe("a budget's day", () => {
  test.each([
    // Clocks are put forward and back within the day: it has 23 and 25 hours.
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
    // Midnight is not there: the day begins at one o'clock.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z'],
    // The last hour of the day comes twice.
    ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', '2018-02-18T03:00:00Z'],
    // A day that was left out, between two that are there.
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z', '2011-12-30T10:00:00Z'],
    ['Asia/Kathmandu', '2026-11-28', '2026-11-27T18:15:00Z', '2026-11-28T18:15:00Z'],
  ])('of %s on %s is from %s to %s (G4)', (name, day, from, to) => {
    const zone = zoneOf(name);
    const [first, end] = [Date.parse(from), Date.parse(to)];
    expect(periodEnd(zone, 'DAY', day)).toBe(end);
    expect([first - 1, first, end - 1, end].map((at) => dayOf(zone, at) === day)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('ends a month like a day (G4)', () => {
    const zone = zoneOf('Europe/Berlin');
    expect(new Date(periodEnd(zone, 'MONTH', '2026-03-02'))).toEqual(new Date('2026-03-31T22:00:00Z'));
    expect(new Date(periodEnd(zone, 'MONTH', '2026-12-31'))).toEqual(new Date('2026-12-31T23:00:00Z'));
  });

  test('ends after it began, by at most 26 hours, in every zone and at every instant (G4)', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc.date({
      min: new Date('2015-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, instants, (name, instant) => {
        const zone = zoneOf(name);
        const now = instant.getTime();
        const day = dayOf(zone, now);
        const end = periodEnd(zone, 'DAY', day);
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(26 * 3_600_000);
        expect(dayOf(zone, end) > day).toBe(true);
        expect(periodEnd(zone, 'MONTH', day)).toBeGreaterThanOrEqual(end);
      }),
    );
  });
});
