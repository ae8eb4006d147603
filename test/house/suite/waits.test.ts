import { describe, expect, test } from 'vitest';
import { until } from '../../support/until.ts';

describe('waits of tests', { shuffle: false }, () => {
  let wait: Promise<unknown> | undefined;

  test('given a test that does not await all of its waits', () => {
    wait = until(() => false);
    wait.catch(() => undefined);
  });

  test('when the next test runs, then those waits have ended, so that they move no faked clock on', async () => {
    await expect(wait).rejects.toThrow('the test has ended before what it waited for');
  });
});
