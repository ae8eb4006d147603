import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFile } from '../../scripts/source-tree.ts';
import { fileCycles, folderCycles } from './cycles.ts';
import { strayPackages, upwardImports } from './layer-picture.ts';
import {
  defaultExports,
  evasiveTests,
  idleExceptions,
  longFiles,
  longFunctions,
  matchedMessages,
  vagueNames,
  waysAroundTheCompiler,
} from './manners.ts';
import { effectsOnImport, impureRules, strayEnvironmentReaders } from './purity.ts';

/** Files that pretend to lie in the project. */
function samples(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(texts).map(([path, text]) => sourceFile(path, text));
}

const linesOf = (count: number) => 'step();\n'.repeat(count);

describe('imports', () => {
  it.each([
    ['src/kernel/ids.ts', `import { pool } from '../database/client.ts';`],
    ['src/ledger/entries/append.ts', `import type {\n  Draft,\n} from '../../configuration/draft.ts';`],
    ['src/account/account.ts', `export { schema } from '../graphql/schema.ts';`],
    ['src/graphql/schema.ts', `export type * from '../http/limits/limits.ts';`],
    ['src/http/http-server.ts', `const late = () => import('../app/app.ts');`],
    ['src/http/http-server.ts', `export type Settings = import('../app/config.ts').Config;`],
    ['src/app/app.ts', `import '../main.ts';`],
  ])('that go up from %s are found: %s', (path, text) => {
    expect(upwardImports(samples({ [path]: text }))).toEqual([
      expect.stringContaining('which lies above it'),
    ]);
  });

  it('that reach sideways, out of the program or out of a part that stands apart are found', () => {
    const offenders = samples({
      'src/database/client.ts': `import { seal } from '../secrets/envelope.ts';`,
      'src/kernel/ids.ts': `import { build } from '../../test/support/builders.ts';`,
      'src/dev/simulator/api.ts': `import { map } from '../../twilio/error-map.ts';`,
      'src/client/client.ts': `import type { Limits } from '../http/limits/limits.ts';`,
      'src/app/config.ts': `import { Database } from '../database/client.ts';`,
      'src/somewhere/new.ts': '',
    });
    expect(upwardImports(offenders)).toEqual([
      'src/database/client.ts:1 imports src/secrets/envelope.ts, which lies beside it',
      'src/kernel/ids.ts:1 imports test/support/builders.ts, which is not part of the program',
      'src/dev/simulator/api.ts:1 imports src/twilio/error-map.ts, which dev/simulator stands apart from',
      'src/client/client.ts:1 imports src/http/limits/limits.ts, which client stands apart from',
      'src/app/config.ts:1 imports src/database/client.ts, which app/config.ts stands apart from',
      'src/somewhere/new.ts belongs to no part of the picture',
    ]);
  });

  it('that go down, stay in a part or join features are let through', () => {
    const innocents = samples({
      'src/main.ts': `import { start } from './app/app.ts';`,
      'src/configuration/save.ts': `import { Account } from '../account/account.ts';`,
      'src/http/graphql/pipeline.ts': `import { limits } from '../limits/limits.ts'; import { id } from '../../kernel/ids.ts';`,
      'src/app/config.ts': `import { LEVELS } from '../http/log/logging.ts';`,
      'src/kernel/text.ts': `// import { up } from '../http/limits/limits.ts';\nexport const text = "import '../app/app.ts'";`,
    });
    expect(upwardImports(innocents)).toEqual([]);
  });

  it('in a circle are found between files, and between folders where no file is in one', () => {
    const files = samples({
      'src/account/a.ts': `import type { B } from './b.ts';`,
      'src/account/b.ts': `export * from './c.ts';`,
      'src/account/c.ts': `const a = import('./a.ts');`,
      'src/account/d.ts': `import './a.ts';`,
    });
    expect(fileCycles(files)).toEqual([
      'src/account/a.ts → src/account/b.ts → src/account/c.ts → src/account/a.ts',
    ]);
    const folders = samples({
      'src/account/a.ts': `import '../consent/b.ts';`,
      'src/consent/b.ts': '',
      'src/consent/c.ts': `import '../account/d.ts';`,
      'src/account/d.ts': '',
    });
    expect(fileCycles(folders)).toEqual([]);
    expect(folderCycles(folders)).toEqual(['account → consent → account']);
  });

  it('of drizzle-orm and twilio are found where they do not belong', () => {
    const files = samples({
      'src/account/account-service.ts': `import { eq } from 'drizzle-orm';`,
      'src/account/account-store.ts': `import { pgTable } from 'drizzle-orm/pg-core';`,
      'src/database/tables.ts': `import { sql } from 'drizzle-orm';`,
      'src/http/callback.ts': `import type { Twilio } from 'twilio';`,
      'src/twilio/adapter.ts': `import twilio from 'twilio';`,
    });
    expect(strayPackages(files).map((problem) => problem.split(' ')[0])).toEqual([
      'src/account/account-service.ts:1',
      'src/http/callback.ts:1',
    ]);
  });
});

