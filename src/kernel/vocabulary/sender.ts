// The closed lists of senders. Types, columns and the GraphQL enums are all made from them.

/** The kinds of senders. */
export const SENDER_KINDS = [
  'LONG_CODE',
  'TOLL_FREE',
  'SHORT_CODE',
  'SENDER_ID',
  'MESSAGING_SERVICE',
] as const;
/** The kind of a sender: a number, an alphanumeric sender ID, or a messaging service that chooses one itself (D16). */
export type SenderKind = (typeof SENDER_KINDS)[number];

/** The classes of senders of the default account. */
export const SENDER_CLASSES = ['TRANSACTIONAL', 'PROMOTIONAL'] as const;
/** The traffic that a sender is registered for; codes for signing in are `TRANSACTIONAL` (D16). */
export type SenderClass = (typeof SENDER_CLASSES)[number];
