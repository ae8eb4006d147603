import { type PartOfList, ROWS_LOOKED_THROUGH } from '../../kernel/part-of-list.ts';
import { CONTRACT_LIMITS } from '../plugins/contract-limits.ts';
import { queryError } from './query-errors.ts';

/** The description of a list that is searched in parts. */
export const LOOKED_THROUGH = `With a filter that no index supports, a page searches ${ROWS_LOOKED_THROUGH.toLocaleString('en')} rows of the list. It may then contain fewer nodes than requested, or none, while \`hasNextPage\` is true because more may follow.`;

/** The arguments of a page: how many, and after which key. */
export interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** A list's cursors: which list they belong to, and what its keys look like. */
export interface CursorKind<K extends string> {
  /** Names the list together with everything that it belongs to, as `consents/acme`. */
  readonly list: string;
  /** The key in its form, or `undefined` when the text is none. */
  readonly parseKey: (text: string) => K | undefined;
}

/** One page of a list. */
export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    /** The cursor of the first node; null on an empty page. */
    readonly startCursor: string | null;
    /** The cursor for `after` of the next page; null where there is nothing to go on from. */
    readonly endCursor: string | null;
  };
}

/** Cursors carry a version, so that a change of their form is noticed rather than misread. */
const CURSOR_VERSION = '1';

/**
 * Reads a page by its key: `read` is asked for one row more than the page has, which tells whether another follows.
 * Refuses a page size out of bounds and a cursor that is malformed or of another list.
 */
export function readPage<T, K extends string>(
  page: PageArguments,
  kind: CursorKind<K>,
  keyOf: (node: T) => K,
  read: (after: K | null, limit: number) => Promise<readonly T[]>,
): Promise<Page<T>> {
  return readFilteredPage(page, kind, keyOf, async (after, limit) => ({
    rows: await read(after, limit),
    endedAt: null,
  }));
}

/**
 * The same of a list that is looked through in parts: a page with fewer nodes than were asked for is followed by another
 * while a part is left, and its end cursor is where the looking ended (X5).
 */
export async function readFilteredPage<T, K extends string>(
  { first, after }: PageArguments,
  kind: CursorKind<K>,
  keyOf: (node: T) => K,
  read: (after: K | null, limit: number) => Promise<PartOfList<T, K>>,
): Promise<Page<T>> {
  if (first < 1 || first > CONTRACT_LIMITS.pageSize) {
    throw queryError('VALUE_OUT_OF_RANGE', `A page has 1 to ${CONTRACT_LIMITS.pageSize} nodes.`, {
      maximum: CONTRACT_LIMITS.pageSize,
    });
  }
  const key = after === null || after === undefined ? null : keyIn(after, kind);
  const { rows, endedAt } = await read(key, first + 1);
  const cursorOf = (at: K) => encode([CURSOR_VERSION, kind.list, at]);
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first || endedAt !== null,
      hasPreviousPage: key !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: endedAt === null ? (edges.at(-1)?.cursor ?? null) : cursorOf(endedAt),
    },
  };
}

function encode(parts: readonly string[]): string {
  return Buffer.from(parts.join('\n'), 'utf8').toString('base64url');
}

function keyIn<K extends string>(cursor: string, { list, parseKey }: CursorKind<K>): K {
  const short = cursor.length <= CONTRACT_LIMITS.handleCharacters;
  const parts = short ? Buffer.from(cursor, 'base64url').toString('utf8').split('\n') : [];
  const [version, named, text] = parts;
  const key = version === CURSOR_VERSION && named === list ? parseKey(text ?? '') : undefined;
  if (key === undefined || encode([CURSOR_VERSION, list, key]) !== cursor) {
    throw queryError('VALUE_MALFORMED', 'The cursor does not belong to this list.');
  }
  return key;
}
