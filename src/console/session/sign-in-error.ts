import { sessionText } from '../text/en/session.ts';

/** A sign-in that came to nothing, in words for whom it concerns. */
export class SignInError extends Error {
  readonly problem: keyof typeof sessionText.problems;
  /** The issuer's own words about it; may be empty. */
  readonly details: string;

  constructor(problem: keyof typeof sessionText.problems, details = '') {
    super(sessionText.problems[problem].title);
    this.problem = problem;
    this.details = details;
  }
}
