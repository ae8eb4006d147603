import type { RecordedEvent } from '../dispatch/record-queue.ts';
import { builder } from './builder.ts';
import type { OperationContext } from './context.ts';
import { DispatchRecord } from './dispatch-record.ts';
import { criteriaOf, DispatchRecordedFilter } from './dispatch-record-filter.ts';
import { queryError } from './query-errors.ts';
import { tenantOfQuery } from './tenant-argument.ts';

const DispatchRecorded = builder.objectRef<RecordedEvent>('DispatchRecorded').implement({
  description: 'A dispatch record that has settled, or has changed since.',
  access: ['live:read', 'records:read'],
  fields: (t) => ({
    record: t.expose('record', {
      type: DispatchRecord,
      description: 'The record with the change.',
    }),
    missed: t.exposeInt('missed', {
      description: 'How many events before this one were dropped, since the subscriber did not keep up.',
    }),
  }),
});

builder.subscriptionField('dispatchRecorded', (t) =>
  t.field({
    type: DispatchRecorded,
    description:
      'Each dispatch record of the tenant when it settles, and again when it changes; of changes that follow each other closely the last. The present state does not come first: read `dispatchRecords` after subscribing.',
    access: ['live:read', 'records:read'],
    args: {
      tenantId: t.arg.id({
        description: "The plain or global id. A platform role has to name it; otherwise absent or one's own.",
      }),
      filter: t.arg({ type: DispatchRecordedFilter, description: 'Which records to follow.' }),
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
  if (tenant === null) throw queryError('NOT_FOUND', 'There is no such tenant.');
  await context.close();
  return recordWatch.watch(tenant, records.filter(tenant, criteria));
}
