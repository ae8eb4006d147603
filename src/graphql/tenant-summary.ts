import type { TenantListing } from '../configuration/tenant-store.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';

/** A tenant in the list of all. */
const TenantSummary = builder.objectRef<TenantListing>('TenantSummary').implement({
  description: 'A tenant in the list of all; name it to `tenant` to read more of it.',
  access: 'tenants:read',
  fields: (t) => ({
    tenantId: t.exposeString('tenant', { description: 'The id as tokens name it.' }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was first named.',
    }),
  }),
});

/** A page of the list of all tenants. */
export const TenantSummaryConnection = connectionOf<TenantListing>(
  'TenantSummary',
  { plural: 'tenants', access: 'tenants:read' },
  (t) => t.expose('node', { type: TenantSummary, description: 'The tenant.' }),
);
