import fc from 'fast-check';
import {
  COUNTED_ACCOUNTS,
  COUNTED_CHANNELS,
  COUNTED_DELIVERIES,
  COUNTED_RULES,
  COUNTED_STATES,
  COUNTED_TRIGGERS,
} from '../../src/stats/counted-record.ts';

const charge = fc.record({
  amount: fc.integer({ min: 0, max: 99_999 }).map((units) => (units / 100_000).toFixed(5)),
  currency: fc.constantFrom('EUR', 'USD', 'JPY'),
});

/** Where a record may stand, whether or not a dispatch could ever come to stand there. */
export const recordStates = fc.record({
  state: fc.constantFrom(...COUNTED_STATES),
  billed: fc.constantFrom(...COUNTED_ACCOUNTS),
  trigger: fc.option(fc.constantFrom(...COUNTED_TRIGGERS)),
  rule: fc.constantFrom(...COUNTED_RULES),
  delivery: fc.constantFrom(...COUNTED_DELIVERIES),
  charge: fc.option(charge),
  attempts: fc.array(
    fc.record({
      originator: fc.constantFrom('CUSTOM', 'DEFAULT'),
      fault: fc.constantFrom(null, 'RESET', 'TIME_SPENT'),
    }),
    { maxLength: 2 },
  ),
});

/** What of a record never changes. */
export const recordOrigins = fc.record({
  channel: fc.constantFrom(...COUNTED_CHANNELS),
  country: fc.constantFrom('DE', 'NP', 'US', 'ZZ'),
});
