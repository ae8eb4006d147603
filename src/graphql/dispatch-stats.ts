import { Refusal } from '../kernel/errors.ts';
import { PLATFORM_TENANT } from '../kernel/ids.ts';
import type {
  StatsBucket as BucketShape,
  ChargeTotal,
  DispatchCounts as CountsShape,
  FallbackCounts as FallbackShape,
  StatsGroup as GroupShape,
  DispatchRates as RatesShape,
  DispatchStats as StatsShape,
} from '../stats/stats.ts';
import { dispatchStats } from '../stats/stats-service.ts';
import { builder } from './builder.ts';
import { Channel } from './configuration.ts';
import {
  BilledAccount,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  DispatchTriggerValue,
} from './dispatch-enums.ts';
import {
  platformStatsArguments,
  StatsDimension,
  statsQuery,
  tenantStatsArguments,
} from './dispatch-stats-input.ts';
import { listOf } from './list-length.ts';
import { refused } from './query-errors.ts';
import { Tenant } from './tenant.ts';

const access = 'statistics:read';

const FallbackCounts = builder.objectRef<FallbackShape>('FallbackCounts').implement({
  description: 'How fallback went among dispatches that are no longer pending.',
  access,
  fields: (t) => ({
    withCustomAccount: t.expose('withCustomAccount', {
      type: 'Count',
      description: 'Those that had a custom account, so that a fallback could come into question.',
    }),
    triggered: t.expose('triggered', {
      type: 'Count',
      description: 'Those of them in which something triggered a fallback, allowed or not.',
    }),
    fellBack: t.expose('fellBack', {
      type: 'Count',
      description: 'Those of them in which there was a fallback: the default account was tried.',
    }),
  }),
});

const DispatchCounts = builder.objectRef<CountsShape>('DispatchCounts').implement({
  description: 'How many dispatches, and how they were decided.',
  access,
  fields: (t) => ({
    dispatches: t.expose('dispatches', { type: 'Count', description: 'All of them, open ones included.' }),
    open: t.expose('open', { type: 'Count', description: 'Those that are still pending.' }),
    billedToCustom: t.expose('billedToCustom', {
      type: 'Count',
      description: 'Those billed to custom accounts.',
    }),
    billedToDefault: t.expose('billedToDefault', {
      type: 'Count',
      description: 'Those billed to the default account.',
    }),
    fallback: t.expose('fallback', {
      type: FallbackCounts,
      nullable: true,
      description: 'How fallback went; null together with countries, where it is not kept.',
    }),
  }),
});

const DispatchRates = builder.objectRef<RatesShape>('DispatchRates').implement({
  description: 'Shares from 0 to 1; null where there is nothing to take a share of.',
  access,
  fields: (t) => ({
    fallbackRate: t.exposeFloat('fallbackRate', {
      nullable: true,
      description:
        "Of those with a custom account, how many came to the default account's turn; null also where fallback is not kept.",
    }),
    customShare: t.exposeFloat('customShare', {
      nullable: true,
      description: 'Of those billed to either account, how many to custom accounts.',
    }),
    defaultShare: t.exposeFloat('defaultShare', {
      nullable: true,
      description: 'Of those billed to either account, how many to the default account.',
    }),
  }),
});

const StatsGroup = builder.objectRef<GroupShape>('DispatchStatsGroup').implement({
  description:
    'The dispatches of a bucket that have the same values; null stands for what they are not grouped by.',
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
    channel: t.field({
      type: Channel,
      nullable: true,
      description: 'SMS or voice.',
      resolve: ({ values }) => values.channel,
    }),
    state: t.field({
      type: DispatchState,
      nullable: true,
      description: 'Where they stand.',
      resolve: ({ values }) => values.state,
    }),
    trigger: t.field({
      type: DispatchTriggerValue,
      nullable: true,
      description: 'What made a fallback come into question.',
      resolve: ({ values }) => values.trigger,
    }),
    rule: t.field({
      type: DispatchRule,
      nullable: true,
      description: 'The rule that decided.',
      resolve: ({ values }) => values.rule,
    }),
    delivery: t.field({
      type: DeliveryStatus,
      nullable: true,
      description: 'How far the delivery has come.',
      resolve: ({ values }) => values.delivery,
    }),
    country: t.string({
      nullable: true,
      description: "The recipients' country as ISO 3166-1 alpha-2, or `ZZ`.",
      resolve: ({ values }) => values.country,
    }),
    counts: t.expose('counts', { type: DispatchCounts, description: 'How many.' }),
  }),
});

const StatsBucket = builder.objectRef<BucketShape>('DispatchStatsBucket').implement({
  description:
    'The dispatches created in a stretch of time. The first and the last one end where the range does.',
  access,
  fields: (t) => ({
    start: t.expose('start', { type: 'DateTime', description: 'Its first instant.' }),
    end: t.expose('end', { type: 'DateTime', description: 'The instant after its last.' }),
    counts: t.expose('counts', { type: DispatchCounts, description: 'How many.' }),
    groups: t.expose('groups', {
      type: [StatsGroup],
      // All rows of an operation are counted before they are read.
      extensions: listOf(1),
      description: 'How many of each group; empty where nothing was dispatched, or not grouped by anything.',
    }),
  }),
});

const DispatchChargeTotal = builder.objectRef<ChargeTotal>('DispatchChargeTotal').implement({
  description: 'What the dispatches of the range cost in one currency.',
  access,
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'The currency, an ISO 4217 code.' }),
    charged: t.expose('charged', { type: 'Count', description: 'How many dispatches have a charge in it.' }),
    amount: t.exposeString('amount', { description: 'A decimal number, such as `1250.075`.' }),
  }),
});

const DispatchStats = builder.objectRef<StatsShape>('DispatchStats').implement({
  description:
    'Statistics of dispatches, exact as of the query. Each counts in the bucket of its creation, always.',
  access,
  fields: (t) => ({
    buckets: t.expose('buckets', {
      type: [StatsBucket],
      // All rows of an operation are counted before they are read.
      extensions: listOf(1),
      description: 'Every bucket of the range in order, the empty ones too.',
    }),
    totals: t.expose('totals', {
      type: DispatchCounts,
      description: 'The counts of the whole range.',
    }),
    rates: t.expose('rates', {
      type: DispatchRates,
      description: 'The shares of the whole range.',
    }),
    charges: t.expose('charges', {
      type: [DispatchChargeTotal],
      extensions: listOf(10),
      nullable: true,
      description:
        'What the range cost, by currency; null where `chargesUnavailableFor` names a dimension of the filter.',
    }),
    chargesUnavailableFor: t.expose('chargesUnavailableFor', {
      type: [StatsDimension],
      extensions: listOf(8),
      description: 'The filter dimensions by which charges are not counted; empty where `charges` is given.',
    }),
  }),
});

builder.objectField(Tenant, 'dispatchStats', (t) =>
  t.field({
    type: DispatchStats,
    nullable: true,
    description: "Statistics of the tenant's dispatches. What is not kept, or too much, is refused by name.",
    access: 'statistics:read',
    args: tenantStatsArguments(t.arg),
    resolve: ({ tenant }, asked, context) =>
      orFault(async () => {
        const query = statsQuery(asked);
        const { run } = context.reads(tenant);
        return context.statistics((maxRows) => run((tx) => dispatchStats(tx, query, maxRows)));
      }),
  }),
);

builder.queryField('platformDispatchStats', (t) =>
  t.field({
    type: DispatchStats,
    nullable: true,
    description:
      "Statistics of all tenants' dispatches by day or month, for platform roles; the reading itself is logged.",
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
async function orFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal ? refused(error) : error;
  }
}
