/** What is wrong, in a closed list of stable codes. Clients branch on them; messages are for people. */
export const PROBLEM_CODES = [
  // Input that can be judged by itself (V1, V2, N3 and the like).
  'ACCOUNT_SID_LENGTH',
  'ACCOUNT_SID_FORMAT',
  'AUTH_TOKEN_MISSING',
  'AUTH_TOKEN_NOT_PRINTABLE',
  'AUTH_TOKEN_TOO_LONG',
  'TENANT_REQUIRED',
  'TENANT_MALFORMED',
  'ID_MALFORMED',
  'CURSOR_MALFORMED',
  'PAGE_SIZE',
  'VALUE_OUT_OF_RANGE',
  'PHONE_NUMBER_FORMAT',
  'TOO_MANY_VALUES',
  'CONFLICTING_INPUT',
  // Numbers that cannot be selected (N3), each named by its place in the input.
  'NUMBER_UNKNOWN',
  'NUMBER_EXCLUDED',
  'NUMBER_UNAVAILABLE',
  // What a save lacks (S2, C1, C2, C8).
  'NO_NUMBER_SELECTED',
  'NO_AVAILABLE_NUMBER_SELECTED',
  'NO_CHANNEL',
  'CONSENT_REQUIRED',
  'CONSENT_OUT_OF_DATE',
  'CONSENT_NOT_ASKED_FOR',
  'PERSON_REQUIRED',
  'NOTHING_TO_SAVE',
  // What a receipt lacks.
  'CONSENT_NOT_GIVEN',
  'NOT_SEALED_YET',
  // What is no longer, or not yet, there (S3, S7).
  'DRAFT_EXPIRED',
  'DRAFT_OUT_OF_DATE',
  'VERSION_OUT_OF_DATE',
  'NO_DRAFT',
  'NO_ACCOUNT',
  // Dispatching (D6, D10, S9).
  'IDEMPOTENCY_KEY_FORMAT',
  'IDEMPOTENCY_KEY_REUSED',
  'TEXT_LENGTH',
  'CHANNEL_OFF',
  // Statistics that are not kept, or too many of them.
  'STATS_COMBINATION',
  'STATS_RANGE',
  'STATS_TIME_ZONE',
  'STATS_TOO_MANY_ROWS',
  // Limits (V9, N6).
  'RATE_LIMITED',
  // Access (X1, X2).
  'NOT_FOUND',
] as const;

/** One of the closed list of codes. */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** One thing that is wrong, and where in the input. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** The input path it belongs to, as `['input', 'consent', 'documentDigest']`; empty when it belongs to none. */
  readonly path: readonly string[];
}

/** How a refusal is to be read; each class is one type of the contract. */
export type RefusalClass =
  | 'INVALID_INPUT'
  | 'REQUIREMENTS_NOT_MET'
  | 'OUT_OF_DATE'
  | 'NOT_POSSIBLE'
  | 'RATE_LIMITED';

/**
 * An expected refusal. It is thrown so that the transaction of the verb is rolled back; the API turns it into a typed
 * answer. It names every problem at once, at least one.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly refusal: RefusalClass;
  readonly problems: readonly [Problem, ...Problem[]];
  /** For `RATE_LIMITED`, which is too often or too early: when to come back. */
  readonly retryAt: Date | null;
  /** For `RATE_LIMITED`: how long until then, in whole seconds by the database's clock. */
  readonly retryAfterSeconds: number | null;

  constructor(
    refusal: RefusalClass,
    problems: readonly [Problem, ...Problem[]],
    retry: { readonly at: Date; readonly afterSeconds: number } | null = null,
  ) {
    super(problems.map((problem) => problem.message).join(' '));
    this.refusal = refusal;
    this.problems = problems;
    this.retryAt = retry?.at ?? null;
    this.retryAfterSeconds = retry?.afterSeconds ?? null;
  }
}

/** Throws the refusal that names all `problems`; returns when there are none. */
export function refuseIfAny(refusal: RefusalClass, problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new Refusal(refusal, [first, ...rest]);
}

/** One refusal of one problem. */
export function refuse(
  refusal: RefusalClass,
  code: ProblemCode,
  message: string,
  path: readonly string[] = [],
): Refusal {
  return new Refusal(refusal, [{ code, message, path }]);
}
