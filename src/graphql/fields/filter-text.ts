import { CONTRACT_LIMITS } from '../plugins/contract-limits.ts';
import { queryError } from './query-errors.ts';

/** PostgreSQL takes neither U+0000 nor half a surrogate pair in a text. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** A text to filter by, `undefined` where none was given. Refuses one that nothing stored could equal. */
export function filterText(name: string, text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  if (text.length <= CONTRACT_LIMITS.filterCharacters && !UNSTORABLE.test(text)) return text;
  const maximum = CONTRACT_LIMITS.filterCharacters;
  throw queryError(
    'VALUE_OUT_OF_RANGE',
    `"${name}" has at most ${maximum} characters, all of them storable.`,
  );
}
