import type { Json, JsonObject } from '../../kernel/json.ts';
import { type Answer, apiError, json } from './answer.ts';

const DEFAULT_PAGE_SIZE = 50;
const MAXIMUM_PAGE_SIZE = 1000;

/** Something that a list holds: `sid` names it in page tokens, `render` gives its JSON. */
export interface Listed {
  readonly sid: string;
  render(): JsonObject;
}

/**
 * One page of `items` under `key`, with the paging members of Twilio's lists. `all` is the whole order, with what
 * the filter or a release took out, so that a page token stays good whatever happened to the item it names.
 */
export function page(
  path: string,
  query: URLSearchParams,
  key: string,
  items: readonly Listed[],
  all: readonly Listed[] = items,
): Answer {
  const size = wholeNumber(query.get('PageSize'), DEFAULT_PAGE_SIZE);
  if (size === undefined || size < 1 || size > MAXIMUM_PAGE_SIZE) {
    return apiError(400, 20007, 'Page size must be between 1 and 1000');
  }
  const number = wholeNumber(query.get('Page'), 0);
  if (number === undefined) return apiError(400, 20006, 'Invalid page number');
  const token = query.get('PageToken');
  const begin = token === null ? number * size : indexAfter(token, items, all);
  if (begin === undefined) return apiError(400, 20001, 'Invalid page token');

  const shown = items.slice(begin, begin + size);
  const last = shown.at(-1);
  const uri = (index: number, pageToken?: string): string => {
    const parameters = new URLSearchParams(query);
    for (const name of ['Page', 'PageSize', 'PageToken']) parameters.delete(name);
    parameters.set('PageSize', String(size));
    parameters.set('Page', String(index));
    if (pageToken !== undefined) parameters.set('PageToken', pageToken);
    return `${path}?${parameters.toString()}`;
  };
  const before = begin > size ? items[begin - size - 1] : undefined;
  return json(200, {
    first_page_uri: uri(0),
    end: number * size + Math.max(shown.length - 1, 0),
    previous_page_uri: number > 0 ? uri(number - 1, before && `PA${before.sid}`) : null,
    [key]: shown.map((item): Json => item.render()),
    uri: uri(number, token ?? undefined),
    page_size: size,
    start: number * size,
    next_page_uri: last && begin + size < items.length ? uri(number + 1, `PA${last.sid}`) : null,
    page: number,
  });
}

function wholeNumber(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  return /^[0-9]{1,7}$/.test(text) ? Number(text) : undefined;
}

/** The index in `items` at which the page after the item of `token` begins. */
function indexAfter(token: string, items: readonly Listed[], all: readonly Listed[]): number | undefined {
  const at = all.findIndex((item) => `PA${item.sid}` === token);
  if (at < 0) return undefined;
  const passed = new Set(all.slice(0, at + 1));
  return items.filter((item) => passed.has(item)).length;
}
