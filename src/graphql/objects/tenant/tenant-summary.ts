import type { TenantListing } from '../../../configuration/tenant-store.ts';
import { builder } from '../../builder.ts';
import { connectionOf } from '../../fields/connection.ts';

/** A tenant in the list of all. */
const TenantSummary = builder.objectRef<TenantListing>('TenantSummary').implement({
  description: 'A tenant in the list of all tenants. Pass its id to `tenant` to read more.',
  access: 'tenants:read',
  fields: (t) => ({
    tenantId: t.exposeString('tenant', { description: 'The plain id of the tenant, as used in tokens.' }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which a request first named the tenant.',
    }),
  }),
});

/** A page of the list of all tenants. */
export const TenantSummaryConnection = connectionOf(TenantSummary, {
  plural: 'tenants',
  node: 'The tenant.',
  access: 'tenants:read',
});
