import { PLATFORM_TENANT, parseTenantId, type TenantId } from '../kernel/ids.ts';
import type { TenantListing } from '../tenant/tenant-store.ts';
import { builder } from './builder.ts';
import { pageArguments } from './fields/connection.ts';
import { filterText } from './fields/filter-text.ts';
import { readPage } from './fields/paging.ts';
import { tenantOfQuery } from './fields/tenant-argument.ts';
import { ConsentDocument } from './objects/consent/consent-document.ts';
import { Tenant, TenantSummaryConnection } from './objects/tenant/tenant.ts';
import { Viewer } from './objects/tenant/viewer.ts';

builder.queryType({
  description: 'All reads. Everything in one query operation is read at the same point in time.',
  fields: (t) => ({
    viewer: t.field({
      type: Viewer,
      description: 'The caller.',
      access: 'EVERYBODY',
      resolve: (_root, _args, context) => context.principal,
    }),
    tenant: t.field({
      type: Tenant,
      nullable: true,
      description:
        "The caller's tenant, or the tenant that a platform role names; null if it does not exist.",
      access: 'EVERYBODY',
      args: {
        id: t.arg.id({
          description:
            'The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant.',
        }),
      },
      resolve: (_root, { id }, context) => {
        const asked = tenantOfQuery(context, id);
        const found = (tenant: TenantId | null) => tenant && { tenant };
        return asked instanceof Promise ? asked.then(found) : found(asked);
      },
    }),
    tenants: t.field({
      type: TenantSummaryConnection,
      nullable: true,
      description:
        "The tenants of the platform, ordered by id. For platform roles. Each read is recorded in the platform's log.",
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
    consentDocuments: t.field({
      type: [ConsentDocument],
      listLength: 100,
      description: 'All legal texts that were published, newest first; with a digest, the one that has it.',
      access: 'EVERYBODY',
      args: {
        digest: t.arg.string({
          description: 'The digest of the text, in hexadecimal, as a consent holds it.',
        }),
      },
      resolve: (_root, { digest }, context) => context.documents().all(filterText('digest', digest)),
    }),
    consentDocument: t.field({
      type: ConsentDocument,
      description: 'The legal text in force.',
      access: 'EVERYBODY',
      args: {
        locale: t.arg.string({
          description:
            'The language as a BCP 47 tag. If there is no text in this language, the English one is returned.',
        }),
      },
      resolve: (_root, { locale }, context) => context.documents().inForce(locale),
    }),
  }),
});
