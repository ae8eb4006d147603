import { defineConfig } from 'vitest/config';
import { COMMON } from './vitest.config.ts';

/** What `npm run test:faults` runs: the same set-up, and tests that kill for minutes. */
export default defineConfig({
  ...COMMON,
  test: {
    ...COMMON.test,
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    include: ['test/fault/**/*.test.ts'],
    testTimeout: 3_600_000,
  },
});
