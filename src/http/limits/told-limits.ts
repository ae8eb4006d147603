import { CONTRACT_LIMITS } from '../../graphql/plugins/contract-limits.ts';
import { type ShareSettings, sharedPlaces } from '../../kernel/shares/share-rules.ts';
import type { LimitHolder, ToldLimit } from '../../kernel/vocabulary/limits.ts';
import { WRITE_BUDGET } from '../../ledger/entries/write-budget-rules.ts';
import type { Limits } from './limits.ts';

type Words = readonly [per: LimitHolder, counts: string, setting?: string];

/** In words what each limit counts; null for one that no caller meets. The compiler names one that is missing. */
const OF_EDGE: Readonly<Record<keyof Limits, Words | null>> = {
  targetBytes: ['REQUEST', 'Characters of the path and query of a request.'],
  headerBytes: ['REQUEST', 'Bytes of the request line and headers.'],
  bodyBytes: ['REQUEST', 'Bytes of the body.'],
  discardedBytes: null,
  headersTimeout: ['REQUEST', 'Milliseconds until the headers of a request are complete.'],
  requestTimeout: ['REQUEST', 'Milliseconds until a whole request has been received.'],
  keepAliveTimeout: [
    'CONNECTION',
    'Milliseconds that an idle connection stays open for the next request.',
    'KEEP_ALIVE_MS',
  ],
  socketTimeout: [
    'CONNECTION',
    'Milliseconds without sending or receiving anything while a response is due.',
  ],
  pipelinedRequests: ['CONNECTION', 'Requests on one connection that are not answered yet.'],
  documentCharacters: ['OPERATION', 'Characters of the document.'],
  nesting: ['OPERATION', 'Brackets within brackets in the document, of whatever kind.'],
  tokens: ['OPERATION', 'Lexical tokens of the document.'],
  depth: ['OPERATION', 'Nested selection sets.'],
  operations: ['OPERATION', 'Operations in the document.'],
  rootFields: ['OPERATION', 'Fields at the root of the operation.'],
  fields: ['OPERATION', 'Fields after fragments have been put in place.'],
  aliases: ['OPERATION', 'Aliased fields, `__typename` among them.'],
  directives: ['OPERATION', 'Directives in the document.'],
  fragments: ['OPERATION', 'Fragment spreads and inline fragments after fragments have been put in place.'],
  repeatedFieldPairs: [
    'OPERATION',
    'Pairs of fields with one response name in one place: two for one name are one pair, four are six.',
  ],
  objects: [
    'OPERATION',
    'Objects that the operation could return, by the page sizes and lists that it nests.',
  ],
  // Told as a limit of the contract.
  pageSize: null,
  assumedListLength: null,
  inputDepth: ['REQUEST', 'Nested lists and objects in the JSON of a request.'],
  inputMembers: ['REQUEST', 'Members of one list or object in the JSON of a request.'],
  inputValues: ['REQUEST', 'Values in the JSON of a request, lists and objects among them.'],
  errors: ['ANSWER', 'Errors that are told; the rest is only counted, as `omittedErrors`.'],
  cachedDocuments: null,
  cachedDocumentCharacters: null,
  frameBytes: ['REQUEST', 'Bytes of a WebSocket message.'],
  bufferedBytes: [
    'CONNECTION',
    'Bytes that wait to be sent on a WebSocket whose client does not read; then it is cut off.',
  ],
  operationsPerWebSocket: ['CONNECTION', 'Operations in progress on one WebSocket.'],
  tokenRecheckInterval: null,
  connectionInitTimeout: [
    'CONNECTION',
    'Milliseconds until `connection_init` must have come on a WebSocket.',
  ],
  pingInterval: [
    'CONNECTION',
    'Milliseconds that a WebSocket client may take to answer a ping; then it is cut off.',
  ],
  readWait: ['OPERATION', 'Milliseconds that an operation waits for a place among `reads`.'],
  operationTime: [
    'OPERATION',
    'Milliseconds that a query, an event or the changes of a mutation may take, including waiting.',
    'OPERATION_TIMEOUT_MS',
  ],
  exportWait: ['REQUEST', 'Milliseconds that an export waits for a place among `exports`.'],
  exportPageTime: ['REQUEST', 'Milliseconds that the client of an export may take to receive a megabyte.'],
  userAgentCharacters: null,
  bodies: ['SUBJECT', 'Pieces of 16 KiB of bodies and messages that are not answered yet.', 'SHARE_BODIES'],
  newConnections: [
    'ADDRESS',
    'Connections that have not sent anything yet; for more, the oldest are cut off.',
    'SHARE_NEW_CONNECTIONS',
  ],
  connections: [
    'ADDRESS',
    'HTTP connections; for more, idle ones are cut off before one is refused.',
    'SHARE_CONNECTIONS',
  ],
  healthConnections: null,
  webSockets: ['SUBJECT', 'Open WebSockets.', 'SHARE_WEB_SOCKETS'],
  newWebSockets: ['ADDRESS', 'WebSockets that have not yet sent a token.', 'SHARE_NEW_WEB_SOCKETS'],
  subscriptions: ['SUBJECT', 'Open subscriptions, over all transports.', 'SHARE_SUBSCRIPTIONS'],
  reads: [
    'SUBJECT',
    'Queries, events, and mutations that do not only send, in progress; more wait for their turn.',
    'SHARE_READS',
  ],
  exports: ['SUBJECT', 'Audit exports and evidence packs in progress.', 'SHARE_EXPORTS'],
};

