import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  filesBelow,
  isNode,
  nameOf,
  type SourceFile,
  type SyntaxNode,
  sourceFile,
  visit,
} from '../../scripts/source-tree.ts';
import { importsOf } from './imports.ts';
import type { Exception } from './manners.ts';

const APPENDS = /^src\/ledger\/entries\/append\.ts#append/;
const IS_STORE = /-store\.ts$/;
/** The log itself: what seals and keeps entries has no entries of its own. */
const LEDGER = /^src\/ledger\//;
const WRITING_SQL = /\b(insert\s+into|delete\s+from|update\s+[\w.$}{]+(\s+as)?(\s+\w+)?\s+set)\b/i;
const WRITING_CALLS = new Set(['insert', 'update', 'delete']);

/** A named piece of code: a function, a constant, or a method of a class. Its key is `path#name`, or `path#.method`. */
interface Piece {
  readonly key: string;
  readonly file: SourceFile;
  readonly node: SyntaxNode;
}

function nodesOf(node: SyntaxNode, field: string): SyntaxNode[] {
  const nodes = node[field];
  return Array.isArray(nodes) ? nodes.filter(isNode) : [];
}

function methodsOf(file: SourceFile, declaration: SyntaxNode): Piece[] {
  const body = declaration['body'];
  const members = isNode(body) ? nodesOf(body, 'body') : [];
  return members.map((node) => ({ key: `${file.path}#.${nameOf(node['key']) ?? 'new'}`, file, node }));
}

function piecesOf(file: SourceFile): Piece[] {
  return nodesOf(file.program, 'body').flatMap((statement): Piece[] => {
    const declaration = isNode(statement['declaration']) ? statement['declaration'] : statement;
    if (declaration.type === 'ClassDeclaration') return methodsOf(file, declaration);
    const named =
      declaration.type === 'VariableDeclaration' ? nodesOf(declaration, 'declarations') : [declaration];
    return named.map((node) => ({ key: `${file.path}#${nameOf(node['id']) ?? ''}`, file, node }));
  });
}

/** What each name of a file stands for where it is imported: the key of a piece of another file. */
function importedKeys(file: SourceFile): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { node, target, ours, typeOnly } of importsOf(file)) {
    if (!ours || typeOnly || node.type !== 'ImportDeclaration') continue;
    for (const specifier of nodesOf(node, 'specifiers')) {
      const imported = nameOf(specifier['imported']);
      if (imported !== undefined) keys.set(nameOf(specifier['local']) ?? imported, `${target}#${imported}`);
    }
  }
  return keys;
}

/** Visits the expressions below a node; types are no code. */
function visitCode(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  const isType = node.type.startsWith('TS') && !isNode(node['expression']);
  if (isType) return;
  see(node);
  for (const child of childrenOf(node)) visitCode(child, see);
}

/** The keys of what the code below a node uses: of its own file, of imports, and methods of its own class. */
function usesOf(node: SyntaxNode, file: SourceFile, imported: ReadonlyMap<string, string>): Set<string> {
  const uses = new Set<string>();
  visitCode(node, (one) => {
    if (one.type === 'Identifier') {
      const name = nameOf(one) ?? '';
      uses.add(imported.get(name) ?? `${file.path}#${name}`);
    }
    const object = one['object'];
    if (one.type === 'MemberExpression' && isNode(object) && object.type === 'ThisExpression')
      uses.add(`${file.path}#.${nameOf(one['property']) ?? ''}`);
  });
  return uses;
}

function writesItself({ file, node }: Piece): boolean {
  if (!IS_STORE.test(file.path) || LEDGER.test(file.path)) return false;
  let writes = false;
  visitCode(node, (one) => {
    const callee = one.type === 'CallExpression' ? one['callee'] : undefined;
    const isWritingCall =
      isNode(callee) &&
      callee.type === 'MemberExpression' &&
      WRITING_CALLS.has(nameOf(callee['property']) ?? '') &&
      /\bsql(\s*\.with\(\w+\))?$/.test(
        file.text.slice(callee.start, isNode(callee['object']) ? callee['object'].end : callee.start),
      );
    const isText = one.type === 'TemplateLiteral' || one.type === 'Literal';
    if (isWritingCall || (isText && WRITING_SQL.test(file.text.slice(one.start, one.end)))) writes = true;
  });
  return writes;
}

