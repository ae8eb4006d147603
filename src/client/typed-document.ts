import type { Request } from './http-request.ts';

/** A document with the types of its result and its variables, as any code generator makes it. */
export interface TypedDocument<Result, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Result;
  /** As the code generator of this client tells it: the id as `hash`, `operationName`, and what matters for retries. */
  readonly __meta__?: Readonly<Record<string, unknown>> | undefined;
}

/** The request for a document. */
export function requestFor(document: TypedDocument<unknown, never>, variables: object): Request {
  const id = document.__meta__?.['hash'];
  return typeof id === 'string' ? { documentId: id, variables } : { query: document.toString(), variables };
}

/** The name of a document's operation, as for the key of a cache. Throws where it has none. */
export function operationNameOf(
  document: Pick<TypedDocument<unknown, never>, 'toString' | '__meta__'>,
): string {
  const told = document.__meta__?.['operationName'];
  if (typeof told === 'string') return told;
  const [, name] = /\b(?:query|mutation|subscription)\s+(\w+)/.exec(document.toString()) ?? [];
  if (name === undefined) throw new Error('The operation of the document has no name.');
  return name;
}

/** True if a document is a mutation, or may be one. */
export function isMutation(document: Pick<TypedDocument<unknown, never>, 'toString' | '__meta__'>): boolean {
  const { hash, mutation } = document.__meta__ ?? {};
  return hash === undefined ? /\bmutation\b/.test(document.toString()) : mutation === true;
}
