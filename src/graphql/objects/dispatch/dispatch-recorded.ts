import type { RecordedEvent } from '../../../dispatch/watch/record-queue.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { queryError } from '../../fields/query-errors.ts';
import { tenantOfQuery } from '../../fields/tenant-argument.ts';
import { DispatchRecord } from './dispatch-record.ts';
import { criteriaOf, DispatchRecordedFilter } from './dispatch-record-filter.ts';

const DispatchRecorded = builder.objectRef<RecordedEvent>('DispatchRecorded').implement({
  description: 'An event: a dispatch record has settled, or has changed since.',
  access: ['live:read', 'records:read'],
  fields: (t) => ({
    record: t.expose('record', {
      type: DispatchRecord,
      description: 'The record with its latest change.',
    }),
    missed: t.exposeInt('missed', {
      description: 'The number of events dropped before this one because the subscriber did not keep up.',
    }),
  }),
});

builder.subscriptionField('dispatchRecorded', (t) =>
  t.field({
    type: DispatchRecorded,
    description:
      'Sends each dispatch record of the tenant when it settles and again whenever it changes. Of several changes in quick succession only the last is sent. Existing records are not sent: query `dispatchRecords` after subscribing.',
    access: ['live:read', 'records:read'],
    args: {
      tenantId: t.arg.id({
        description:
          'The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant.',
      }),
      filter: t.arg({ type: DispatchRecordedFilter, description: 'Selects the records to follow.' }),
    },
    subscribe: (_root, { tenantId, filter }, context) => follow(context, tenantId, filter),
    resolve: (event) => event,
  }),
);

/** The source of the events. It outlives the context, which is closed before the source looks for itself. */
async function follow(
  context: OperationContext,
  tenantId: string | null | undefined,
  filter: Parameters<typeof criteriaOf>[0],
): Promise<AsyncIterableIterator<RecordedEvent, undefined>> {
  const { records, recordWatch } = context.services;
  const criteria = criteriaOf(filter);
  const tenant = await tenantOfQuery(context, tenantId);
  if (tenant === null) throw queryError('NOT_FOUND', 'The tenant does not exist.');
  await context.close();
  return recordWatch.watch(tenant, records.filter(tenant, criteria));
}
