import type { EntryStates } from './generated/entry-states.ts';
import { TypedDocumentString } from './generated/graphql.ts';

/** An audit entry of which the kind tells the states: comparing `kind` narrows `before` and `after`. */
type WithStates<Entry, Kind> = Kind extends keyof EntryStates
  ? Omit<Entry, 'kind' | 'before' | 'after'> & { readonly kind: Kind } & EntryStates[Kind]
  : never;

/** A result in which every object with `kind`, `before` and `after` is an audit entry with the states of its kind. */
export type WithEntryStates<Result> = Result extends {
  readonly kind: infer Kind;
  readonly before: unknown;
  readonly after: unknown;
}
  ? WithStates<Result, Kind>
  : Result extends object
    ? { [Member in keyof Result]: WithEntryStates<Result[Member]> }
    : Result;

/** The document, also one of your own, with results in which the states of audit entries are typed by their kinds. */
export function withEntryStates<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
): TypedDocumentString<WithEntryStates<Result>, Variables> {
  const text = document.__meta__?.['hash'] === undefined ? document.toString() : '';
  return new TypedDocumentString(text, document.__meta__);
}
