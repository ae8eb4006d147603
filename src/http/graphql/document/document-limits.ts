import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { NoteCount } from '../../limits/counted-limits.ts';
import type { Limits } from '../../limits/limits.ts';
import { limitExceeded, refusal } from '../../limits/refusal.ts';

/** PostgreSQL takes neither U+0000 nor half a surrogate pair in a text. */
export const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** The fragments of a document by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The fragments that the document defines; of two with one name, which validation refuses, the last. */
export function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** Checks a document as it is written, before fragments are put in place. */
function checkAsWritten(document: DocumentNode, limits: Limits, note: NoteCount | undefined): void {
  let operations = 0;
  let aliases = 0;
  let directives = 0;
  visit(document, {
    OperationDefinition() {
      operations += 1;
    },
    Field(node) {
      aliases += node.alias === undefined ? 0 : 1;
    },
    Directive() {
      directives += 1;
    },
    StringValue(node) {
      if (UNSTORABLE.test(node.value)) {
        throw refusal('BAD_USER_INPUT', 'A string in the document holds a character that cannot be stored.', {
          status: 400,
          nodes: [node],
        });
      }
    },
  });
  note?.('operations', operations);
  note?.('aliases', aliases);
  note?.('directives', directives);
  if (operations > limits.operations) {
    throw limitExceeded('operations', limits.operations, 'The document has too many operations');
  }
  if (aliases > limits.aliases) {
    throw limitExceeded('aliases', limits.aliases, 'The document has too many aliases');
  }
  if (directives > limits.directives) {
    throw limitExceeded('directives', limits.directives, 'The document has too many directives');
  }
}

/** Goes through a document as execution and validation do, merging what has one response name, and counts. */
class Expansion {
  readonly #fragments: Fragments;
  readonly #limits: Limits;
  #depth = 0;
  #rootFields = 0;
  #fields = 0;
  #spreads = 0;
  #pairs = 0;

  constructor(fragments: Fragments, limits: Limits) {
    this.#fragments = fragments;
    this.#limits = limits;
  }

  /** Tells what has been counted. */
  tell(note: NoteCount): void {
    note('depth', this.#depth);
    note('rootFields', this.#rootFields);
    note('fields', this.#fields);
    note('fragments', this.#spreads);
    note('repeatedFieldPairs', this.#pairs);
  }

  /** Throws as soon as a limit is passed, so the work is bounded by the limits, whatever the document says. */
  enter(sets: readonly SelectionSetNode[], depth: number): void {
    this.#depth = Math.max(this.#depth, depth);
    if (depth > this.#limits.depth) {
      throw limitExceeded('depth', this.#limits.depth, 'The document is nested too deeply');
    }
    const byName = this.#collect(sets);
    if (depth === 1) this.#rootFields = byName.size;
    if (this.#rootFields > this.#limits.rootFields) {
      throw limitExceeded('rootFields', this.#limits.rootFields, 'The operation has too many root fields');
    }
    for (const nodes of byName.values()) {
      this.#pairs += (nodes.length * (nodes.length - 1)) / 2;
      if (this.#pairs > this.#limits.repeatedFieldPairs) {
        throw limitExceeded(
          'repeatedFieldPairs',
          this.#limits.repeatedFieldPairs,
          'The document repeats too many fields',
        );
      }
      const nested = nodes.flatMap((node) => node.selectionSet ?? []);
      if (nested.length > 0) {
        this.enter(nested, depth + 1);
      }
    }
  }

  #collect(sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> {
    const byName = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const rest = [...sets];
    for (let set = rest.pop(); set !== undefined; set = rest.pop()) {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          this.#countField();
          const name = selection.alias?.value ?? selection.name.value;
          const nodes = byName.get(name);
          if (nodes === undefined) {
            byName.set(name, [selection]);
          } else {
            nodes.push(selection);
          }
          continue;
        }
        this.#countSpread();
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          rest.push(selection.selectionSet);
        } else if (!spread.has(selection.name.value)) {
          spread.add(selection.name.value);
          const fragment = this.#fragments.get(selection.name.value);
          rest.push(...(fragment === undefined ? [] : [fragment.selectionSet]));
        }
      }
    }
    return byName;
  }

  #countField(): void {
    this.#fields += 1;
    if (this.#fields > this.#limits.fields) {
      throw limitExceeded('fields', this.#limits.fields, 'The document requests too many fields');
    }
  }

  #countSpread(): void {
    this.#spreads += 1;
    if (this.#spreads > this.#limits.fragments) {
      throw limitExceeded('fragments', this.#limits.fragments, 'The document spreads too many fragments');
    }
  }
}

/**
 * Refuses, by throwing a GraphQLError, a document that would cost too much to validate. It looks at the parsed
 * document only, whatever the schema says, and stops at the first limit that is passed.
 *
 * @param note is told what is counted
 */
export function checkDocument(document: DocumentNode, limits: Limits, note?: NoteCount): void {
  checkAsWritten(document, limits, note);
  const fragments = fragmentsOf(document);
  for (const definition of document.definitions) {
    const isOperation = definition.kind === Kind.OPERATION_DEFINITION;
    if (!isOperation && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const expansion = new Expansion(fragments, limits);
    try {
      // A fragment is one level down, since it is no root, and validated even where no operation uses it.
      expansion.enter([definition.selectionSet], isOperation ? 1 : 2);
    } finally {
      if (note !== undefined) expansion.tell(note);
    }
  }
}
