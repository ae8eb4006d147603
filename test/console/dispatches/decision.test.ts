import { describe, expect, test } from 'vitest';
import type { DispatchAttemptMadeFragment } from '../../../src/console/generated/graphql.ts';
import { decisionOf } from '../../../src/console/pages/dispatches/record/decision.ts';
import { timeLineOf } from '../../../src/console/pages/dispatches/record/time-line.ts';

type Recorded = Parameters<typeof decisionOf>[0];

const CREATED = '2026-11-28T05:00:00.000Z';

const attempt = (over: Partial<DispatchAttemptMadeFragment>): DispatchAttemptMadeFragment => ({
  ordinal: 1,
  originator: 'CUSTOM',
  accountSid: 'AC00000000000000000000000000000001',
  originatingNumber: '+15550000015',
  ...{ senderKind: 'LONG_CODE', senderClass: null, chosenNumber: null },
  outcome: 'ACCEPTED',
  evidence: 'ANSWER',
  twilioSid: null,
  httpStatus: 201,
  code: null,
  error: null,
  fault: null,
  segments: 1,
  durationMs: 30,
  startedAt: CREATED,
  settledAt: CREATED,
  ...over,
});

const record = (over: Partial<Recorded>): Recorded => ({
  channel: 'SMS',
  recipient: '+141••••••23',
  state: 'ACCEPTED',
  rule: 'CUSTOM_FIRST',
  trigger: null,
  failureReason: null,
  attempts: [attempt({})],
  billedAccount: 'CUSTOM',
  alsoBilled: null,
  charge: null,
  ...over,
});

const refused = attempt({ outcome: 'REFUSED', httpStatus: 400, code: 21_610 });
const fallback = attempt({ ordinal: 2, originator: 'DEFAULT', originatingNumber: '+15559990001' });

