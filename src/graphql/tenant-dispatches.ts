import type { DispatchRecord as RecordShape } from '../dispatch/dispatch.ts';
import { parseUuid, type TenantId } from '../kernel/ids.ts';
import { builder } from './builder.ts';
import { Channel } from './configuration.ts';
import { pageArguments } from './connection.ts';
import type { OperationContext } from './context.ts';
import { DispatchDecision } from './dispatch-decision.ts';
import { DispatchRecord, DispatchRecordConnection } from './dispatch-record.ts';
import { criteriaOf, DispatchRecordFilter } from './dispatch-record-filter.ts';
import { filterText } from './filter-text.ts';
import { LOOKED_THROUGH, readFilteredPage } from './paging.ts';
import { Tenant } from './tenant.ts';

const OWN = 'Who may only read its own records is shown no others.';

builder.objectFields(Tenant, (t) => ({
  dispatchRecords: t.field({
    type: DispatchRecordConnection,
    nullable: true,
    description: `The dispatch records, newest first. ${OWN} ${LOOKED_THROUGH}`,
    access: 'records:read-own',
    args: {
      filter: t.arg({ type: DispatchRecordFilter, description: 'Which records to show.' }),
      ...pageArguments(t.arg),
    },
    resolve: ({ tenant }, { filter, ...page }, context) => {
      const criteria = criteriaOf(filter);
      const { records } = context.services;
      const kind = { list: `dispatchRecords/${tenant}`, parseKey: parseUuid };
      return readFilteredPage(
        page,
        kind,
        ({ id }: RecordShape) => id,
        (before, limit) =>
          context.reads(tenant).run((tx) => records.page(tx, criteria, context.madeBy(), { before, limit })),
      );
    },
  }),
  dispatchRecord: t.field({
    type: DispatchRecord,
    nullable: true,
    description: `The record that an idempotency key stands for; null where it stands for none. ${OWN}`,
    access: 'records:read-own',
    args: {
      idempotencyKey: t.arg.string({ required: true, description: 'The key that the caller gave.' }),
    },
    resolve: ({ tenant }, { idempotencyKey }, context) => recordOfKey(context, tenant, idempotencyKey),
  }),
  dispatchPreview: t.field({
    type: DispatchDecision,
    nullable: true,
    description: 'Who would send a dispatch that was requested now, who would pay, and why. Nothing is sent.',
    access: 'preview',
    args: {
      channel: t.arg({ type: Channel, required: true, description: 'SMS or voice.' }),
      to: t.arg({ type: 'PhoneNumber', required: true, description: 'The recipient.' }),
    },
    resolve: ({ tenant }, { channel, to }, context) =>
      context.services.dispatches.preview(context.reads(tenant), channel, to),
  }),
}));

async function recordOfKey(
  context: OperationContext,
  tenant: TenantId,
  idempotencyKey: string,
): Promise<RecordShape | null> {
  const key = filterText('idempotencyKey', idempotencyKey) ?? '';
  const reads = context.reads(tenant);
  const id = await reads.run((tx) => context.services.records.idOfKey(tx, key));
  return id === undefined ? null : reads.dispatches.load(id);
}
