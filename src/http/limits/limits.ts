import type { ShareSettings } from '../../kernel/shares/share-rules.ts';

/**
 * Everything the server refuses for being too much, in one place. Times are in milliseconds, sizes in bytes unless
 * the name says otherwise.
 */
export interface Limits {
  /** Longest request target (path and query of a GET). */
  readonly targetBytes: number;
  /** Request line and headers together. */
  readonly headerBytes: number;
  /** Body of a POST: a full batch of the longest SMS fits. */
  readonly bodyBytes: number;
  /** Pieces of 16 KiB of bodies and messages that are kept until they are answered, by tenant and subject or by address. */
  readonly bodies: ShareSettings;
  /** The bytes of a refused body that are still read and dropped, so that the sender can read the response. */
  readonly discardedBytes: number;
  /** Until the headers of a request must be complete. */
  readonly headersTimeout: number;
  /** Until a whole request must have been received. */
  readonly requestTimeout: number;
  /** The time that an idle connection stays open for the next request: longer than load balancers keep theirs, 60 s. */
  readonly keepAliveTimeout: number;
  /** The time that a socket may neither send nor receive while an answer is due. */
  readonly socketTimeout: number;
  /** Requests on one connection that are not answered yet. */
  readonly pipelinedRequests: number;
  /** Open HTTP connections of this process, by address, and those beyond them that are served nothing but health. */
  readonly connections: ShareSettings;
  readonly healthConnections: ShareSettings;

  /** Length of a document. */
  readonly documentCharacters: number;
  /** Brackets within brackets in a document, of whatever kind. */
  readonly nesting: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** Nested selection sets. */
  readonly depth: number;
  /** Operations in a document. */
  readonly operations: number;
  /** Fields at the root of an operation. */
  readonly rootFields: number;
  /** Fields after fragments have been put in place. */
  readonly fields: number;
  /** Aliased fields, `__typename` among them. */
  readonly aliases: number;
  /** Directives on anything in a document. */
  readonly directives: number;
  /** Fragment spreads and inline fragments after fragments have been put in place. */
  readonly fragments: number;
  /** Pairs of fields with one response name in one place: what validation has to compare with each other. */
  readonly repeatedFieldPairs: number;
  /** Objects that an operation could return, by the page sizes and lists it nests. */
  readonly objects: number;
  /** The largest page that the schema serves; larger sizes are refused there and count as this here. */
  readonly pageSize: number;
  /** The size that is assumed of a page without one, and a list that does not say how long it is. */
  readonly assumedListLength: number;
  /** Nested lists and objects in the JSON of a request. */
  readonly inputDepth: number;
  /** Members of one list or object in it: no input of the schema takes longer lists. */
  readonly inputMembers: number;
  /** Values in it altogether, lists and objects among them; a full batch of dispatches has less than half of them. */
  readonly inputValues: number;
  /** Errors told in one answer; the rest is only counted. */
  readonly errors: number;
  /** Parsed documents that are kept, and how many characters of them. */
  readonly cachedDocuments: number;
  readonly cachedDocumentCharacters: number;

  /** One WebSocket message: what may be posted may be sent so too. */
  readonly frameBytes: number;
  /** The bytes that may wait to be sent on a WebSocket whose client does not read. */
  readonly bufferedBytes: number;
  /** Open WebSockets of this process, by tenant and subject. */
  readonly webSockets: ShareSettings;
  /** WebSockets that have not yet said who they speak for, by address. */
  readonly newWebSockets: ShareSettings;
  /** Operations in progress on one WebSocket. */
  readonly operationsPerWebSocket: number;
  /** Between two looks at whether the token of a stream or socket is still accepted. */
  readonly tokenRecheckInterval: number;
  /** Live subscriptions of this process, over all transports, by tenant and subject. */
  readonly subscriptions: ShareSettings;
  /** Until a WebSocket must have said who it speaks for. */
  readonly connectionInitTimeout: number;
  /** Between two pings on a WebSocket; a client that misses one is cut off. */
  readonly pingInterval: number;

  /**
   * The share of connections for reading: queries, events, pages of exports, and changes that send nothing, by
   * tenant and subject.
   */
  readonly reads: ShareSettings;
  /** The time that each of them waits for its turn. */
  readonly readWait: number;
  /**
   * The time that a query, an event, the changes of a mutation or a page of an export may take in all, waiting included. A
   * dispatch has a budget of its own.
   */
  readonly operationTime: number;

  /** Audit exports in progress in this process, by tenant and subject. */
  readonly exports: ShareSettings;
  /** The time that one waits for its turn. */
  readonly exportWait: number;
  /** The time that the client of an export may take to receive one page of it, about a megabyte. */
  readonly exportPageTime: number;

  /** Kept characters of a user agent. */
  readonly userAgentCharacters: number;
}

/** Errors in a document or its variables that are looked for: more than are told, so that a few are counted beyond. */
export const COUNTED_ERRORS = 30;

/** The share of connections for reading: a place for each, so that no request waits in the pool's own queue. */
export function sharedReads(connections: number): ShareSettings {
  return { places: connections, guaranteed: 2, perMember: Math.ceil(connections / 2) };
}

/** The limits of a server that sets none of its own. */
export const DEFAULT_LIMITS: Limits = {
  targetBytes: 8 * 1024,
  headerBytes: 16 * 1024,
  bodyBytes: 2 * 1024 * 1024,
  bodies: { places: 4_096, guaranteed: 512, perMember: 2_048 },
  discardedBytes: 32 * 1024 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 75_000,
  socketTimeout: 60_000,
  pipelinedRequests: 16,
  connections: { places: 5_000, guaranteed: 16, perMember: 1_000 },
  healthConnections: { places: 32, guaranteed: 4, perMember: 8 },

  documentCharacters: 64 * 1024,
  nesting: 64,
  tokens: 2_000,
  depth: 20,
  operations: 10,
  rootFields: 20,
  fields: 1_000,
  aliases: 50,
  directives: 50,
  fragments: 200,
  repeatedFieldPairs: 1_000,
  objects: 10_000,
  pageSize: 100,
  assumedListLength: 20,
  inputDepth: 34,
  inputMembers: 10_000,
  inputValues: 20_000,
  errors: 10,
  cachedDocuments: 500,
  cachedDocumentCharacters: 512 * 1024,

  frameBytes: 2 * 1024 * 1024,
  bufferedBytes: 4 * 1024 * 1024,
  webSockets: { places: 1_000, guaranteed: 20, perMember: 100 },
  newWebSockets: { places: 200, guaranteed: 4, perMember: 50 },
  operationsPerWebSocket: 20,
  tokenRecheckInterval: 15_000,
  subscriptions: { places: 2_000, guaranteed: 40, perMember: 200 },
  connectionInitTimeout: 2_000,
  pingInterval: 12_000,

  reads: sharedReads(5),
  readWait: 5_000,
  operationTime: 15_000,

  exports: { places: 8, guaranteed: 1, perMember: 2 },
  exportWait: 2_000,
  exportPageTime: 30_000,

  userAgentCharacters: 256,
};
