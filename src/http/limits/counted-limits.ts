/** The limits of one operation that are counted on its document, in the order in which they are looked at. */
export const COUNTED_LIMITS = [
  'documentCharacters',
  'nesting',
  'tokens',
  'operations',
  'aliases',
  'directives',
  'depth',
  'rootFields',
  'fields',
  'fragments',
  'repeatedFieldPairs',
  'objects',
] as const;
/** A limit of what one operation may ask for. */
export type CountedLimit = (typeof COUNTED_LIMITS)[number];

/** Is told how much of a limit is used; of several counts the largest holds. */
export type NoteCount = (limit: CountedLimit, count: number) => void;
