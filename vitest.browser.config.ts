import { defineConfig } from 'vitest/config';
import { COMMON } from './vitest.config.ts';

/** What `npm run test:browser` runs: the console and other pages in an installed browser. */
export default defineConfig({
  ...COMMON,
  test: {
    ...COMMON.test,
    globalSetup: ['test/support/global-setup.ts', 'test/browser/kit/build.ts'],
    maxWorkers: 2,
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 120_000,
  },
});