/** Everything that the start leads to, by the uses of each piece. */
function reachedFrom(
  start: ReadonlySet<string>,
  uses: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  const reached = new Set(start);
  for (const key of reached) for (const next of uses.get(key) ?? []) reached.add(next);
  return reached;
}

/** A function that works in a transaction: its first parameter is one. */
function isWork(node: SyntaxNode): boolean {
  return /Function/.test(node.type) && nameOf(nodesOf(node, 'params')[0]) === 'tx';
}

/** The works that a call is given: functions of a transaction, and whatever `write(tenant, …)` and `system(…)` run. */
function worksOf(call: SyntaxNode): SyntaxNode[] {
  const callee = call.type === 'CallExpression' ? call['callee'] : undefined;
  if (!isNode(callee)) return [];
  const place = { write: 1, system: 0 }[nameOf(callee['property']) ?? ''];
  return nodesOf(call, 'arguments').filter(
    (argument, index) => isWork(argument) || (index === place && /Function|^Identifier$/.test(argument.type)),
  );
}

/**
 * Stores' writes in transactions that append no entry, found by following names through files: the path, the function that
 * begins the transaction, and the write, as `src/a.ts retire eraseCredential`.
 */
function unloggedWrites(files: readonly SourceFile[]): string[] {
  const pieces = files.flatMap(piecesOf);
  const imported = new Map(files.map((file) => [file.path, importedKeys(file)]));
  const usesIn = (node: SyntaxNode, file: SourceFile) =>
    usesOf(node, file, imported.get(file.path) ?? new Map());
  const uses = new Map<string, Set<string>>();
  for (const { key, node, file } of pieces)
    uses.set(key, new Set([...(uses.get(key) ?? []), ...usesIn(node, file)]));
  const writing = new Set(pieces.filter(writesItself).map(({ key }) => key));
  const problems = pieces.flatMap(({ key, node, file }) => {
    const writes: string[] = [];
    const judge = (work: SyntaxNode) => {
      // A work with a name of its own inside the function is looked for in all of the function.
      const isInside = work.type === 'Identifier' && ![...usesIn(work, file)].some((used) => uses.has(used));
      const reached = [...reachedFrom(usesIn(isInside ? node : work, file), uses)];
      if (!reached.some((one) => APPENDS.test(one)))
        writes.push(...reached.filter((one) => writing.has(one)).map((one) => one.split('#')[1] ?? ''));
    };
    visit(node, (one) => {
      worksOf(one).forEach(judge);
      return undefined;
    });
    return writes.map((write) => `${file.path} ${key.split('#')[1]} ${write}`);
  });
  return [...new Set(problems)];
}

const LEASE = 'says who works on it and until when; the outcome of the work is an entry';
const RUNNER = 'src/account/account-check-runner.ts';
const RECOVERY = 'src/dispatch/follow-up/recovery.ts';

const REQUEST_KEY = 'keeps by what a repeated request is known; whatever it led to is an entry';

const EXCEPTIONS: readonly Exception[] = [
  { path: RUNNER, name: 'createAccountCheckRunner renewLeases', reason: LEASE },
  { path: RUNNER, name: 'createAccountCheckRunner releaseLeases', reason: LEASE },
  { path: RUNNER, name: 'claimSome claimAccountChecks', reason: LEASE },
  { path: RECOVERY, name: 'createRecovery claim', reason: LEASE },
  {
    path: RECOVERY,
    name: 'notRecovered putOff',
    reason: 'says when it is tried again; the outcome is an entry',
  },
  {
    path: 'src/configuration/check-procedures.ts',
    name: 'verify advanceAccountCheck',
    reason: 'says how far a verification has come; its outcome is an entry',
  },
  {
    path: 'src/configuration/refresh-service.ts',
    name: 'createRefreshService insertAccountCheck',
    reason: 'asks for a reading of numbers; what it finds changed is an entry',
  },
  {
    path: 'src/dispatch/upkeep/key-checks.ts',
    name: 'checkKeys noteKeys',
    reason: 'keeps by what a key is known again; a rotation and a retirement are entries',
  },
  {
    path: 'src/dispatch/upkeep/token-erasure.ts',
    name: 'eraseUnused eraseCredential',
    reason: 'erases what the save or removal that replaced the token already has an entry of',
  },
  ...['src/configuration/refresh-service.ts createRefreshService', 'src/tenant/noted-once.ts notedRequest']
    .flatMap((place) => ['claimKey', 'keepOutcome'].map((write) => `${place} ${write}`))
    .map((place) => {
      const [path = '', ...name] = place.split(' ');
      return { path, name: name.join(' '), reason: REQUEST_KEY };
    }),
  { path: 'src/tenant/request-key.ts', name: 'forgetRequestKeys forgetKeys', reason: REQUEST_KEY },
  {
    path: 'src/dispatch/upkeep/retention.ts',
    name: 'forgetCounts forgetRecipientCounts',
    reason: 'counts that no guard looks back to any more',
  },
  {
    path: 'src/dispatch/upkeep/retention.ts',
    name: 'forgetCounts forgetSpending',
    reason: 'sums of days long gone, by which no budget is judged any more',
  },
  ...['MOVE_ON', 'addition', 'sumUp'].map((write) => ({
    path: 'src/stats/hour-rollups.ts',
    name: `sumUpToHours ${write}`,
    reason: 'sums of counters, which a check compares with the records',
  })),
];

