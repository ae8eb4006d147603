import type { ProblemCode } from './vocabulary/errors.ts';
import type { Guard } from './vocabulary/guards.ts';

/** One thing that is wrong, and where in the input. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** The input path it belongs to, as `['input', 'consent', 'documentDigest']`; empty when it belongs to none. */
  readonly path: readonly string[];
}

/** The class of a refusal; each is one type of the contract. */
export type RefusalClass =
  | 'INVALID_INPUT'
  | 'REQUIREMENTS_NOT_MET'
  | 'OUT_OF_DATE'
  | 'NOT_POSSIBLE'
  | 'STEP_UP_REQUIRED'
  | 'SENDING_BLOCKED'
  | 'RATE_LIMITED';

type Problems = readonly [Problem, ...Problem[]];

/**
 * An expected refusal. It is thrown so that the transaction of the verb is rolled back; the API turns it into a typed
 * answer. It names every problem at once, at least one.
 */
export abstract class Refusal extends Error {
  override readonly name = 'Refusal';
  abstract readonly refusal: RefusalClass;
  readonly problems: Problems;

  constructor(problems: Problems) {
    super(problems.map((problem) => problem.message).join(' '));
    this.problems = problems;
  }
}

/** The input is wrong by itself, or names what is not there. */
export class InvalidInput extends Refusal {
  override readonly refusal = 'INVALID_INPUT';
}

/** A save or a consent does not meet its requirements. */
export class RequirementsNotMet extends Refusal {
  override readonly refusal = 'REQUIREMENTS_NOT_MET';
  /** The language that the caller was shown the legal text in; `null` where it names none. */
  readonly locale: string | null;

  constructor(problems: Problems, locale: string | null) {
    super(problems);
    this.locale = locale;
  }
}

/** The draft or the live version is no longer the one that the input names. */
export class OutOfDate extends Refusal {
  override readonly refusal = 'OUT_OF_DATE';
}

/** The input is right, but this cannot be done as things are, or not by the caller. */
export class NotPossible extends Refusal {
  override readonly refusal = 'NOT_POSSIBLE';
}

/** The person has to authenticate again, or more strongly, before this is done (X7). */
export class StepUpRequired extends Refusal {
  override readonly refusal = 'STEP_UP_REQUIRED';
  /** The authentication contexts of which one suffices, as an issuer is asked for them (RFC 9470). */
  readonly acrValues: readonly string[];
  /** The methods (`amr`) of which one suffices in place of a context. */
  readonly methods: readonly string[];
  readonly maxAgeSeconds: number | null;

  constructor(problems: Problems, wanted: Pick<StepUpRequired, 'acrValues' | 'methods' | 'maxAgeSeconds'>) {
    super(problems);
    this.acrValues = wanted.acrValues;
    this.methods = wanted.methods;
    this.maxAgeSeconds = wanted.maxAgeSeconds;
  }
}

/** It is too often or too early. */
export class RateLimited extends Refusal {
  override readonly refusal = 'RATE_LIMITED';
  /** When to come back. */
  readonly retryAt: Date;
  /** The seconds until then, rounded up, by the database's clock. */
  readonly retryAfterSeconds: number;

  constructor(problems: Problems, retry: { readonly at: Date; readonly afterSeconds: number }) {
    super(problems);
    this.retryAt = retry.at;
    this.retryAfterSeconds = retry.afterSeconds;
  }
}

/** A guard refuses a dispatch (G1): what was reached, and when to come back. */
export interface ReachedGuard {
  readonly guard: Guard;
  /** The most that the guard allows, in figures; null where it is no matter of figures. */
  readonly limit: string | null;
  /** The value that is compared with it: in figures, or by name. */
  readonly reached: string;
  /** The stretch of time in which it counts; null where it counts none. */
  readonly windowSeconds: number | null;
  /** Null where waiting does not help. */
  readonly retryAt: Date | null;
}

/** A guard refuses it; nothing is kept, and its idempotency key is still free. */
export class SendingBlocked extends Refusal {
  override readonly refusal = 'SENDING_BLOCKED';
  readonly reachedGuard: ReachedGuard;

  constructor(problem: Problem, reached: ReachedGuard) {
    super([problem]);
    this.reachedGuard = reached;
  }
}

/** The classes that problems alone make. */
const MADE_OF_PROBLEMS = {
  INVALID_INPUT: InvalidInput,
  OUT_OF_DATE: OutOfDate,
  NOT_POSSIBLE: NotPossible,
} as const;

/** Throws the refusal that names all `problems`; returns when there are none. */
export function refuseIfAny(refusal: keyof typeof MADE_OF_PROBLEMS, problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new MADE_OF_PROBLEMS[refusal]([first, ...rest]);
}

/** Throws the refusal that names all unmet requirements; returns when there are none. */
export function refuseIfUnmet(problems: readonly Problem[], locale: string | null): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new RequirementsNotMet([first, ...rest], locale);
}

/** One refusal of one problem. */
export function refuse(
  refusal: keyof typeof MADE_OF_PROBLEMS,
  code: ProblemCode,
  message: string,
  path: readonly string[] = [],
): Refusal {
  return new MADE_OF_PROBLEMS[refusal]([{ code, message, path }]);
}
