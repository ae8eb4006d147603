import { describe, expect, it } from 'vitest';
import {
  dottedName,
  filesBelow,
  isNode,
  nameOf,
  type SourceFile,
  sourceFile,
  visit,
} from '../../../scripts/source-tree.ts';
import { RAW_SQL } from './raw-sql.ts';

/** The number of statements that a file holds as text: prepared ones, and what is run without Drizzle's queries. */
function rawStatementsOf(file: SourceFile): number {
  const prepares = file.text.includes('PreparedStatement');
  let count = 0;
  visit(file.program, (node) => {
    const isText = node.type === 'Property' && nameOf(node['key']) === 'text' && prepares;
    // Two of them are only made by a function, as one text with several values.
    const isType = isNode(node['value']) && node['value'].type === 'Identifier';
    const callee = node.type === 'CallExpression' ? (dottedName(node['callee']) ?? '') : '';
    if ((isText && !isType) || /\bsql\.execute$|\b(client|pool)\.query$/i.test(callee)) count += 1;
    return undefined;
  });
  return count;
}

function rawSql(files: readonly SourceFile[]): Record<string, number> {
  const counts = files.map((file) => [file.path, rawStatementsOf(file)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('SQL as text', () => {
  it('is where a reason is given, and grows nowhere: what is not hot is a query', () => {
    const listed = Object.fromEntries(RAW_SQL.map(({ path, statements }) => [path, statements]));
    expect(rawSql(filesBelow('src'))).toEqual(listed);
    expect(RAW_SQL.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });

  it.each([
    ['as a prepared statement', "const A: PreparedStatement = { name: 'a', text: 'select 1' };", 1],
    ['as one that a function makes', 'const a = (): PreparedStatement => ({ text: `select 1` });', 1],
    ['as a statement of Drizzle', 'const a = (tx) => tx.sql.execute(sql`select 1`);', 1],
    ['on a connection', "const a = (client) => client.query('select 1');", 1],
    ['not as a query', 'const a = (tx) => tx.sql.select().from(tenant);', 0],
    ['not as another text', "const a = { text: 'Hello' };", 0],
  ])('is found %s', (_, text, count) => {
    expect(rawSql([sourceFile('src/a-store.ts', text)])).toEqual(
      count === 0 ? {} : { 'src/a-store.ts': count },
    );
  });
});

/** Rows that a statement locks and joins: where the join reads them again, it locks others beyond the limit. */
const LOCKED_IN_A_JOIN = /\.for\('update'[^)]*\)\s*\.as\(/;

describe('rows that a statement claims', () => {
  it('are read once, by a common table expression (D11)', () => {
    const claiming = filesBelow('src').filter(({ text }) => /skipLocked/.test(text));
    expect(claiming.length).toBeGreaterThan(1);
    expect(claiming.filter(({ text }) => LOCKED_IN_A_JOIN.test(text)).map(({ path }) => path)).toEqual([]);
    expect("claim.for('update', { skipLocked: true }).as('free')").toMatch(LOCKED_IN_A_JOIN);
  });
});
