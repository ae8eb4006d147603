import { describe, expect, it } from 'vitest';
import { SIMULATED_RECIPIENTS } from '../../src/dev/simulator/recipients.ts';
import { twilioErrorInfo } from '../../src/twilio/error-codes.ts';

const UNKNOWN = twilioErrorInfo(99_999);
const OF_ACCOUNTS = [10001, 20003, 20005, 20007, 20008, 20403, 20404, 20429, 20500, 20503, 90010];
const SIMULATED = SIMULATED_RECIPIENTS.flatMap(({ refusal, errorCode }) =>
  [refusal, errorCode].filter((code) => code !== undefined),
);

describe('a code of Twilio in words', () => {
  it.each([...new Set([...OF_ACCOUNTS, ...SIMULATED])])(
    'given %i, which Twilio is known to answer, it has a meaning and an advice of its own',
    (code) => {
      const { meaning, advice, ...rest } = twilioErrorInfo(code);
      expect(rest).toEqual({ code });
      for (const sentence of [meaning, advice]) expect(sentence).toMatch(/^[A-Z][^\n]{10,150}\.$/);
      expect(`${meaning} ${advice}`).not.toContain(String(code));
    },
  );

  it('given one that Originator does not know, it says so and where to look', () => {
    expect(UNKNOWN).toEqual({
      code: 99_999,
      meaning: 'Twilio reported error 99999, for which Originator has no description.',
      advice: 'Look it up in Twilio’s documentation: https://www.twilio.com/docs/api/errors/99999',
    });
  });

  it('given the same refusal by SMS and by voice, it says the same (D1)', () => {
    expect(twilioErrorInfo(21_219).advice).toBe(twilioErrorInfo(21_608).advice);
  });
});
