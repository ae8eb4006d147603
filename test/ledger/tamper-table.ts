import { readFileSync } from 'node:fs';

/** Whether something is detected. */
export type Detected = 'detected' | 'not detected';

/** The attacks of the table in docs/audit-format.md, each by how its row begins. */
export const ATTACKS = {
  ENTRIES: 'edit, delete, insert, double or swap entries',
  NODES: 'edit a node or a leaf hash in the database',
  CUT_FILE: 'cut off a file',
  OTHER_KEY: 'sign everything again with a key',
  OTHER_TENANT: 'show the log of another tenant',
  LEFT_OUT: 'leave entries out of a filtered export',
  ROLLED_BACK: 'cut off the end of the log, or restore an older backup',
  FORK: 'restore an older backup and let the service go on',
  REWRITTEN: 'rewrite history and sign it',
  REWRITTEN_END: 'rewrite what lies behind the last checkpoint that anybody kept',
  DISCLOSED: 'disclose another value',
  WITHHELD: 'leave a disclosure out',
  UNSEALED: 'alter an entry before it is sealed',
  TWO_READERS: 'show two readers different histories',
  RESTORED_ALL: 'restore database and server to an older state',
  TWO_HEADS: 'put two heads of one log into one host log',
  PACK: 'alter a figure, a list, a receipt or the report in a pack',
  PACK_OF_OTHER_SPAN: 'ask for another span than a reader thinks',
  UNTRUE: 'record what did not happen',
} as const;

/** The name of an attack. */
export type AttackName = keyof typeof ATTACKS;

/** The rows of the table: what is done, and by what that is found. */
export function readTamperTable(): readonly (readonly [attack: string, foundBy: string])[] {
  const page = readFileSync(new URL('../../docs/audit-format.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('\n## Which attack needs what\n');
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) => {
    const [, attack = '', foundBy = ''] = row.split('|').map((cell) => cell.trim());
    return [attack, foundBy] as const;
  });
}

/** What the table says that an attack is found by: the key alone, and the key with a checkpoint that was kept. */
export function promised(name: AttackName): readonly [byKey: Detected, byKept: Detected] {
  const rows = readTamperTable().filter(([attack]) => attack.startsWith(ATTACKS[name]));
  const [[, foundBy] = ['', '']] = rows;
  if (rows.length !== 1) throw new Error(`the page has ${rows.length} rows of ${ATTACKS[name]}`);
  if (/^the key alone\b/.test(foundBy)) return ['detected', 'detected'];
  if (/^an earlier checkpoint\b/.test(foundBy)) return ['not detected', 'detected'];
  if (/^nothing\b/.test(foundBy)) return ['not detected', 'not detected'];
  throw new Error(`the page says something else of ${ATTACKS[name]}: ${foundBy}`);
}