describe('surroundings', () => {
  it.each([
    'const port = process.env.PORT;',
    `const port = process['env']['PORT'];`,
    'const port = globalThis.process.env.PORT;',
    'const { env } = process;',
    `import { env } from 'node:process';`,
  ])('read outside config.ts are found: %s', (text) => {
    expect(strayEnvironmentReaders(samples({ 'src/http/x.ts': text, 'src/app/config.ts': text }))).toEqual([
      expect.stringMatching(/^src\/http\/x\.ts:1 /),
    ]);
  });

  it.each([
    'export const now = () => Date.now();',
    'export const now = () => new Date();',
    'export const now = () => Date();',
    'export const die = () => Math.random();',
    'export const id = () => crypto.randomUUID();',
    `import { randomUUID } from 'node:crypto';`,
    `import { newUuid } from '../kernel/ids.ts';`,
    `import { readFile } from 'node:fs/promises';`,
    `import { connect } from 'node:net';`,
    'export const later = (then: () => void) => setTimeout(then, 1);',
    'export const page = () => fetch("http://127.0.0.1");',
    'export const tick = () => performance.now();',
    'export const wait = async () => 1;',
    `import { findDraft } from './draft-store.ts';`,
    `import { Pool } from 'pg';`,
  ])('used in rules are found: %s', (text) => {
    expect(impureRules(samples({ 'src/account/limit-rules.ts': text }))).not.toEqual([]);
    expect(impureRules(samples({ 'src/account/limit.ts': text }))).toEqual([]);
  });

  it('that arrive in rules as values and types are let through', () => {
    const text = [
      `import { createHash } from 'node:crypto';`,
      `import type { DraftRow } from './draft-store.ts';`,
      `import { parseTenantId } from '../kernel/ids.ts';`,
      'export const later = (now: Date) => new Date(now.getTime() + 1);',
      'export const digest = (text: string) => createHash("sha256").update(text).digest("hex");',
    ].join('\n');
    expect(impureRules(samples({ 'src/account/limit-rules.ts': text }))).toEqual([]);
  });

  it.each([
    'await start();',
    'setInterval(tick, 1000);',
    'export const server = createServer().listen(0);',
    'const pool = new Pool();',
    `process.on('exit', stop);`,
    '(() => { setTimeout(tick, 1); })();',
    'class Clock { static timer = setInterval(tick, 1); }',
  ])('touched when a file is imported are found: %s', (text) => {
    expect(effectsOnImport(samples({ 'src/http/x.ts': text }))).not.toEqual([]);
    expect(effectsOnImport(samples({ 'src/main.ts': text, 'src/cli/token.ts': text }))).toEqual([]);
  });

  it('touched by functions that somebody calls later are let through', () => {
    const text = [
      'export async function start() { await listen(); setInterval(tick, 1); return new Pool(); }',
      'export class Clock { timer = setInterval(tick, 1); }',
      'export const begin = () => server.listen(0);',
      'const TABLE = pgTable({ id: text() });',
    ].join('\n');
    expect(effectsOnImport(samples({ 'src/http/x.ts': text }))).toEqual([]);
  });
});

