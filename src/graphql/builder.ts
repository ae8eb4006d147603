import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import type { AccountSid } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { OperationContext } from './context.ts';
import { decodeGlobalId, encodeGlobalId } from './fields/global-id.ts';
import { demandAccessToNode } from './fields/node.ts';
import { ACCESS } from './plugins/access-guard.ts';

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
    JSON: { Input: never; Output: Json };
  };
}>({
  defaultFieldNullability: false,
  plugins: [RelayPlugin, ACCESS],
  access: { principalOf: ({ principal }) => principal },
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeTypeOptions: { description: 'An object with a global id by which it can be fetched again.' },
    idFieldOptions: { description: 'The global id. It is opaque and identifies the tenant, too.' },
    nodeQueryOptions: {
      nullable: true,
      description: 'The object with a given global id; null if it does not exist.',
      access: 'OBJECT',
      args: { id: { description: 'The global id.' } },
      resolve: (_root, { id }, { principal }, { schema }, resolveNode) => {
        demandAccessToNode(schema, id.typename, principal);
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

/** What the builder knows of the application, for generic code over it. */
export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
