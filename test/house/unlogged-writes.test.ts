import { describe, expect, it } from 'vitest';
import { filesBelow, type SourceFile, sourceFile } from '../../scripts/source-tree.ts';
import type { Exception } from './manners.ts';
import { unloggedWrites } from './unlogged-writes.ts';

const LEASE = 'says who works on it and until when; the outcome of the work is an entry';
const RUNNER = 'src/account/account-check-runner.ts';
const RECOVERY = 'src/dispatch/follow-up/recovery.ts';

const EXCEPTIONS: readonly Exception[] = [
  { path: RUNNER, name: 'createAccountCheckRunner renewLeases', reason: LEASE },
  { path: RUNNER, name: 'createAccountCheckRunner releaseLeases', reason: LEASE },
  { path: RUNNER, name: 'claimSome claimAccountChecks', reason: LEASE },
  { path: RECOVERY, name: 'createRecovery LEASES', reason: LEASE },
  { path: RECOVERY, name: 'createRecovery FOLLOW_UPS', reason: LEASE },
  {
    path: RECOVERY,
    name: 'notRecovered PUT_OFF',
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
