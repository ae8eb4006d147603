import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** What `npm run test:poolers` runs: the same set-up, and a program that has to be installed, PgBouncer. */
export default defineConfig({
  ...usual,
  test: { ...usual.test, include: ['test/pooler/**/*.test.ts'], exclude: [], testTimeout: 180_000 },
});
