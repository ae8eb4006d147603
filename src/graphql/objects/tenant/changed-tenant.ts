import type { FieldRef } from '@pothos/core';
import { PLATFORM_TENANT, type TenantId } from '../../../kernel/ids.ts';
import type { Types } from '../../builder.ts';
import { Tenant, type TenantShape } from './tenant.ts';

type PayloadFields<Payload> = PothosSchemaTypes.ObjectFieldBuilder<Types, Payload>;

/** The tenant of a payload, so that a normalized cache follows what the mutation changed. */
export function changedTenant<Payload>(t: PayloadFields<Payload>): FieldRef<Types, TenantShape, 'Object'> {
  return t.field({
    type: Tenant,
    description: 'The tenant, as it is after the mutation.',
    resolve: (_payload, _args, { tenant }) => ({ tenant }),
  });
}

/** The tenant of a payload that may be about the platform's own log. */
export function tenantOfLog<Payload extends { readonly tenant: TenantId }>(
  t: PayloadFields<Payload>,
): FieldRef<Types, TenantShape | null | undefined, 'Object'> {
  return t.field({
    type: Tenant,
    nullable: true,
    description: "The tenant, as it is after the mutation; null for the platform's own log.",
    resolve: ({ tenant }) => (tenant === PLATFORM_TENANT ? null : { tenant }),
  });
}
