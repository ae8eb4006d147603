import { Refusal } from '../../../kernel/errors.ts';
import { PLATFORM_TENANT } from '../../../kernel/ids.ts';
import type {
  StatsBucket as BucketShape,
  ChargeTotal,
  DispatchCounts as CountsShape,
  FallbackCounts as FallbackShape,
  StatsGroup as GroupShape,
  DispatchRates as RatesShape,
  DispatchStats as StatsShape,
} from '../../../stats/stats.ts';
import { planStats } from '../../../stats/stats-rules.ts';
import { dispatchStats } from '../../../stats/stats-service.ts';
import { builder } from '../../builder.ts';
import { refused } from '../../fields/query-errors.ts';
import { Channel } from '../configuration/configuration.ts';
import {
  BilledAccount,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  DispatchTriggerValue,
} from '../dispatch/dispatch-enums.ts';
import { Tenant } from '../tenant/tenant.ts';
import {
  platformStatsArguments,
  StatsDimension,
  statsQuery,
  tenantStatsArguments,
} from './dispatch-stats-input.ts';

const access = 'statistics:read';

const FallbackCounts = builder.objectRef<FallbackShape>('FallbackCounts').implement({
  description: 'Counts of fallbacks among dispatches that are no longer pending.',
  access,
  fields: (t) => ({
    withCustomAccount: t.expose('withCustomAccount', {
      type: 'Count',
      description: 'The number of dispatches with a custom account. Only these can have a fallback.',
    }),
    triggered: t.expose('triggered', {
      type: 'Count',
      description:
        'The number of dispatches in which a fallback was triggered, whether or not it was allowed.',
    }),
    fellBack: t.expose('fellBack', {
      type: 'Count',
      description:
        'The number of dispatches in which a fallback was made: the default account was tried after the custom one.',
    }),
  }),
});

const DispatchCounts = builder.objectRef<CountsShape>('DispatchCounts').implement({
  description: 'Counts of dispatches by how they were decided.',
  access,
  fields: (t) => ({
    dispatches: t.expose('dispatches', {
      type: 'Count',
      description: 'The number of all dispatches, including pending ones.',
    }),
    open: t.expose('open', {
      type: 'Count',
      description: 'The number of dispatches that are still pending.',
    }),
    billedToCustom: t.expose('billedToCustom', {
      type: 'Count',
      description: 'The number of dispatches billed to custom accounts.',
    }),
    billedToDefault: t.expose('billedToDefault', {
      type: 'Count',
      description: 'The number of dispatches billed to the default account.',
    }),
    fallback: t.expose('fallback', {
      type: FallbackCounts,
      nullable: true,
      description:
        'Counts of fallbacks; null when you filter or group by country in a range that lies before they were counted by country.',
    }),
  }),
});

const DispatchRates = builder.objectRef<RatesShape>('DispatchRates').implement({
  description: 'Ratios from 0 to 1; each is null if there is nothing to divide by.',
  access,
  fields: (t) => ({
    fallbackRate: t.exposeFloat('fallbackRate', {
      nullable: true,
      description:
        'The share of dispatches with a custom account in which the default account was tried. Also null where fallbacks are not kept.',
    }),
    customShare: t.exposeFloat('customShare', {
      nullable: true,
      description: 'The share of billed dispatches that were billed to custom accounts.',
    }),
    defaultShare: t.exposeFloat('defaultShare', {
      nullable: true,
      description: 'The share of billed dispatches that were billed to the default account.',
    }),
  }),
});

export const DispatchChargeTotal = builder.objectRef<ChargeTotal>('DispatchChargeTotal').implement({
  description: 'The total cost of dispatches in one currency.',
  access,
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'The currency as an ISO 4217 code.' }),
    charged: t.expose('charged', {
      type: 'Count',
      description: 'The number of dispatches that were charged in this currency.',
    }),
    amount: t.exposeString('amount', {
      description: 'The amount as a decimal number, for example `1250.075`.',
    }),
  }),
});

