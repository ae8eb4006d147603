import fc from 'fast-check';
import {
  BILLED_ACCOUNTS,
  CHANNELS,
  DELIVERY_STATES,
  DISPATCH_RULES,
  DISPATCH_STATES,
  OUTCOME_CLASSES,
  TRIGGERS,
} from '../../src/kernel/vocabulary/dispatch.ts';

const charge = fc.record({
  amount: fc.integer({ min: 0, max: 99_999 }).map((units) => (units / 100_000).toFixed(5)),
  currency: fc.constantFrom('EUR', 'USD', 'JPY'),
});

/** Around the first hour of 29 March 2026, in which most records of tests are created, and the two days around it. */
const instants = fc
  .integer({ min: -60_000, max: 3_600_000 })
  .map((ms) => new Date(Date.parse('2026-03-29T00:20:00Z') + ms));

/** Where a record may stand, whether or not a dispatch could ever come to stand there. */
export const recordStates = fc.record({
  state: fc.constantFrom(...DISPATCH_STATES),
  billed: fc.constantFrom(...BILLED_ACCOUNTS),
  trigger: fc.option(fc.constantFrom(...TRIGGERS)),
  rule: fc.constantFrom(...DISPATCH_RULES),
  delivery: fc.constantFrom(...DELIVERY_STATES),
  charge: fc.option(charge),
  deliveryCode: fc.constantFrom(null, 30_003, 30_005),
  deliveredAt: fc.option(instants),
  attempts: fc.uniqueArray(
    fc.record({
      originator: fc.constantFrom('CUSTOM', 'DEFAULT'),
      accountSid: fc.constantFrom(`AC${'3'.repeat(32)}`, `AC${'4'.repeat(32)}`),
      outcome: fc.constantFrom(...OUTCOME_CLASSES),
      code: fc.constantFrom(null, 20_003, 21_610, 2_000_000_000),
      fault: fc.constantFrom(null, 'RESET', 'TIME_SPENT'),
      settledAt: fc.option(instants),
    }),
    { maxLength: 2, selector: ({ originator }) => originator },
  ),
});

/** What of a record never changes. */
export const recordOrigins = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  country: fc.constantFrom('DE', 'NP', 'US', 'ZZ'),
});
