import type { InputFields } from '../builder.ts';

/**
 * The bounds of a filter by time: `from` is included, `to` is not.
 *
 * @param things what is filtered, in the plural and as a sentence begins: `Entries`
 */
export function spanFields(t: InputFields, things: string) {
  return {
    from: t.field({ type: 'DateTime', description: `${things} at or after this time.` }),
    to: t.field({ type: 'DateTime', description: `${things} before this time.` }),
  };
}
