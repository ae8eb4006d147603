import type { ErrorCode, REQUEST_ERROR_CODES } from '../../src/kernel/vocabulary/errors.ts';

type RequestErrorCode = (typeof REQUEST_ERROR_CODES)[number];

/** The causes of refused requests; those of refusals of the contract are in its schema. */
export const REQUEST_CAUSES: Readonly<Record<RequestErrorCode, string>> = {
  BAD_REQUEST:
    'The request is not GraphQL over HTTP, or not in a form that is taken: method, headers, body or parameters.',
  BAD_USER_INPUT: 'The variables do not fit the document: one is missing, or has the wrong type or form.',
  GRAPHQL_PARSE_FAILED: 'The document has an error of syntax.',
  GRAPHQL_VALIDATION_FAILED:
    'The document asks for something that the contract does not have, or is against the rules of GraphQL.',
  OPERATION_RESOLUTION_FAILURE:
    'The document has several operations and the request names none of them, or one that is not in it.',
  PERSISTED_QUERY_NOT_SUPPORTED:
    'The request has the hash of an automatic persisted query in place of a document.',
  UNAUTHENTICATED: 'The token is missing, malformed, expired or no longer accepted.',
  FORBIDDEN:
    'The token lacks a scope, which `missingScopes` names, or the page is from an origin that is not allowed, or the server takes registered documents only.',
  LIMIT_EXCEEDED:
    'The request is larger than a limit allows, took too long, or too many are in progress; `limit` names the limit and `maximum` its value.',
  UNAVAILABLE: 'A part of the service cannot be reached at the moment, or the server is stopping.',
  INTERNAL: 'A fault of the server. Its log has the details under the `requestId` of the answer.',
};

/** What a front end does about each code. */
export const REMEDIES: Readonly<Record<ErrorCode, string>> = {
  VALUE_REQUIRED: 'Mark the field that `path` names, and ask for the value.',
  VALUE_MALFORMED: 'Mark the field that `path` names, and show the message.',
  VALUE_OUT_OF_RANGE: 'Mark the field that `path` names, and show the message: it says what is allowed.',
  VALUES_CONFLICT: 'Mark the field that `path` names; leave one of the values out.',
  NUMBER_NOT_SELECTABLE:
    'Read the numbers again and show them under their reasons; the message names the numbers.',
  NOTHING_SELECTED: 'Show the selection of numbers or channels.',
  CONSENT_REQUIRED: 'Show the text of `consentDocument` in the refusal, and save again with the consent.',
  CONSENT_OUT_OF_DATE:
    'Show the text of the refusal again: the account, the draft or the text has changed since the person agreed.',
  PERSON_REQUIRED: 'Have a person of the tenant do it: tokens of services and of the platform cannot.',
  OUT_OF_DATE:
    'Show who changed what from `currentConfiguration` and `currentDraft` in the refusal, keep what was typed, and let the person decide.',
  NOT_FOUND:
    'Read the list again. After a request by `documentId`, reload or update the client: it was made for another version of the server.',
  NOT_POSSIBLE: 'Read the state again and show what is possible now.',
  IDEMPOTENCY_KEY_REUSED: 'Use a new key for a new request; repeat a request only with the very same input.',
  RATE_LIMITED: 'Wait `retryAfterSeconds`, and say until when.',
  BAD_REQUEST: 'Mend the client: the message says what is wrong with the request.',
  BAD_USER_INPUT: 'Mend the client: send variables of the types of the contract.',
  GRAPHQL_PARSE_FAILED: 'Mend the document at the place that `locations` names.',
  GRAPHQL_VALIDATION_FAILED: 'Generate the documents against the contract of this version.',
  OPERATION_RESOLUTION_FAILURE: 'Send the name of an operation of the document as `operationName`.',
  PERSISTED_QUERY_NOT_SUPPORTED:
    'Send the whole document, as clients do by themselves, or the `documentId` of a registered one.',
  UNAUTHENTICATED: 'Get a new token, and sign the person in again where there is none.',
  FORBIDDEN: 'Hide what the role may not see; the scopes of a token are in `viewer.scopes`.',
  LIMIT_EXCEEDED:
    'Ask for less at once: smaller pages, a shorter range, fewer fields. Where `retryAfterSeconds` is told, wait that long.',
  UNAVAILABLE: 'Try again after `retryAfterSeconds`, as the client does by itself where that is safe.',
  INTERNAL: 'Try once more, then report it with the `requestId`.',
};
