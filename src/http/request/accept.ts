import { LRUCache } from 'lru-cache';

/** In the order in which this server prefers them. */
const JSON_TYPES = ['application/graphql-response+json', 'application/json'] as const;
const STREAM_TYPE = 'text/event-stream';

/** A media type for one JSON answer. */
export type JsonType = (typeof JSON_TYPES)[number];

/** The response types that a client accepts. */
export interface AcceptedTypes {
  /** For a single result, and for every refusal before execution. */
  readonly json: JsonType;
  /** True if results may come as a stream of events. */
  readonly stream: boolean;
  /** True if even a single result is wanted as a stream of events. */
  readonly streamPreferred: boolean;
  /** True if a page is wanted rather than data: a browser. */
  readonly html: boolean;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function parseRange(text: string): Range | undefined {
  const [type = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (!/^[a-z0-9*!#$&^_.+-]+\/[a-z0-9*!#$&^_.+-]+$/.test(type)) {
    return undefined;
  }
  const values = new Map(
    parameters.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=');
      return [name.trim(), value.trim().replaceAll('"', '')] as const;
    }),
  );
  const charset = values.get('charset') ?? 'utf-8';
  const quality = Number(values.get('q') ?? '1');
  return {
    type,
    quality: (charset === 'utf-8' || charset === 'utf8') && quality >= 0 && quality <= 1 ? quality : 0,
  };
}

/** The quality that the most specific range gives to a type (RFC 9110, 12.5.1); 0 when none admits it. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.split('/')[0]}/*`;
  for (const specific of [type, family, '*/*']) {
    const matching = ranges.filter((range) => range.type === specific);
    if (matching.length > 0) {
      return Math.max(...matching.map(({ quality }) => quality));
    }
  }
  return 0;
}

/** Headers that were parsed before: programs send a handful, the same with each request. */
const known = new LRUCache<string, { readonly accepted: AcceptedTypes | undefined }>({ max: 50 });
const LONGEST_KNOWN = 200;

/** Parses an `Accept` header, or `undefined` when there is nothing among it that this server can send. */
export function acceptedTypes(header: string | undefined): AcceptedTypes | undefined {
  const given = header === undefined || header.trim() === '' ? '*/*' : header;
  const found = known.get(given);
  if (found !== undefined) return found.accepted;
  const accepted = readAccepted(given);
  if (given.length <= LONGEST_KNOWN) known.set(given, { accepted });
  return accepted;
}

function readAccepted(given: string): AcceptedTypes | undefined {
  const ranges = given.split(',').flatMap((text) => parseRange(text) ?? []);
  const [preferred, legacy] = JSON_TYPES.map((type) => qualityOf(type, ranges));
  const stream = qualityOf(STREAM_TYPE, ranges);
  const html = qualityOf('text/html', ranges);
  const json = Math.max(preferred ?? 0, legacy ?? 0);
  if (json === 0 && stream === 0) {
    return html === 0
      ? undefined
      : { json: JSON_TYPES[0], stream: false, streamPreferred: false, html: true };
  }
  return {
    json: (legacy ?? 0) > (preferred ?? 0) ? JSON_TYPES[1] : JSON_TYPES[0],
    stream: stream > 0,
    streamPreferred: stream > json,
    html: html > json,
  };
}
