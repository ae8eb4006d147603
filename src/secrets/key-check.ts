import { hkdfSync, type KeyObject } from 'node:crypto';
import type { KeyKind } from '../kernel/vocabulary/key.ts';

/** A key that is not the one by which this database's rows were made; the message is for the operator. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError';
}

const CHECK_BYTES = 32;

/**
 * The check value of a key under its name: 32 bytes by which the same key is known again, and from which nothing of it
 * can be learnt.
 */
export function keyCheckValue(kind: KeyKind, id: string, key: KeyObject | Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `check\n${kind}\n${id}`, CHECK_BYTES));
}
