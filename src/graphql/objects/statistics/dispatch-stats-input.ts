import type { TenantId } from '../../../kernel/ids.ts';
import type { BucketLength, StatsDimension as Dimension } from '../../../kernel/vocabulary/statistics.ts';
import type { StatsFilter, StatsQuery } from '../../../stats/stats.ts';
import { builder, type InputFields, type Types } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { filterText } from '../../fields/filter-text.ts';
import { queryError } from '../../fields/query-errors.ts';
import { tenantNamed } from '../../fields/tenant-argument.ts';
import { Channel } from '../configuration/configuration.ts';
import {
  BilledAccount,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  DispatchTriggerValue,
} from '../dispatch/dispatch-enums.ts';

const DIMENSIONS = {
  BILLED_ACCOUNT: { description: 'The billed account.' },
  ACCOUNT_SID: { description: 'The SID of the billed account.' },
  CHANNEL: { description: 'The channel.' },
  STATE: { description: 'The state of the dispatches.' },
  TRIGGER: { description: 'The event that triggered a fallback.' },
  RULE: { description: 'The rule that decided the dispatches.' },
  DELIVERY: { description: 'The delivery status.' },
  COUNTRY: {
    description: "The recipients' country.",
  },
} satisfies Described<Exclude<Dimension, 'TENANT'>>;

export const StatsDimension = builder.enumType('StatsDimension', {
  description: 'A dimension by which dispatches can be grouped.',
  values: {
    TENANT: { description: 'The tenant, for platform statistics only.' },
    ...DIMENSIONS,
  } satisfies Described<Dimension>,
});

const StatsBucketLength = builder.enumType('StatsBucketLength', {
  description: 'The length of the buckets of statistics.',
  values: {
    MINUTE: { description: 'Minutes, over 6 hours at most.' },
    HOUR: { description: 'Hours.' },
    DAY: { description: 'Days in the time zone. A day may have 23 or 25 hours.' },
    MONTH: { description: 'Months in the time zone.' },
  } satisfies Described<BucketLength>,
});

export const StatsRange = builder.inputType('StatsRange', {
  description:
    'A period of time. It must begin and end on a quarter-hour in UTC or, for buckets of a minute, on a full minute.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'The start of the period, inclusive.' }),
    to: t.field({ type: 'DateTime', required: true, description: 'The end of the period, exclusive.' }),
  }),
});

function properties(t: InputFields) {
  return {
    billedAccount: t.field({ type: [BilledAccount], description: 'Dispatches billed to one of these.' }),
    accountSid: t.field({
      type: ['AccountSid'],
      description: 'Dispatches billed to the accounts with these SIDs.',
    }),
    channel: t.field({ type: [Channel], description: 'Dispatches on one of these channels.' }),
    state: t.field({ type: [DispatchState], description: 'Dispatches in one of these states.' }),
    trigger: t.field({ type: [DispatchTriggerValue], description: 'Dispatches with one of these triggers.' }),
    rule: t.field({ type: [DispatchRule], description: 'Dispatches decided by one of these rules.' }),
    delivery: t.field({
      type: [DeliveryStatus],
      description: 'Dispatches with one of these delivery statuses.',
    }),
    country: t.stringList({
      description: 'Dispatches to recipients in one of these countries, as ISO 3166-1 alpha-2 codes or `ZZ`.',
    }),
  };
}

export const DispatchStatsFilter = builder.inputType('DispatchStatsFilter', {
  description:
    'Selects the dispatches to count. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => properties(t),
});

const PlatformStatsFilter = builder.inputType('PlatformDispatchStatsFilter', {
  description:
    'Selects the dispatches of all tenants to count. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => ({
    tenant: t.idList({ description: 'Dispatches of one of these tenants, by plain or global id.' }),
    ...properties(t),
  }),
});

type ArgumentBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, unknown>['arg'];

function statsArguments(arg: ArgumentBuilder) {
  return {
    range: arg({
      type: StatsRange,
      required: true,
      description: 'The period in which the dispatches were created.',
    }),
    bucket: arg({ type: StatsBucketLength, required: true, description: 'The length of the buckets.' }),
    timeZone: arg.string({
      required: true,
      defaultValue: 'UTC',
      description: 'The IANA name of the time zone in which hours, days and months begin.',
    }),
    groupBy: arg({
      type: [StatsDimension],
      required: true,
      defaultValue: [],
      description: 'The dimensions by which the dispatches of a bucket are grouped.',
    }),
  };
}

/** The arguments of a tenant's statistics. */
export function tenantStatsArguments(arg: ArgumentBuilder) {
  return {
    ...statsArguments(arg),
    filter: arg({ type: DispatchStatsFilter, description: 'Selects the dispatches to count.' }),
  };
}

/** The arguments of the platform's statistics. */
export function platformStatsArguments(arg: ArgumentBuilder) {
  return {
    ...statsArguments(arg),
    filter: arg({ type: PlatformStatsFilter, description: 'Selects the dispatches to count.' }),
  };
}

interface StatsInput {
  readonly range: { readonly from: Date; readonly to: Date };
  readonly bucket: StatsQuery['bucket'];
  readonly timeZone: string;
  readonly groupBy: readonly Dimension[];
  readonly filter?:
    | (typeof DispatchStatsFilter.$inferInput & { readonly tenant?: readonly string[] | null | undefined })
    | null
    | undefined;
}

/** The question in the words of the domain. Refuses texts that nothing stored could equal. */
export function statsQuery({ range, bucket, timeZone, groupBy, filter }: StatsInput): StatsQuery {
  return {
    from: range.from,
    to: range.to,
    bucket,
    groupBy,
    timeZone: filterText('timeZone', timeZone) ?? '',
    filter: statsFilter(filter),
  };
}

/** The filter in the words of the domain. Refuses texts that nothing stored could equal. */
export function statsFilter(filter: StatsInput['filter']): StatsFilter {
  return given({
    tenant: filter?.tenant?.map(tenantOf),
    billedAccount: filter?.billedAccount,
    accountSid: filter?.accountSid,
    channel: filter?.channel,
    state: filter?.state,
    trigger: filter?.trigger,
    rule: filter?.rule,
    delivery: filter?.delivery,
    country: filter?.country?.map((country) => filterText('country', country) ?? ''),
  });
}

function tenantOf(text: string): TenantId {
  const tenant = tenantNamed(text);
  if (tenant === undefined) throw queryError('VALUE_MALFORMED', 'The filter contains an invalid tenant id.');
  return tenant;
}

/** The filter without what was not given. */
function given(
  filter: { readonly [K in keyof StatsFilter]: StatsFilter[K] | null | undefined },
): StatsFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, wanted]) => (wanted ?? null) !== null));
}
