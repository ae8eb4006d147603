import { createSecretKey, type KeyObject } from 'node:crypto';

/** A master key of the ring: 256 bits under a name that sealed rows remember. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The master keys. New data keys are wrapped with the current one; the others still open what they wrapped. */
export interface KeyRing {
  readonly current: MasterKey;
  /** The names of all of them, the current one first. */
  readonly ids: readonly string[];
  /** The key of that name. Throws when the ring does not hold it. */
  key(id: string): MasterKey;
}

/** Length of a master key in bytes. */
export const MASTER_KEY_BYTES = 32;

/** A ring of the given keys, the first of which is current. Throws on a wrong length or a repeated name. */
export function createKeyRing(
  keys: readonly [
    { readonly id: string; readonly bytes: Buffer },
    ...{ readonly id: string; readonly bytes: Buffer }[],
  ],
): KeyRing {
  const ring = new Map<string, MasterKey>();
  for (const { id, bytes } of keys) {
    if (bytes.length !== MASTER_KEY_BYTES)
      throw new Error(`master key ${id} is not ${MASTER_KEY_BYTES} bytes long`);
    if (ring.has(id)) throw new Error(`master key ${id} is in the ring twice`);
    ring.set(id, { id, key: createSecretKey(bytes) });
  }
  const key = (id: string): MasterKey => {
    const found = ring.get(id);
    if (found === undefined) throw new Error(`master key ${id} is not in the ring`);
    return found;
  };
  return { current: key(keys[0].id), ids: [...ring.keys()], key };
}