describe('manners', () => {
  it('find default exports under either spelling', () => {
    const files = samples({
      'src/a.ts': 'export default 1;',
      'src/b.ts': 'const b = 1;\nexport { b as default };',
    });
    expect(defaultExports(files)).toEqual(['src/a.ts:1 exports a default', 'src/b.ts:2 exports a default']);
  });

  it('find files and functions that are too long, by named functions of each kind', () => {
    const body = `{\n${linesOf(4)}}`;
    const [file] = samples({
      'src/a.ts': `function first() ${body}\nconst second = () => ${body};\nclass A {\n  third() ${body}\n}\nrun(() => ${body});\nobject({ fields: (t) => ({\n${'a: t.id(),\n'.repeat(4)}}) });\n`,
    });
    const files = file === undefined ? [] : [file];
    expect(longFunctions(files, 4, [])).toEqual([]);
    expect(longFunctions(files, 3, []).map((problem) => problem.replace(/^\S+ (.*) lines.*$/, '$1'))).toEqual(
      ['first has 4', 'second has 4', 'third has 4', 'a function has 4'],
    );
    expect(longFiles(samples({ 'src/b.ts': linesOf(3) }), 3, [])).toEqual([]);
    expect(longFiles(samples({ 'src/b.ts': linesOf(4) }), 3, [])).toEqual([
      'src/b.ts has 4 lines, more than 3',
    ]);
  });

  it('grant exceptions by name, as long as they are needed', () => {
    const files = samples({ 'src/a.ts': `function first() {\n${linesOf(9)}}\n`, 'src/b.ts': '' });
    const limits = { file: 5, function: 5 };
    const exceptions = [
      { path: 'src/a.ts', reason: 'one table' },
      { path: 'src/a.ts', name: 'first', reason: 'one list' },
      { path: 'src/b.ts', reason: 'was long once' },
      { path: 'src/a.ts', name: 'second', reason: 'was long once' },
    ];
    expect(longFiles(files, 5, exceptions)).toEqual([]);
    expect(longFunctions(files, 5, exceptions)).toEqual([]);
    expect(idleExceptions(files, limits, exceptions)).toEqual([
      'src/b.ts needs no exception',
      'src/a.ts second needs no exception',
    ]);
  });

  it('find names that say nothing', () => {
    const vague = [
      'src/utils/x.ts',
      'src/a/helpers.ts',
      'src/a/types.ts',
      'src/a/pool-manager.ts',
      'src/misc/x.ts',
    ];
    const clear = ['src/a/type-names.ts', 'src/a/commonwealth.ts', 'src/a/prototypes.ts'];
    const files = samples(Object.fromEntries([...vague, ...clear].map((path) => [path, ''])));
    expect(vagueNames(files).map((problem) => problem.split(' ')[0])).toEqual(vague);
  });

  it.each([
    'let x: any;',
    'const f = (x: unknown[]) => x as Array<any>;',
    'const x = y!;',
    'const x = y as unknown as string;',
    'enum X { A }',
    '// @ts-ignore\nlet x = 1;',
    '// @ts-expect-error\nlet x = 1;',
    '// biome-ignore lint: because\nlet x = 1;',
  ])('find a way around the compiler: %s', (text) => {
    expect(waysAroundTheCompiler(samples({ 'src/a.ts': text }))).toHaveLength(1);
  });

  it.each([
    'if (/too long/.test(error.message)) stop();',
    'if (error?.message.includes("too long")) stop();',
    'const found = /(\\d+) tokens/.exec(error.message);',
    'if (error.message === "too long") stop();',
    'tell(error.message.replace(/".*"/, ""));',
  ])('find an error that is told apart by its text: %s', (text) => {
    expect(matchedMessages(samples({ 'src/a.ts': text }), [])).toHaveLength(1);
  });

  it('let messages be told', () => {
    const told = 'log.error(error.message); tell(error.message.length); if (error.code === "E") stop();';
    expect(matchedMessages(samples({ 'src/a.ts': told }), [])).toEqual([]);
  });

  it('let honest code through', () => {
    expect(
      waysAroundTheCompiler(samples({ 'src/a.ts': `const any = 'any' as const; let x = !any;` })),
    ).toEqual([]);
  });

  it.each([
    'it.skip("x");',
    'describe.only("x");',
    'test.todo("x");',
    'it.skipIf(slow)("x");',
    'vi.mock("./a.ts");',
  ])('find a test that does not run as written: %s', (text) => {
    expect(evasiveTests(samples({ 'test/a.test.ts': text }))).toHaveLength(1);
  });

  it('let tests with tables and spies through', () => {
    const text = 'it.each([1])("x", () => {}); vi.fn(); list.only(); it("skip");';
    expect(evasiveTests(samples({ 'test/a.test.ts': text }))).toEqual([]);
  });
});
