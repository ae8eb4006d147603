import type { ShareSettings } from '../../kernel/shares/share-rules.ts';

/** Errors in a document or its variables that are looked for: more than are told, so that a few are counted beyond. */
export const COUNTED_ERRORS = 30;

/** The share of connections for reading: a place for each, so that no request waits in the pool's own queue. */
export function sharedReads(connections: number): ShareSettings {
  return { places: connections, guaranteed: 2, perMember: Math.ceil(connections / 2) };
}

/**
 * Everything the server refuses for being too much, in one place, as it is unless it is set. Times are in milliseconds,
 * sizes in bytes unless the name says otherwise.
 */
export const DEFAULT_LIMITS = {
  /** Longest request target (path and query of a GET). */
  targetBytes: 8 * 1024,
  /** Request line and headers together. */
  headerBytes: 16 * 1024,
  /** Body of a POST: a full batch of the longest SMS fits. */
  bodyBytes: 2 * 1024 * 1024,
  /** Pieces of 16 KiB of bodies and messages that are kept until they are answered, by tenant and subject or by address. */
  bodies: { places: 4_096, guaranteed: 512, perMember: 2_048 },
  /** The bytes of a refused body that are still read and dropped, so that the sender can read the response. */
  discardedBytes: 32 * 1024 * 1024,
  /** Until the headers of a request must be complete. */
  headersTimeout: 10_000,
  /** Until a whole request must have been received. */
  requestTimeout: 30_000,
  /** The time that an idle connection stays open for the next request: longer than load balancers keep theirs, 60 s. */
  keepAliveTimeout: 75_000,
  /** The time that a socket may neither send nor receive while an answer is due. */
  socketTimeout: 60_000,
  /** Requests on one connection that are not answered yet. */
  pipelinedRequests: 16,
  /** Connections that have not sent anything yet, by address. */
  newConnections: { places: 12_000, guaranteed: 16, perMember: 6_000 },
  /** Open HTTP connections of this process, by address, and those beyond them that are served nothing but health. */
  connections: { places: 5_000, guaranteed: 16, perMember: 1_000 },
  healthConnections: { places: 32, guaranteed: 4, perMember: 8 },

  /** Length of a document. */
  documentCharacters: 64 * 1024,
  /** Brackets within brackets in a document, of whatever kind. */
  nesting: 64,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Nested selection sets. */
  depth: 20,
  /** Operations in a document. */
  operations: 10,
  /** Fields at the root of an operation. */
  rootFields: 20,
  /** Fields after fragments have been put in place. */
  fields: 1_000,
  /** Aliased fields, `__typename` among them. */
  aliases: 50,
  /** Directives on anything in a document. */
  directives: 50,
  /** Fragment spreads and inline fragments after fragments have been put in place. */
  fragments: 200,
  /** Pairs of fields with one response name in one place: what validation has to compare with each other. */
  repeatedFieldPairs: 1_000,
  /** Objects that an operation could return, by the page sizes and lists it nests. */
  objects: 10_000,
  /** The largest page that the schema serves; larger sizes are refused there and count as this here. */
  pageSize: 100,
  /** The size that is assumed of a page without one, and a list that does not say how long it is. */
  assumedListLength: 20,
  /** Nested lists and objects in the JSON of a request. */
  inputDepth: 34,
  /** Members of one list or object in it: no input of the schema takes longer lists. */
  inputMembers: 10_000,
  /** Values in it altogether, lists and objects among them; a full batch of dispatches has less than half of them. */
  inputValues: 20_000,
  /** Errors told in one answer; the rest is only counted. */
  errors: 10,
  /** Parsed documents that are kept, and how many characters of them. */
  cachedDocuments: 500,
  cachedDocumentCharacters: 512 * 1024,

  /** One WebSocket message: what may be posted may be sent so too. */
  frameBytes: 2 * 1024 * 1024,
  /** The bytes that may wait to be sent on a WebSocket whose client does not read. */
  bufferedBytes: 4 * 1024 * 1024,
  /** Open WebSockets of this process, by tenant and subject. */
  webSockets: { places: 1_000, guaranteed: 20, perMember: 100 },
  /** WebSockets that have not yet said who they speak for, by address. */
  newWebSockets: { places: 200, guaranteed: 4, perMember: 50 },
  /** Operations in progress on one WebSocket. */
  operationsPerWebSocket: 20,
  /** Between two looks at whether the token of a stream or socket is still accepted. */
  tokenRecheckInterval: 15_000,
  /** Live subscriptions of this process, over all transports, by tenant and subject. */
  subscriptions: { places: 2_000, guaranteed: 40, perMember: 200 },
  /** Until a WebSocket must have said who it speaks for. */
  connectionInitTimeout: 2_000,
  /** Between two pings on a WebSocket; a client that misses one is cut off. */
  pingInterval: 12_000,

  /**
   * The share of connections for reading: queries, events, pages of exports, and changes that send nothing, by
   * tenant and subject.
   */
  reads: sharedReads(5),
  /** The time that each of them waits for its turn. */
  readWait: 5_000,
  /**
   * The time that a query, an event, the changes of a mutation or a page of an export may take in all, waiting included. A
   * dispatch has a budget of its own.
   */
  operationTime: 15_000,

  /** Audit exports in progress in this process, by tenant and subject. */
  exports: { places: 8, guaranteed: 1, perMember: 2 },
  /** The time that one waits for its turn. */
  exportWait: 2_000,
  /** The time that the client of an export may take to receive one page of it, about a megabyte. */
  exportPageTime: 30_000,

  /** Kept characters of a user agent. */
  userAgentCharacters: 256,
};

/** The limits of a server. */
export type Limits = Readonly<typeof DEFAULT_LIMITS>;
