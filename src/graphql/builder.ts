import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import { InvalidInput } from '../kernel/errors.ts';
import type { AccountSid } from '../kernel/ids.ts';
import type { JsonText } from '../kernel/json.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { OperationContext } from './context.ts';
import { decodeGlobalId, encodeGlobalId } from './fields/global-id.ts';
import { demandAccessToNode, resolvePlainId } from './fields/node.ts';
import { ACCESS } from './plugins/access-guard.ts';
import { ANSWER_BUDGET } from './plugins/answer-budget.ts';
import { NODE_IDS } from './plugins/node-ids.ts';
import { SLICED_LISTS } from './plugins/sliced-lists.ts';

/** Collects the schema's types; everything is non-null unless it says otherwise. */
export const builder = new SchemaBuilder<{
  Context: OperationContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    PhoneNumber: { Input: PhoneNumber; Output: PhoneNumber };
    AccountSid: { Input: AccountSid; Output: AccountSid };
    Count: { Input: number; Output: number };
    JSON: { Input: never; Output: JsonText };
  };
}>({
  defaultFieldNullability: false,
  // The first is the outermost: a list is sliced before its items that are errors become problems.
  plugins: [ErrorsPlugin, RelayPlugin, SLICED_LISTS, ANSWER_BUDGET, ACCESS, NODE_IDS],
  access: { principalOf: ({ principal }) => principal },
  answerBudget: { budgetOf: ({ answer }) => answer },
  slicedLists: { takeTurn: (context) => context.turn() },
  errors: {
    // Every input can name a tenant that is not there.
    defaultTypes: [InvalidInput],
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
      description: 'The payload of the mutation, or a problem that says why it was refused.',
    },
  },
  relay: {
    mutationInputArgOptions: { description: 'The input of the mutation.' },
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeTypeOptions: { description: 'An object with a global id by which it can be fetched again.' },
    idFieldOptions: { description: 'The global id. It is opaque and identifies the tenant, too.' },
    nodeQueryOptions: {
      nullable: true,
      description: 'The object with a given global id; null if it does not exist.',
      access: 'OBJECT',
      args: {
        id: {
          description:
            "The global id. In one's own tenant also the plain id, as audit entries and exports have it.",
        },
      },
      resolve: (_root, { id }, context, { schema }, resolveNode) => {
        if (id.typename === '') return resolvePlainId(id.id, context, schema);
        demandAccessToNode(schema, id.typename, context.principal);
        return resolveNode(id);
      },
    },
    nodesQueryOptions: false,
    edgesFieldOptions: {
      nullable: false,
      description: 'The nodes of the page, in list order, each with its cursor.',
    },
    cursorFieldOptions: { description: 'An opaque cursor that marks the position of the node in the list.' },
    pageInfoFieldOptions: { description: 'The position of the page in the list.' },
    pageInfoTypeOptions: { description: 'The position of a page in its list.' },
    hasNextPageFieldOptions: {
      description:
        'True if more nodes follow. For a list that is searched in parts: true if more may follow.',
    },
    hasPreviousPageFieldOptions: { description: 'True if the page was requested with `after`.' },
    startCursorFieldOptions: { description: 'The cursor of the first node; null if the page is empty.' },
    endCursorFieldOptions: {
      description:
        'The cursor to pass as `after` for the next page. Null if the page is empty and no other follows.',
    },
  },
});

/** The types of the schema builder, for generic code over it. */
export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

/** The builder of an input's fields, for functions that several inputs share. */
export type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;
