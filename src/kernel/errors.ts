import type { ProblemCode } from './vocabulary/errors.ts';

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
