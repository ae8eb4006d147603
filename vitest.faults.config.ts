import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** What `npm run test:faults` runs: the same set-up, and tests that kill for minutes. */
export default defineConfig({
  ...usual,
  test: { ...usual.test, include: ['test/fault/**/*.test.ts'], exclude: [], testTimeout: 3_600_000 },
});
