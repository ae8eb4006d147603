import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';
import { filesBelow, sourceFile } from '../../scripts/source-tree.ts';
import { fileCycles, folderCycles } from './cycles.ts';
import { importsOf } from './imports.ts';
import { strayPackages, upwardImports } from './layer-picture.ts';
import {
  defaultExports,
  type Exception,
  evasiveTests,
  idleExceptions,
  longFiles,
  longFunctions,
  matchedMessages,
  spreadLiterals,
  vagueNames,
  waysAroundTheCompiler,
} from './manners.ts';
import { effectsOnImport, impureRules, strayEnvironmentReaders } from './purity.ts';

const FILE_LINES = 300;
const FUNCTION_LINES = 60;
/** A test file may hold a longer table of cases, and its `describe` is one long function by nature. */
const TEST_FILE_LINES = 400;

const EXCEPTIONS: readonly Exception[] = [
  {
    path: 'src/database/tables.ts',
    reason: 'all tables in the order of their foreign keys, read as one page',
  },
];

const DOUBLE_CASTS: readonly Exception[] = [
  {
    path: 'src/twilio/sdk-client.ts',
    reason: 'the package asks for its own class and calls one method of it',
  },
];

const MATCHED_MESSAGES: readonly Exception[] = [
  {
    path: 'src/database/connection/outages.ts',
    reason: 'pg gives no code to what it says of a lost connection',
  },
  {
    path: 'src/http/request/presentation.ts',
    reason: 'V8 has neither a code nor a class for an overflow of the stack',
  },
];

/** Where offences are spelled out to be found. */
const SAMPLES = /^test\/house\/(manners\.ts|house-rules\.test\.ts)$/;

/** Where the verifier takes its cryptography from: Node here, and another module in a browser. */
const CRYPTOGRAPHY = 'src/ledger/tree/cryptography.ts';

/** What a database is reached with. */
const DATABASES = /^(pg|drizzle-orm)($|\/)|^src\/database\/(client|connection\/connections)\.ts$|-store\.ts$/;

const program = filesBelow('src');
const tests = filesBelow('test');
const everything = [...program, ...tests, ...filesBelow('scripts')];

/** All that a file imports to run, and what that imports; of `end` nothing more. */
function reachedFrom(start: string, end?: string): ReadonlySet<string> {
  const files = new Map(program.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const look = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    const file = path === end ? undefined : files.get(path);
    for (const { target, typeOnly } of file === undefined ? [] : importsOf(file)) if (!typeOnly) look(target);
  };
  look(start);
  return reached;
}

describe('the house', () => {
  it('lets imports go down the picture only', () => {
    expect(upwardImports(program)).toEqual([]);
  });

  it('lets evidence be verified without a database, whatever the command imports', () => {
    const reached = reachedFrom('src/cli/audit-verify.ts');
    expect(reached.size).toBeGreaterThan(10);
    expect([...reached].filter((path) => DATABASES.test(path))).toEqual([]);
  });

  it('lets evidence be verified without Node, but for its cryptography', () => {
    const reached = reachedFrom('src/audit/verifier/verifier.ts', CRYPTOGRAPHY);
    expect(reached).toContain(CRYPTOGRAPHY);
    expect([...reached].filter((path) => isBuiltin(path))).toEqual([]);
  });

  it('installs with the server only what the program itself loads', async () => {
    const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
    const loaded = new Set(
      program
        .filter(({ path }) => !path.startsWith('src/console/'))
        .flatMap(importsOf)
        .filter(({ ours, typeOnly }) => !ours && !typeOnly)
        .map(({ target }) => target.split('/', target.startsWith('@') ? 2 : 1).join('/')),
    );
    expect(Object.keys(dependencies).filter((name) => !loaded.has(name))).toEqual([]);
  });

  it('has no cycle between files or between folders, types included', () => {
    expect(fileCycles(program)).toEqual([]);
    expect(folderCycles(program)).toEqual([]);
  });

  it('keeps drizzle-orm in stores and database/, and twilio in twilio/', () => {
    expect(strayPackages(program)).toEqual([]);
  });

  it('reads the environment in config.ts only', () => {
    expect(strayEnvironmentReaders(program)).toEqual([]);
  });

  it('keeps clocks, randomness and input or output out of rules', () => {
    expect(program.filter((file) => file.path.endsWith('-rules.ts'))).not.toEqual([]);
    expect(impureRules(program)).toEqual([]);
  });

  it('makes folders in the one way that ends on every file system', () => {
    const makers = program.filter((file) =>
      importsOf(file).some(({ names }) => names.some((name) => /^mkdir(Sync)?$/.test(name))),
    );
    expect(makers.map(({ path }) => path)).toEqual(['src/kernel/make-folder.ts']);
  });

  it('does nothing when a file is merely imported', () => {
    expect(effectsOnImport(program)).toEqual([]);
  });

  it('exports by name', () => {
    expect(defaultExports([...program, ...tests])).toEqual([]);
  });

  it('keeps files and functions short, but for named exceptions that are needed', () => {
    const limits = { file: FILE_LINES, function: FUNCTION_LINES };
    const code = everything.filter((file) => !file.path.startsWith('test/'));
    expect(longFiles(code, FILE_LINES, EXCEPTIONS)).toEqual([]);
    expect(longFunctions(code, FUNCTION_LINES, EXCEPTIONS)).toEqual([]);
    expect(longFiles(tests, TEST_FILE_LINES, EXCEPTIONS)).toEqual([]);
    expect(idleExceptions(everything, limits, EXCEPTIONS)).toEqual([]);
  });

  it('names files and folders by what they hold', () => {
    expect(vagueNames(everything)).toEqual([]);
  });

  it('spreads no literal into another one', () => {
    const untyped = { path: 'src/http/graphql/web-socket.ts', reason: 'its types do not know an option yet' };
    expect(spreadLiterals(program, [untyped])).toEqual([]);
    const sample = sourceFile('src/a.ts', 'f({ ...{ a, b }, ...(c ? { d } : {}) }, [...[e]]);');
    expect(spreadLiterals([sample], [])).toHaveLength(2);
  });

  it('takes no way around the compiler or the linter', () => {
    const code = everything.filter((file) => !SAMPLES.test(file.path));
    expect(waysAroundTheCompiler(code, DOUBLE_CASTS)).toEqual([]);
  });

  it('tells errors apart by class and code, not by what they say', () => {
    expect(matchedMessages(program, MATCHED_MESSAGES)).toEqual([]);
    const idle = MATCHED_MESSAGES.filter(
      ({ path }) =>
        matchedMessages(
          program.filter((file) => file.path === path),
          [],
        ).length === 0,
    );
    expect(idle).toEqual([]);
  });

  it('runs every test that is written, on real modules', () => {
    expect(evasiveTests(tests)).toEqual([]);
  });
});
