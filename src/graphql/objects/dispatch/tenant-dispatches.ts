import type { DispatchRecord as RecordShape } from '../../../dispatch/record/dispatch.ts';
import { CHANGE_DAYS, changeKey, parseChangeKey } from '../../../dispatch/record/record-change-rules.ts';
import type { RecordCriteria } from '../../../dispatch/record/record-queries.ts';
import { parseUuid, type TenantId } from '../../../kernel/ids.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { pageArguments } from '../../fields/connection.ts';
import { filterText } from '../../fields/filter-text.ts';
import { LOOKED_THROUGH, type PageArguments, readFilteredPage } from '../../fields/paging.ts';
import { queryError } from '../../fields/query-errors.ts';
import { Channel } from '../configuration/configuration.ts';
import { FallbackMode } from '../configuration/fallback-policy.ts';
import { Tenant } from '../tenant/tenant.ts';
import { DispatchDecision } from './dispatch-decision.ts';
import { DispatchRecord, DispatchRecordConnection } from './dispatch-record.ts';
import { criteriaOf, DispatchRecordFilter } from './dispatch-record-filter.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

const OWN = 'A caller that may read only its own records sees no others.';

builder.objectFields(Tenant, (t) => ({
  dispatchRecords: t.field({
    type: DispatchRecordConnection,
    nullable: true,
    description: `The dispatch records, newest first; with \`changedSince\`, in the order of their changes. ${OWN} ${LOOKED_THROUGH}`,
    access: 'records:read-own',
    args: {
      filter: t.arg({ type: DispatchRecordFilter, description: 'Selects the records to return.' }),
      ...pageArguments(t.arg),
    },
    resolve: ({ tenant }, { filter, ...page }, context) => {
      const criteria = criteriaOf(filter);
      const { records } = context.services;
      const { changedSince } = filter ?? {};
      if (changedSince) return changedRecords(context, tenant, { ...criteria, changedSince }, page);
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
    description: `The record with a given idempotency key; null if there is none. ${OWN}`,
    access: 'records:read-own',
    args: {
      idempotencyKey: t.arg.string({
        required: true,
        description: 'The idempotency key that the caller gave.',
      }),
    },
    resolve: ({ tenant }, { idempotencyKey }, context) => recordOfKey(context, tenant, idempotencyKey),
  }),
  dispatchPreview: t.field({
    type: DispatchDecision,
    nullable: true,
    description:
      'A preview of the decision for a dispatch requested now: which account would send, which would be billed, and why. Nothing is sent.',
    access: 'preview',
    args: {
      channel: t.arg({ type: Channel, required: true, description: 'The channel.' }),
      to: t.arg({ type: 'PhoneNumber', required: true, description: 'The recipient.' }),
      fallbackMode: t.arg({
        type: FallbackMode,
        description: 'The fallback mode to ask about, all else being as it is. The default is the live one.',
      }),
    },
    resolve: ({ tenant }, { channel, to, fallbackMode }, context) =>
      context.services.dispatches.preview(context.reads(tenant), {
        channel,
        to,
        fallbackMode: fallbackMode ?? null,
      }),
  }),
}));

const TOO_LONG_AGO = `Changes are listed for ${CHANGE_DAYS} days. Read the records again instead.`;

function changedRecords(
  context: OperationContext,
  tenant: TenantId,
  criteria: RecordCriteria & { readonly changedSince: Date },
  page: PageArguments,
) {
  const kind = { list: `changedDispatchRecords/${tenant}`, parseKey: parseChangeKey };
  return readFilteredPage(page, kind, changeKey, (after, limit) =>
    context.reads(tenant).run(async (tx) => {
      const earliest = (await tx.now).getTime() - CHANGE_DAYS * DAY_MS;
      if (criteria.changedSince.getTime() < earliest) throw queryError('VALUE_OUT_OF_RANGE', TOO_LONG_AGO);
      return context.services.records.changed(tx, criteria, context.madeBy(), { after, limit });
    }),
  );
}

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