const StatsGroup = builder.objectRef<GroupShape>('DispatchStatsGroup').implement({
  description:
    'The dispatches of a bucket that have the same values in the dimensions of `groupBy`. All other dimensions are null.',
  access,
  fields: (t) => ({
    tenantId: t.string({
      nullable: true,
      description: 'The tenant.',
      resolve: ({ values }) => values.tenant,
    }),
    billedAccount: t.field({
      type: BilledAccount,
      nullable: true,
      description: 'The billed account.',
      resolve: ({ values }) => values.billedAccount,
    }),
    accountSid: t.string({
      nullable: true,
      description: 'The SID of the billed account; also null for dispatches of which no account is billed.',
      resolve: ({ values }) => values.accountSid,
    }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: 'The channel.',
      resolve: ({ values }) => values.channel,
    }),
    state: t.field({
      type: DispatchState,
      nullable: true,
      description: 'The state of the dispatches.',
      resolve: ({ values }) => values.state,
    }),
    trigger: t.field({
      type: DispatchTriggerValue,
      nullable: true,
      description: 'The event that triggered a fallback.',
      resolve: ({ values }) => values.trigger,
    }),
    rule: t.field({
      type: DispatchRule,
      nullable: true,
      description: 'The rule that decided the dispatches.',
      resolve: ({ values }) => values.rule,
    }),
    delivery: t.field({
      type: DeliveryStatus,
      nullable: true,
      description: 'The delivery status.',
      resolve: ({ values }) => values.delivery,
    }),
    country: t.string({
      nullable: true,
      description: "The recipients' country as an ISO 3166-1 alpha-2 code, or `ZZ`.",
      resolve: ({ values }) => values.country,
    }),
    counts: t.expose('counts', { type: DispatchCounts, description: 'The counts.' }),
    charges: t.expose('charges', {
      type: [DispatchChargeTotal],
      // There are as many as currencies, which are few; all rows of an operation are counted before they are read.
      listLength: 1,
      nullable: true,
      description:
        'The cost of the group by currency; null if `groupBy` or the filter uses a dimension by which charges are not counted: they are counted by tenant, billed account, account SID, channel and country.',
    }),
  }),
});

const StatsBucket = builder.objectRef<BucketShape>('DispatchStatsBucket').implement({
  description:
    'The dispatches created in one period. The first and the last bucket are cut off at the ends of the range.',
  access,
  fields: (t) => ({
    start: t.expose('start', { type: 'DateTime', description: 'The start of the period, inclusive.' }),
    end: t.expose('end', { type: 'DateTime', description: 'The end of the period, exclusive.' }),
    counts: t.expose('counts', { type: DispatchCounts, description: 'The counts.' }),
    charges: t.expose('charges', {
      type: [DispatchChargeTotal],
      listLength: 1,
      nullable: true,
      description:
        'The cost of the bucket by currency; null if the filter uses a dimension named in `chargesUnavailableFor`.',
    }),
    groups: t.expose('groups', {
      type: [StatsGroup],
      // All rows of an operation are counted before they are read.
      listLength: 1,
      description: 'The counts of each group; empty if nothing was dispatched or `groupBy` is absent.',
    }),
  }),
});

const DispatchStats = builder.objectRef<StatsShape>('DispatchStats').implement({
  description:
    'Statistics of dispatches, exact at the time of the query. A dispatch always counts in the bucket in which it was created.',
  access,
  fields: (t) => ({
    buckets: t.expose('buckets', {
      type: [StatsBucket],
      // All rows of an operation are counted before they are read.
      listLength: 1,
      description: 'Every bucket of the range in order, including empty ones.',
    }),
    totals: t.expose('totals', {
      type: DispatchCounts,
      description: 'The counts over the whole range.',
    }),
    rates: t.expose('rates', {
      type: DispatchRates,
      description: 'The rates over the whole range.',
    }),
    charges: t.expose('charges', {
      type: [DispatchChargeTotal],
      listLength: 10,
      nullable: true,
      description:
        'The total cost of the range by currency; null if the filter uses a dimension named in `chargesUnavailableFor`.',
    }),
    chargesUnavailableFor: t.expose('chargesUnavailableFor', {
      type: [StatsDimension],
      listLength: 9,
      description:
        'The dimensions of the filter by which charges are not counted; empty if `charges` is present.',
    }),
  }),
});

builder.objectField(Tenant, 'dispatchStats', (t) =>
  t.field({
    type: DispatchStats,
    nullable: true,
    description:
      "Statistics of the tenant's dispatches. A combination that is not kept, or a result that would be too large, is refused with the reason.",
    access: 'statistics:read',
    args: tenantStatsArguments(t.arg),
    resolve: ({ tenant }, asked, context) =>
      orFault(async () => {
        const query = statsQuery(asked);
        const { run } = context.reads(tenant);
        return context.statistics(async (maxRows) => {
          planStats(query, 'TENANT', maxRows);
          return run((tx) => dispatchStats(tx, query, maxRows));
        });
      }),
  }),
);

builder.queryField('platformDispatchStats', (t) =>
  t.field({
    type: DispatchStats,
    nullable: true,
    description:
      "Statistics of the dispatches of all tenants, by hour, day or month. For platform roles. Each read is recorded in the platform's log.",
    access: ['statistics:read', 'tenants:read'],
    args: platformStatsArguments(t.arg),
    resolve: (_root, asked, context) =>
      context.apart(() =>
        orFault(async () =>
          context.statistics((maxRows) =>
            context.services.platformStats.read(context.scope(PLATFORM_TENANT), statsQuery(asked), maxRows),
          ),
        ),
      ),
  }),
);

/** A refusal of a query is an error of its field. */
export async function orFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal ? refused(error) : error;
  }
}
