import { defineConfig } from 'vitest/config';
import { COMMON } from './vitest.config.ts';

/** What `npm run test:installed` runs: the same set-up, and programs that have to be installed. */
export default defineConfig({
  ...COMMON,
  test: {
    ...COMMON.test,
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    include: ['test/installed/**/*.test.ts'],
    testTimeout: 180_000,
  },
});
