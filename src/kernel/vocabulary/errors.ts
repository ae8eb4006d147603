/** The codes of refusals. Clients branch on the code; message and path say what is wrong and where. */
export const PROBLEM_CODES = [
  // A value by itself (V1, V2, D6, D10).
  'VALUE_REQUIRED',
  'VALUE_MALFORMED',
  'VALUE_OUT_OF_RANGE',
  'VALUES_CONFLICT',
  // What may be selected, and what a save lacks (N3, S2, C1, C2, C8).
  'NUMBER_NOT_SELECTABLE',
  'NOTHING_SELECTED',
  'CONSENT_REQUIRED',
  'CONSENT_OUT_OF_DATE',
  'PERSON_REQUIRED',
  // The state of what is named (S3, S7, S9, X1).
  'OUT_OF_DATE',
  'NOT_FOUND',
  'NOT_POSSIBLE',
  'IDEMPOTENCY_KEY_REUSED',
  // Limits that end by themselves (V9, N6).
  'RATE_LIMITED',
] as const;

/** One reason of a refusal. */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The codes of refused requests, with the names that GraphQL clients know if there are any. */
export const REQUEST_ERROR_CODES = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'LIMIT_EXCEEDED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

/** Every code that a client of GraphQL, a WebSocket or REST can meet: 25. */
export type ErrorCode = ProblemCode | (typeof REQUEST_ERROR_CODES)[number];