const OF_CONTRACT: Readonly<Record<keyof typeof CONTRACT_LIMITS, Words>> = {
  pageSize: ['OPERATION', 'Nodes of one page, the most for `first`.'],
  selectedNumbers: ['OPERATION', 'Numbers that a selection names; selecting all has no limit.'],
  batchItems: ['OPERATION', 'Items of one `dispatchBatch`.'],
  handleCharacters: ['OPERATION', 'Characters of a global id or a cursor.'],
  answerValues: ['ANSWER', 'Values of fields.'],
  answerBytes: ['ANSWER', 'Bytes of the values of fields and their names.'],
  filterCharacters: ['OPERATION', 'Characters of a text to filter by.'],
};

/**
 * Everything that a caller can meet a limit of, by name: from the limits of the edge, of the contract and of tenants as they are in
 * force. A share is told for a subject or address, for its tenant, and in all.
 *
 * @param checks how many verifications and refreshes a tenant may ask for, on all nodes
 */
export function toldLimits(limits: Limits, checks: { readonly perMinute: number }): readonly ToldLimit[] {
  const values: Readonly<Record<string, number | ShareSettings>> = limits;
  const edge = Object.entries(OF_EDGE).flatMap(([name, words]) => {
    const value = values[name];
    if (words === null || value === undefined) return [];
    return typeof value === 'number' ? [told(name, words, value)] : toldShare(name, words, value);
  });
  const maxima: Readonly<Record<string, number>> = CONTRACT_LIMITS;
  const contract = Object.entries(OF_CONTRACT).map(([name, words]) => told(name, words, maxima[name] ?? 0));
  const perMinute: Words = [
    'TENANT',
    'Verifications in one minute, and as many refreshes.',
    'CHECKS_PER_MINUTE',
  ];
  const { capacityBytes, bytesPerSecond } = WRITE_BUDGET;
  const written = `Bytes of audit entries that changes may write at once; ${bytesPerSecond} come back each second.`;
  const tenants = [
    told('checksPerMinute', perMinute, checks.perMinute),
    told('writtenBytes', ['TENANT', written], capacityBytes),
  ];
  return [...edge, ...contract, ...tenants].sort((one, other) =>
    one.name < other.name ? -1 : Number(one.name > other.name),
  );
}

function told(name: string, [per, counts, setting]: Words, maximum: number): ToldLimit {
  return { name, counts, maximum, per, guaranteed: null, setting: setting ?? null };
}

/** An address owns its part itself; a subject shares that of its tenant. */
function toldShare(name: string, words: Words, settings: ShareSettings): readonly ToldLimit[] {
  const { places, guaranteed, kept, perMember } = sharedPlaces(name, settings);
  const [per] = words;
  const owned = Math.min(places, guaranteed + places - kept);
  const ofOwner = { maximum: owned, guaranteed, per: per === 'SUBJECT' ? ('TENANT' as const) : per };
  const one = told(name, words, perMember);
  const ofAll = { ...one, maximum: places, per: 'SERVER' as const };
  return per === 'SUBJECT'
    ? [one, { ...one, ...ofOwner }, ofAll]
    : [{ ...one, ...ofOwner, maximum: Math.min(owned, perMember) }, ofAll];
}