describe('the picture of a decision', () => {
  test('given the custom account accepted, it leads from it to the bill and past the default account (D3)', () => {
    const { custom, default: byDefault, payer, ...ways } = decisionOf(record({}));
    expect(custom).toEqual({
      title: 'Custom account',
      lines: ['from +15550000015', 'Accepted'],
      tone: 'good',
    });
    expect(byDefault).toMatchObject({ lines: ['not needed'], tone: 'skipped' });
    expect(payer.lines).toEqual(['Custom account']);
    expect(ways.requestToCustom?.kind).toBe('taken');
    expect(ways.customToPayer?.kind).toBe('taken');
    expect([ways.requestToDefault, ways.customToDefault, ways.defaultToPayer]).toEqual([null, null, null]);
  });

  test('given no custom account, it leads to the default account, and no way is called a fallback (D2)', () => {
    const decision = decisionOf(
      record({
        rule: 'NO_CUSTOM_ACCOUNT',
        attempts: [attempt({ originator: 'DEFAULT' })],
        billedAccount: 'DEFAULT',
        charge: { amount: '0.0083', currency: 'USD', source: 'RATE_CARD', rateCardVersion: '1' },
      }),
    );
    expect(decision.requestToDefault?.kind).toBe('taken');
    expect(decision.requestToCustom).toBeNull();
    expect(decision.customToDefault).toBeNull();
    expect(decision.defaultToPayer?.kind).toBe('taken');
    expect(decision.payer.lines).toEqual(['Default account', '0.0083 USD']);
    expect(decision.sentences.join(' ')).toContain('That is not a fallback.');
  });

  test('given a fallback, it shows both accounts, the rule between them and the code that was the reason (D4, D6)', () => {
    const decision = decisionOf(
      record({
        rule: 'FALLBACK_ALLOWED',
        trigger: 'API_ERROR',
        attempts: [refused, fallback],
        billedAccount: 'DEFAULT',
      }),
    );
    expect(decision.custom).toMatchObject({
      lines: ['from +15550000015', 'Refused, code 21610'],
      tone: 'bad',
    });
    expect(decision.customToDefault).toEqual({ label: 'Fallback allowed', kind: 'taken' });
    expect(decision.defaultToPayer?.kind).toBe('taken');
    expect(decision.customToPayer).toBeNull();
    expect(decision.sentences).toContain('Twilio refused it (code 21610).');
  });

  test.each(['FALLBACK_DISABLED', 'FALLBACK_EXCLUDED_CODE', 'FALLBACK_NOT_DEFINED_OFF'] as const)(
    'given %s, the way to the default account is blocked and nobody is billed (D6, D9)',
    (rule) => {
      const decision = decisionOf(
        record({ rule, trigger: 'API_ERROR', attempts: [refused], state: 'FAILED', billedAccount: 'NONE' }),
      );
      expect(decision.customToDefault?.kind).toBe('blocked');
      expect(decision.default).toMatchObject({ lines: ['not tried'], tone: 'skipped' });
      expect(decision.payer.lines).toEqual(['Nobody']);
      expect(decision.sentences.at(-1)).toBe('Nobody is billed.');
    },
  );

  test('given nobody knows who accepted, both ways to the bill are open (D8)', () => {
    const open = { outcome: 'OPEN', httpStatus: 500 } as const;
    const decision = decisionOf(
      record({
        state: 'OUTCOME_UNKNOWN',
        rule: 'FALLBACK_ALLOWED',
        trigger: 'API_ERROR',
        attempts: [attempt(open), attempt({ ...fallback, ...open })],
        billedAccount: 'UNKNOWN',
      }),
    );
    expect(decision.customToPayer?.kind).toBe('open');
    expect(decision.defaultToPayer?.kind).toBe('open');
    expect(decision.payer).toMatchObject({ lines: ['Not yet known'], tone: 'open' });
  });

  test('given both accounts accepted, both lead to the bill and both are named (D8)', () => {
    const decision = decisionOf(
      record({
        rule: 'FALLBACK_ALLOWED',
        trigger: 'API_ERROR',
        attempts: [attempt({}), fallback],
        alsoBilled: 'DEFAULT',
        charge: { amount: '0.0079', currency: 'USD', source: 'TWILIO', rateCardVersion: null },
      }),
    );
    expect(decision.customToPayer?.kind).toBe('taken');
    expect(decision.defaultToPayer?.kind).toBe('taken');
    expect(decision.payer.lines).toEqual(['Custom account: 0.0079 USD', 'and the default account too']);
  });

  test('given no number to send from and none of the default account either, both are shown as that (D4, D7)', () => {
    const decision = decisionOf(
      record({
        state: 'FAILED',
        rule: 'FALLBACK_ALLOWED',
        trigger: 'NO_ORIGINATION_NUMBER',
        failureReason: 'NO_DEFAULT_NUMBER',
        attempts: [],
        billedAccount: 'NONE',
      }),
    );
    expect(decision.custom).toMatchObject({ lines: ['no number to send from'], tone: 'bad' });
    expect(decision.default).toMatchObject({ lines: ['no number to send from'], tone: 'bad' });
  });
});

describe('the time line of the attempts', () => {
  test('given two attempts, each has its part of the time since the request', () => {
    const line = timeLineOf(CREATED, [
      attempt({ startedAt: '2026-11-28T05:00:00.010Z', durationMs: 90 }),
      attempt({ ordinal: 2, startedAt: '2026-11-28T05:00:00.150Z', durationMs: 50 }),
    ]);
    expect(line.spanMs).toBe(200);
    expect(line.attempts.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [10, 100],
      [150, 200],
    ]);
  });

  test('given an attempt whose end nobody saw, it has none and the line still has a length', () => {
    const line = timeLineOf(CREATED, [attempt({ durationMs: null, settledAt: null })]);
    expect(line).toMatchObject({ spanMs: 1, attempts: [{ startMs: 0, endMs: null, settledMs: null }] });
  });
});
