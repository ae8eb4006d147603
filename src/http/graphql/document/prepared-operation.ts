import {
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { noSuchOperation } from '../../limits/refusal.ts';
import { type Fragments, fragmentsOf } from './document-limits.ts';
import { withCoercedVariables } from './variables.ts';

/** An operation of a document, ready to be executed. */
export interface PreparedOperation {
  /** As it is executed, with coerced variables. */
  readonly executable: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** By response name, fragments put in place. */
  readonly rootFields: ReadonlyMap<string, FieldNode>;
}

/** The root fields of an operation by response name, fragments put in place. */
function rootFields(
  { selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
): ReadonlyMap<string, FieldNode> {
  const found = new Map<string, FieldNode>();
  const spread = new Set<string>();
  const rest = [selectionSet];
  for (let set = rest.pop(); set !== undefined; set = rest.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        found.set(selection.alias?.value ?? selection.name.value, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        rest.push(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        rest.push(...(fragment === undefined ? [] : [fragment.selectionSet]));
      }
    }
  }
  return found;
}

/** By document and name; documents are kept by the engine's cache. */
const known = new WeakMap<DocumentNode, Map<string | null, PreparedOperation>>();

/**
 * The operation of a document that a name picks, or its only one. Throws a GraphQLError where the name picks none, or is
 * missing among several. It is the same object each time, so that what follows from the document is found out once.
 */
export function preparedOperation(document: DocumentNode, name: string | null): PreparedOperation {
  const found = known.get(document)?.get(name);
  if (found !== undefined) return found;
  const definition = getOperationAST(document, name);
  if (definition === null || definition === undefined) throw noSuchOperation();
  const fragments = fragmentsOf(document);
  const executable: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [withCoercedVariables(definition), ...fragments.values()],
  };
  const prepared = { executable, definition, fragments, rootFields: rootFields(definition, fragments) };
  known.set(document, (known.get(document) ?? new Map()).set(name, prepared));
  return prepared;
}
