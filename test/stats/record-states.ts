import fc from 'fast-check';
import {
  BILLED_ACCOUNTS,
  CHANNELS,
  DELIVERY_STATES,
  DISPATCH_RULES,
  DISPATCH_STATES,
  TRIGGERS,
} from '../../src/kernel/vocabulary/dispatch.ts';

const charge = fc.record({
  amount: fc.integer({ min: 0, max: 99_999 }).map((units) => (units / 100_000).toFixed(5)),
  currency: fc.constantFrom('EUR', 'USD', 'JPY'),
});

/** Where a record may stand, whether or not a dispatch could ever come to stand there. */
export const recordStates = fc.record({
  state: fc.constantFrom(...DISPATCH_STATES),
  billed: fc.constantFrom(...BILLED_ACCOUNTS),
  trigger: fc.option(fc.constantFrom(...TRIGGERS)),
  rule: fc.constantFrom(...DISPATCH_RULES),
  delivery: fc.constantFrom(...DELIVERY_STATES),
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
  channel: fc.constantFrom(...CHANNELS),
  country: fc.constantFrom('DE', 'NP', 'US', 'ZZ'),
});
