import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHECK_WINDOW_MS, refuseTooMany } from '../../src/account/check-limit-rules.ts';
import { RateLimited } from '../../src/kernel/errors.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

/** When to come back, or `null` where one more is allowed. */
function retryAt(recent: readonly Date[], perWindow: number): Date | null {
  try {
    refuseTooMany('verifications', recent, perWindow, NOW);
    return null;
  } catch (error) {
    if (!(error instanceof RateLimited)) throw error;
    return error.retryAt;
  }
}

test('the check after the last allowed one is told when the oldest leaves the window (V9)', () => {
  const recent = [ago(50_000), ago(30_000), ago(1)];
  expect(retryAt(recent, 4)).toBeNull();
  expect(retryAt(recent, 3)).toEqual(new Date(NOW.getTime() + 10_000));
  expect(retryAt(recent, 2)).toEqual(new Date(NOW.getTime() + 30_000));
});

test('the wait is told in whole seconds, and is never none (V9)', () => {
  const seconds = (recent: Date) => {
    try {
      refuseTooMany('refreshes', [recent], 1, NOW);
    } catch (error) {
      return error instanceof RateLimited ? [error.retryAfterSeconds, error.message] : error;
    }
    return undefined;
  };
  const text = (wait: number) => `At most 1 refreshes a minute are allowed. Try again in ${wait} seconds.`;
  expect(seconds(ago(59_999.9))).toEqual([1, text(1)]);
  expect(seconds(ago(30_500))).toEqual([30, text(30)]);
  expect(seconds(ago(0))).toEqual([60, text(60)]);
});

test('allows a retry at the named time, and not before (V9)', () => {
  const history = fc
    .array(fc.integer({ min: 0, max: CHECK_WINDOW_MS - 1 }), { maxLength: 12 })
    .map((ages) => ages.sort((a, b) => b - a).map(ago));
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 10 }), (recent, perWindow) => {
      const at = retryAt(recent, perWindow);
      expect(at === null).toBe(recent.length < perWindow);
      if (at === null) return;
      const still = (now: Date) =>
        recent.filter((begun) => begun.getTime() > now.getTime() - CHECK_WINDOW_MS).length;
      expect(still(at)).toBeLessThan(perWindow);
      expect(still(new Date(at.getTime() - 1))).toBeGreaterThanOrEqual(perWindow);
    }),
  );
});
