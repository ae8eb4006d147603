import { onTestFinished, TestRunner, vi } from 'vitest';

/** Longer than any test may take, whose own time is the limit. */
const PATIENCE_MS = 3_600_000;

/**
 * Waits until what is looked at again and again is so, and gives what was seen then; rejects where the look does, and with
 * the end of the test: vitest's waiting moves faked clocks on, those of the tests after it too.
 */
export function until<T>(look: () => T | Promise<T>, interval = 5): Promise<T> {
  let isOver = false;
  const lookOnce = () => {
    if (isOver) throw new Error('the test has ended before what it waited for');
    return look();
  };
  const seen = vi.waitUntil(lookOnce, { timeout: PATIENCE_MS, interval });
  if (TestRunner.getCurrentTest() !== undefined) {
    onTestFinished(async () => {
      isOver = true;
      await seen.catch(() => undefined);
    });
  }
  return seen;
}
