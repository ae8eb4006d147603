import { describe, expect, test } from 'vitest';
import type { PreviewStepFragment } from '../../../src/console/generated/graphql.ts';
import { stepsOf } from '../../../src/console/pages/dispatches/compose/preview-steps.ts';

const step = (over: Partial<PreviewStepFragment>): PreviewStepFragment => ({
  originator: 'CUSTOM',
  rule: 'CUSTOM_FIRST',
  trigger: null,
  originatingNumber: '+15550000015',
  price: null,
  failureReason: null,
  ...over,
});
const byDefault = step({
  originator: 'DEFAULT',
  rule: 'FALLBACK_ALLOWED',
  trigger: 'API_ERROR',
  originatingNumber: '+15559990001',
  price: { amount: '0.0083', currency: 'USD', source: 'RATE_CARD', rateCardVersion: '1' },
});
const preview = (first: PreviewStepFragment | null, onApiError: PreviewStepFragment | null) => ({
  configurationVersion: 1,
  fallbackMode: 'DEFAULT_ACCOUNT' as const,
  country: 'US',
  first,
  onApiError,
});

describe('a preview in words', () => {
  test('given a custom account with a fallback, both steps say who sends, who pays and how much (D3, D6, B2)', () => {
    const [first, then] = stepsOf(preview(step({}), byDefault), 'SMS');
    expect(first).toMatchObject({
      sends: 'The custom account sends it from +15550000015.',
      pays: 'Custom account',
      howMuch: 'Twilio’s own price',
    });
    expect(then).toMatchObject({
      sends: 'The default account sends it from +15559990001.',
      pays: 'Default account',
      howMuch: '0.0083 USD for each segment of the text',
      why: 'The fallback policy lets the default account send and be billed.',
    });
  });

  test('given a call, the price is that of the call (B2)', () => {
    expect(stepsOf(preview(byDefault, null), 'VOICE')).toMatchObject([
      { howMuch: '0.0083 USD for the call' },
    ]);
  });

  test('given a fallback that is disabled, the second step sends nothing and costs nothing (D6)', () => {
    const disabled = step({ originator: null, rule: 'FALLBACK_DISABLED', originatingNumber: null });
    expect(stepsOf(preview(step({}), disabled), 'SMS')[1]).toMatchObject({
      isSent: false,
      sends: 'Nothing is sent, and nobody is billed.',
      pays: 'Nobody',
      howMuch: 'nothing',
    });
  });

  test('given no account has a number, both reasons are told (D4, D7)', () => {
    const none = step({
      originator: null,
      rule: 'FALLBACK_ALLOWED',
      trigger: 'NO_ORIGINATION_NUMBER',
      failureReason: 'NO_DEFAULT_NUMBER',
    });
    const [first] = stepsOf(preview(none, null), 'SMS');
    expect(first?.why).toContain('No number of the custom account');
    expect(first?.why).toContain('The default account has no number');
  });

  test('given the channel is off, there is no step: it would be refused (S9)', () => {
    expect(stepsOf(preview(null, null), 'SMS')).toEqual([]);
  });
});
