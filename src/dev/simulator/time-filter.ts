import { wholeSecond } from './timestamp.ts';

/**
 * True if `at` passes the filters `name`, `name>` (then or later) and `name<` (then or earlier) of a list query. A
 * bare day stands for the whole of it in UTC. What is no time filters nothing out.
 */
export function matchesTime(at: Date, query: URLSearchParams, name: string): boolean {
  const second = wholeSecond(at);
  const exact = range(query.get(name));
  const after = range(query.get(`${name}>`));
  const before = range(query.get(`${name}<`));
  return (
    (exact === undefined || (second >= exact.from && second < exact.until)) &&
    (after === undefined || second >= after.from) &&
    (before === undefined || second < before.until)
  );
}

function range(text: string | null): { readonly from: number; readonly until: number } | undefined {
  if (text === null || text === '') return undefined;
  const from = Date.parse(text);
  if (Number.isNaN(from)) return undefined;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return { from, until: from + (day ? 86_400_000 : 1000) };
}
