import { anyCredentialOf } from '../../account/credential-store.ts';
import type { Database, Transaction } from '../../database/client.ts';
import { makeTenant } from '../../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import type { OperationLimits } from '../../kernel/operation-limits.ts';
import { systemScope } from '../../kernel/scope.ts';
import type { KeyKind } from '../../kernel/vocabulary/key.ts';
import { append } from '../../ledger/entries/append.ts';
import { openToken } from '../../secrets/envelope.ts';
import { keyCheckValue, WrongKeyError } from '../../secrets/key-check.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import {
  type KeyCheck,
  knownKeys,
  masterKeysBeside,
  masterKeysInUse,
  type NotedKey,
  noteKeys,
  noteRetired,
} from './key-check-store.ts';

/** The keys that a process is about to use. */
export interface UsedKeys {
  readonly keyRing: KeyRing;
  /** Null for a process that hashes nothing. */
  readonly lookupKey: Buffer | null;
}

/** There is one key of hashes, which is never changed. */
const LOOKUP_ID = 'lookup';

/**
 * Looks whether these are the keys by which this database's rows were sealed and hashed, and none of them is missing
 * (X6). Notes the check value of the current master key and of the key of hashes where they are used for the first time.
 *
 * @throws WrongKeyError with a sentence for each key that is wrong or missing; then nothing is noted
 */
export async function checkKeys(database: Database, keys: UsedKeys): Promise<void> {
  await database.system(async (tx) => {
    const fresh = await noteKeys(tx, checksOf(keys));
    const known = await knownKeys(tx);
    const problems = [
      ...known.flatMap((one) => problemsOf(keys, one)),
      ...missingKeys(keys.keyRing, known, await masterKeysInUse(tx)),
      ...(await unfitKeys(tx, keys.keyRing, fresh)),
    ];
    if (problems.length > 0) throw new WrongKeyError([...new Set(problems)].join('\n'));
  });
}

function checksOf({ keyRing, lookupKey }: UsedKeys): readonly KeyCheck[] {
  const check = (kind: KeyKind, keyId: string, key: Parameters<typeof keyCheckValue>[2]) => ({
    kind,
    keyId,
    value: keyCheckValue(kind, keyId, key),
  });
  const { id, key } = keyRing.current;
  return [check('MASTER', id, key), ...(lookupKey === null ? [] : [check('LOOKUP', LOOKUP_ID, lookupKey)])];
}

function problemsOf({ keyRing, lookupKey }: UsedKeys, { kind, keyId, value, retiredAt }: NotedKey): string[] {
  if (kind === 'LOOKUP') {
    const isRight = lookupKey === null || keyCheckValue(kind, keyId, lookupKey).equals(value);
    return isRight ? [] : [WRONG_LOOKUP_KEY];
  }
  if (!keyRing.ids.includes(keyId)) return [];
  if (!keyCheckValue('MASTER', keyId, keyRing.key(keyId).key).equals(value)) return [wrongMasterKey(keyId)];
  return retiredAt !== null && keyId === keyRing.current.id ? [retiredMasterKey(keyId)] : [];
}

/** Keys that nodes seal by, or that something is still sealed by. */
function missingKeys(
  { ids }: KeyRing,
  known: readonly NotedKey[],
  inUse: ReadonlySet<string>,
): readonly string[] {
  const standing = known.filter(({ kind, retiredAt }) => kind === 'MASTER' && retiredAt === null);
  const needed = new Set([...standing.map(({ keyId }) => keyId), ...inUse]);
  return [...needed].filter((id) => !ids.includes(id)).map(missingMasterKey);
}

/** Keys that are noted for the first time, and do not open what was sealed under their name before keys were noted. */
async function unfitKeys(
  tx: Transaction,
  keyRing: KeyRing,
  fresh: readonly NotedKey[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { kind, keyId } of fresh) {
    const credential = kind === 'MASTER' ? await anyCredentialOf(tx, keyId) : undefined;
    if (credential === undefined) continue;
    try {
      openToken(keyRing, credential.binding, credential.sealed);
    } catch {
      problems.push(wrongMasterKey(keyId));
    }
  }
  return problems;
}

const WRONG_LOOKUP_KEY =
  'LOOKUP_KEY is not the key that this database hashes recipients and requests with. Set the original key, which ' +
  'can never be changed (development keeps it in DATA_DIR).';

const wrongMasterKey = (id: string) =>
  `MASTER_KEYS: the key named ${id} is not the key with that name that encrypts this database. Set the original key, or ` +
  'give a new key a new name (development keeps them in DATA_DIR).';

const retiredMasterKey = (id: string) =>
  `MASTER_KEYS: the key named ${id} was retired. Put another key before it.`;

const missingMasterKey = (id: string) =>
  `MASTER_KEYS lacks the key named ${id}, which encrypts a part of this database. Put it after the current key until ` +
  `npm run rotate-keys -- --retire ${id} has succeeded.`;

/** True if nodes seal by no key that this one lacks. */
export async function knowsAllMasterKeys(
  database: Database,
  keyRing: KeyRing,
  limits: OperationLimits,
): Promise<boolean> {
  return database.system(async (tx) => (await masterKeysBeside(tx, keyRing.ids)).length === 0, limits);
}

/** The result of retiring a key: it was, there is none of that name to retire, or something is still sealed by it. */
export type Retirement = 'RETIRED' | 'UNKNOWN' | 'IN_USE';

/**
 * Gives a master key up, so that it can be taken out of every ring, with its entry in the platform's log (A1). One that was
 * given up before is told to be, since anyone who asks again may not have been (D15).
 */
export async function retireMasterKey(database: Database, id: string): Promise<Retirement> {
  return database.system(async (tx) => {
    if ((await masterKeysInUse(tx)).has(id)) return 'IN_USE';
    if (!(await noteRetired(tx, id))) return (await isKnown(tx, id)) ? 'RETIRED' : 'UNKNOWN';
    await makeTenant(tx);
    await append(tx, systemScope(PLATFORM_TENANT, 'key-rotation', 'keys:retire'), [
      {
        kind: 'MASTER_KEY_RETIRED',
        object: `master-key/${id}`,
        before: null,
        after: { masterKeyId: id },
      },
    ]);
    return 'RETIRED';
  });
}

async function isKnown(tx: Transaction, id: string): Promise<boolean> {
  return (await knownKeys(tx)).some(({ kind, keyId }) => kind === 'MASTER' && keyId === id);
}
