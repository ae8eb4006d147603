import type { IncomingMessage } from 'node:http';
import type { Limits } from '../limits/limits.ts';
import { refusal } from '../limits/refusal.ts';
import type { OperationRequest } from '../log/operation.ts';
import { JsonCount, parseCountedJson } from '../request/json-input.ts';
import { type BodyReading, readBody } from '../request/request-body.ts';
import type { RegisteredDocuments } from './document/registered-documents.ts';

function bad(message: string) {
  return refusal('BAD_REQUEST', message, { status: 400 });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const DOCUMENT_ID = /^sha256:[0-9a-f]{64}$/;

/** The text that an id stands for. Throws a GraphQLError where it stands for none, or stands beside a text. */
function registeredText(id: unknown, query: unknown, documents: RegisteredDocuments): string {
  if (typeof id !== 'string' || !DOCUMENT_ID.test(id)) {
    throw bad('The parameter "documentId" must be "sha256:" and 64 lower-case hexadecimal digits.');
  }
  if ((query ?? '') !== '') throw bad('Send the parameter "documentId" or "query", not both.');
  const text = documents.get(id);
  if (text !== undefined) return text;
  const message =
    'The document is not registered here: the client was made for another version of this server. Reload or update the client, or send the text of the document as "query".';
  throw refusal('NOT_FOUND', message, { status: 404, extensions: { documentId: id } });
}

/** The parameters of GraphQL over HTTP; what else is there is ignored. Throws a GraphQLError when one is not right. */
export function operationRequest(parameters: unknown, documents: RegisteredDocuments): OperationRequest {
  if (Array.isArray(parameters)) {
    throw bad('Batches of operations are not supported.');
  }
  if (!isRecord(parameters)) {
    throw bad('The request must be a JSON object.');
  }
  const { operationName = null, variables = null, extensions = null } = parameters;
  const documentId = parameters['documentId'] === '' ? null : (parameters['documentId'] ?? null);
  const query =
    documentId === null ? parameters['query'] : registeredText(documentId, parameters['query'], documents);
  if ((query ?? '') === '' && isRecord(extensions) && 'persistedQuery' in extensions) {
    // Clients know it by these very words, take it from a 200 only, and then send the document itself.
    throw refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', { status: 200 });
  }
  if (typeof query !== 'string' || query.trim() === '') {
    throw bad('The parameter "query" must be a GraphQL document.');
  }
  if (operationName !== null && typeof operationName !== 'string') {
    throw bad('The parameter "operationName" must be a string.');
  }
  if (variables !== null && !isRecord(variables)) {
    throw bad('The parameter "variables" must be an object.');
  }
  if (extensions !== null && !isRecord(extensions)) {
    throw bad('The parameter "extensions" must be an object.');
  }
  return {
    query,
    documentId: typeof documentId === 'string' ? documentId : null,
    operationName: operationName === '' ? null : operationName,
    variables: variables ?? {},
  };
}

function fromQueryString(query: string, limits: Limits, documents: RegisteredDocuments): OperationRequest {
  const given = new URLSearchParams(query);
  const json = (name: string) => {
    const text = given.get(name);
    if (text === null || text === '') return null;
    new JsonCount(limits).add(Buffer.from(text));
    return parseCountedJson(text, `The parameter "${name}"`);
  };
  return operationRequest(
    {
      query: given.get('query'),
      documentId: given.get('documentId'),
      operationName: given.get('operationName'),
      variables: json('variables'),
      extensions: json('extensions'),
    },
    documents,
  );
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Refuses anything but JSON in UTF-8: a form or plain text is what a foreign page can make a browser send. */
function checkContentType(request: IncomingMessage): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim().replaceAll('"', ''));
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (type !== 'application/json' || !['charset=utf-8', 'charset=utf8', undefined].includes(charset)) {
    throw refusal('BAD_REQUEST', 'The body of a POST must be application/json in UTF-8.', {
      status: 415,
    });
  }
  if (encoding !== 'identity') {
    throw refusal('BAD_REQUEST', 'The body of a POST must not be compressed.', { status: 415 });
  }
}

/**
 * Reads the GraphQL request of a GET or POST. Throws a GraphQLError when it does not say so as GraphQL over HTTP does.
 *
 * @param documents those that an id stands for
 * @param reading how the body is read
 * @param turn waited for when all of it is there, before it is parsed
 */
export async function readGraphqlRequest(
  request: IncomingMessage,
  query: string,
  limits: Limits,
  documents: RegisteredDocuments,
  reading: Pick<BodyReading, 'kept' | 'goOn'>,
  turn: () => Promise<void>,
): Promise<OperationRequest> {
  if (request.method === 'GET') {
    await turn();
    return fromQueryString(query, limits, documents);
  }
  checkContentType(request);
  const count = new JsonCount(limits);
  const body = await readBody(request, {
    ...reading,
    maximum: limits.bodyBytes,
    look: (chunk) => count.add(chunk),
  });
  await turn();
  let text: string;
  try {
    text = UTF8.decode(body);
  } catch {
    throw bad('The body is not valid UTF-8.');
  }
  return operationRequest(parseCountedJson(text, 'The body'), documents);
}
