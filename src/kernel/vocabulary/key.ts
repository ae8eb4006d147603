/** The kinds of key that seal or hash what is stored. */
export const KEY_KINDS = ['MASTER', 'LOOKUP'] as const;
/** The purpose of a key: sealing auth tokens and recipients, or hashing recipients and requests. */
export type KeyKind = (typeof KEY_KINDS)[number];
