import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** What `npm run test:installed` runs: the same set-up, and programs that have to be installed. */
export default defineConfig({
  ...usual,
  test: { ...usual.test, include: ['test/installed/**/*.test.ts'], exclude: [], testTimeout: 180_000 },
});
