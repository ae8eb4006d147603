import type { DoubtCode } from '../../../../src/ledger/verify/verdict.ts';

/** A file of schema/examples, and what a verifier says of it. */
export interface Example {
  readonly file: string;
  readonly content: string | Buffer;
  /** In one sentence without its full stop. */
  readonly what: string;
  /** The doubts that it is in; none where it is verified. */
  readonly doubts: readonly DoubtCode[];
  /** The files of kept checkpoints that it is compared with. */
  readonly since?: readonly string[];
  /** The file of the policy that it is verified with. */
  readonly policy?: string;
  /** How many of the witnesses of the policy signed, where that is enough. */
  readonly witnessedBy?: readonly [by: number, of: number];
  /** How many personal values are shown and proved, withheld, and erased, of what is verified; none when absent. */
  readonly values?: readonly [shown: number, withheld: number, erased: number];
}

/** A document in which the member at a path, such as `proof.epoch`, has another value. */
export function withMember(text: string, path: string, value: unknown): string {
  const document: unknown = JSON.parse(text);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce((within: unknown, name) => Reflect.get(Object(within), name), document);
  if (!Reflect.has(Object(holder), last)) throw new Error(`the document has no ${path}`);
  Reflect.set(Object(holder), last, value);
  return `${JSON.stringify(document, null, 2)}\n`;
}
