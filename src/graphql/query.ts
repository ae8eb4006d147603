import type { TenantListing } from '../configuration/tenant-store.ts';
import { PLATFORM_TENANT, parseTenantId } from '../kernel/ids.ts';
import { demand, guardOf } from './access-guard.ts';
import { builder } from './builder.ts';
import { pageArguments } from './connection.ts';
import { ConsentDocument } from './consent-document.ts';
import { Node, nodeReference } from './node.ts';
import { readPage } from './paging.ts';
import { Tenant } from './tenant.ts';
import { tenantOfQuery } from './tenant-argument.ts';
import { TenantSummaryConnection } from './tenant-summary.ts';
import { Viewer } from './viewer.ts';

builder.queryType({
  description: 'What can be read. All of a query is read at one instant.',
  fields: (t) => ({
    viewer: t.field({
      type: Viewer,
      description: 'Who asks.',
      access: 'EVERYBODY',
      resolve: (_root, _args, context) => context.principal,
    }),
    tenant: t.field({
      type: Tenant,
      nullable: true,
      description:
        "The caller's tenant, or the one that a platform role names; null when there is none such.",
      access: 'EVERYBODY',
      args: {
        id: t.arg.id({
          description:
            "The plain or global id. A platform role has to name it; otherwise absent or one's own.",
        }),
      },
      resolve: async (_root, { id }, context) => {
        const tenant = await tenantOfQuery(context, id);
        return tenant && { tenant };
      },
    }),
    tenants: t.field({
      type: TenantSummaryConnection,
      nullable: true,
      description: 'The tenants of the platform in the order of their ids; the reading itself is logged.',
      access: 'tenants:read',
      args: pageArguments(t.arg),
      resolve: (_root, page, context) => {
        const scope = context.scope(PLATFORM_TENANT);
        const kind = { list: 'tenants', parseKey: parseTenantId };
        const keyOf = ({ tenant }: TenantListing) => tenant;
        return context.apart(() =>
          readPage(page, kind, keyOf, (after, rows) =>
            context.services.tenants.list(scope, { first: page.first, after }, rows),
          ),
        );
      },
    }),
    consentDocument: t.field({
      type: ConsentDocument,
      description: 'The legal text in force.',
      access: 'EVERYBODY',
      args: {
        locale: t.arg.string({
          description: 'Its language, a BCP 47 tag; where there is no such text, the English one is given.',
        }),
      },
      resolve: (_root, { locale }, context) => context.documents().inForce(locale),
    }),
    node: t.field({
      type: Node,
      nullable: true,
      description: 'The object of a global id; null when there is none such.',
      access: 'OBJECT',
      args: { id: t.arg.id({ required: true, description: 'The global id.' }) },
      resolve: (_root, { id }, context, { schema }) => {
        const reference = nodeReference(id);
        const type = schema.getType(reference.typename);
        if (type === undefined) throw new Error(`there is no type ${reference.typename}`);
        demand(context.principal, guardOf(type));
        return reference.find(context);
      },
    }),
  }),
});
