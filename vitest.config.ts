import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/**
 * Every file gets a database of its own on one PostgreSQL server, and both files and tests run in random order, so that
 * none can lean on what another left behind.
 */
export default defineConfig({
  resolve: {
    // One copy of graphql: vitest would load its ES module, and packages that it does not transform the CommonJS one.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/fault/**', 'test/installed/**', '**/node_modules/**'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { shuffle: { files: true, tests: true } },
  },
});
