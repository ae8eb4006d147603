import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
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

/** In the order in which they run: what waits for processes first, and short files last, which fill both workers to the end. */
const KINDS: readonly TestKind[] = ['process', 'integration', 'unit'];

/** Files in random order within their project: a worker goes on from file to file only as long as the project stays the same. */
class ByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const names: readonly string[] = KINDS;
    const place = ({ project, moduleId }: TestSpecification) =>
      `${names.indexOf(project.name)} ${createHash('sha1').update(`${seed} ${moduleId}`).digest('hex')}`;
    return files.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
  }
}

const project = (name: TestKind) => ({
  ...COMMON,
  test: { ...COMMON.test, name, include: [...tests[name]], isolate: false },
});

/**
 * Both files and tests run in random order, so that none can lean on what another left behind. `unit` tests need no
 * database, `process` tests start the program. The files that a worker runs have modules in common, so that they are
 * loaded once, and the services that ask for nothing special (`sharedServices`); all else is a file's own.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    sequence: { ...COMMON.test.sequence, sequencer: ByProject },
    projects: KINDS.map(project),
  },
});
