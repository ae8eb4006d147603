import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { type TestKind, testsByKind } from './scripts/test-projects.ts';

const tests = testsByKind();

/** What every run of tests has in common. */
export const COMMON = {
  resolve: {
    // One copy of graphql: vitest would load its ES module, and packages that it does not transform the CommonJS one.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { shuffle: { files: true, tests: true } },
  },
} as const;

const project = (name: TestKind, isolate: boolean) => ({
  ...COMMON,
  test: { ...COMMON.test, name, include: [...tests[name]], isolate },
});

/**
 * Every file gets a database of its own on one PostgreSQL server, and both files and tests run in random order, so that
 * none can lean on what another left behind. `unit` tests need no database, `process` tests start the program.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    projects: [project('unit', false), project('integration', true), project('process', true)],
  },
});
