import type { DoubtCode } from '../../../../src/ledger/verify/verdict.ts';

/** A file of schema/examples, and what a verifier says of it. */
export interface Example {
  readonly file: string;
  readonly content: string;
  /** In one sentence without its full stop. */
  readonly what: string;
  /** The doubts that it is in; none where it is verified. */
  readonly doubts: readonly DoubtCode[];
  /** The files of kept checkpoints that it is compared with. */
  readonly since?: readonly string[];
}