const STORE = sourceFile(
  'src/rooms/room-store.ts',
  [
    'const ADD = { text: `insert into room (tenant_id) select $1` };',
    'export const readRooms = async (tx) => tx.sql.select().from(room);',
    'export const addRoom = async (tx) => tx.run(ADD);',
    'export async function dropRoom(tx) { await tx.sql.delete(room); }',
    'export const forget = (names) => names.delete(1);',
  ].join('\n'),
);

const APPEND = sourceFile(
  'src/ledger/entries/append.ts',
  'export async function append(tx, scope, entries) {}',
);

function service(...lines: readonly string[]): readonly SourceFile[] {
  const imports = [
    "import { append } from '../ledger/entries/append.ts';",
    "import { addRoom, dropRoom, forget, readRooms } from './room-store.ts';",
  ];
  return [STORE, APPEND, sourceFile('src/rooms/room-service.ts', [...imports, ...lines].join('\n'))];
}

describe('a write of a store', () => {
  it('is recorded by an entry in its transaction, but where a reason is given (A1)', () => {
    const excepted = EXCEPTIONS.map(({ path, name }) => `${path} ${name}`);
    expect(unloggedWrites(filesBelow('src')).sort()).toEqual(excepted.sort());
  });

  it.each([
    [
      'as a statement',
      ['const add = (db, t) => db.write(t, async (tx) => { await addRoom(tx); });'],
      'add ADD',
    ],
    ['as a query', ['const drop = (db, t) => db.write(t, (tx) => dropRoom(tx));'], 'drop dropRoom'],
    ['of the system', ['const drop = (db) => db.system(dropRoom);'], 'drop dropRoom'],
    [
      'through another function',
      ['const dropAll = (tx) => dropRoom(tx);', 'const drop = (db, t) => db.write(t, (tx) => dropAll(tx));'],
      'drop dropRoom',
    ],
    [
      'beside a transaction that appends',
      ['const drop = (db, t) => { db.write(t, dropRoom); db.write(t, (tx) => append(tx)); };'],
      'drop dropRoom',
    ],
    ['in a step', ['const drop = (step) => step((tx) => dropRoom(tx));'], 'drop dropRoom'],
    [
      'by a function of its own inside',
      ['const drop = (db, t) => { const work = (tx) => dropRoom(tx); return db.write(t, work); };'],
      'drop dropRoom',
    ],
    [
      'by a method',
      [
        'class Rooms { drop(db, t) { return db.write(t, (tx) => this.#all(tx)); } #all(tx) { return dropRoom(tx); } }',
      ],
      '.drop dropRoom',
    ],
  ])('without an entry is found %s', (_how, lines, found) => {
    expect(unloggedWrites(service(...lines))).toEqual([`src/rooms/room-service.ts ${found}`]);
  });

  it.each([
    [
      'that appends',
      'const drop = (db, t) => db.write(t, async (tx) => { await dropRoom(tx); await append(tx); });',
    ],
    ['that only reads', 'const read = (db, t) => db.write(t, (tx) => readRooms(tx));'],
    ['that changes no row', 'const drop = (db, t) => db.write(t, (tx) => forget(names));'],
  ])('is not seen in a transaction %s', (_which, line) => {
    expect(unloggedWrites(service(line))).toEqual([]);
  });
});
