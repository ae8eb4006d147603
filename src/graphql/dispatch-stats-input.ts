import type { TenantId } from '../kernel/ids.ts';
import type { BucketLength, StatsDimension as Dimension } from '../kernel/vocabulary/statistics.ts';
import type { StatsFilter, StatsQuery } from '../stats/stats.ts';
import { builder, type Types } from './builder.ts';
import { Channel } from './configuration.ts';
import type { Described } from './described.ts';
import {
  BilledAccount,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  DispatchTriggerValue,
} from './dispatch-enums.ts';
import { filterText } from './filter-text.ts';
import { queryError } from './query-errors.ts';
import { tenantNamed } from './tenant-argument.ts';

const DIMENSIONS = {
  BILLED_ACCOUNT: { description: 'The billed account.' },
  CHANNEL: { description: 'SMS or voice.' },
  STATE: { description: 'Where the dispatches stand.' },
  TRIGGER: { description: 'What made a fallback come into question.' },
  RULE: { description: 'The rule that decided.' },
  DELIVERY: { description: 'How far the delivery has come.' },
  COUNTRY: {
    description: "The recipients' country. It combines with billed account, channel and delivery only.",
  },
} satisfies Described<Exclude<Dimension, 'TENANT'>>;

/** What dispatches can be told apart by. */
export const StatsDimension = builder.enumType('StatsDimension', {
  description: 'What dispatches can be told apart by.',
  values: {
    TENANT: { description: 'The tenant, for platform statistics only.' },
    ...DIMENSIONS,
  } satisfies Described<Dimension>,
});

const StatsBucketLength = builder.enumType('StatsBucketLength', {
  description: 'The length of time that statistics are given by.',
  values: {
    MINUTE: { description: 'Minutes, over 6 hours at most.' },
    HOUR: { description: 'Hours.' },
    DAY: { description: 'Days of the time zone, which may have 23 or 25 hours.' },
    MONTH: { description: 'Months of the time zone.' },
  } satisfies Described<BucketLength>,
});

const StatsRange = builder.inputType('StatsRange', {
  description: 'A stretch of time. It begins and ends on quarter-hours of UTC, by minute on full minutes.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'Its first instant.' }),
    to: t.field({ type: 'DateTime', required: true, description: 'The instant after its last.' }),
  }),
});

type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;

function properties(t: InputFields) {
  return {
    billedAccount: t.field({ type: [BilledAccount], description: 'Those billed to one of these.' }),
    channel: t.field({ type: [Channel], description: 'Those of one of these channels.' }),
    state: t.field({ type: [DispatchState], description: 'Those in one of these states.' }),
    trigger: t.field({ type: [DispatchTriggerValue], description: 'Those with one of these triggers.' }),
    rule: t.field({ type: [DispatchRule], description: 'Those that one of these rules decided.' }),
    delivery: t.field({ type: [DeliveryStatus], description: 'Those at one of these delivery statuses.' }),
    country: t.stringList({ description: 'Those to recipients of one of these countries, or of `ZZ`.' }),
  };
}

const DispatchStatsFilter = builder.inputType('DispatchStatsFilter', {
  description: 'Which dispatches count; what is absent does not narrow it.',
  fields: (t) => properties(t),
});

const PlatformStatsFilter = builder.inputType('PlatformDispatchStatsFilter', {
  description: 'Which dispatches of the platform count; what is absent does not narrow it.',
  fields: (t) => ({
    tenant: t.idList({ description: 'Those of one of these tenants, by their plain or global ids.' }),
    ...properties(t),
  }),
});

type ArgumentBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, unknown>['arg'];

function statsArguments(arg: ArgumentBuilder) {
  return {
    range: arg({ type: StatsRange, required: true, description: 'Which dispatches: those created in it.' }),
    bucket: arg({ type: StatsBucketLength, required: true, description: 'The length of the buckets.' }),
    timeZone: arg.string({
      required: true,
      defaultValue: 'UTC',
      description: 'The IANA name of the zone whose hours, days and months are meant.',
    }),
    groupBy: arg({
      type: [StatsDimension],
      required: true,
      defaultValue: [],
      description: 'What the dispatches of a bucket are told apart by.',
    }),
  };
}

/** The arguments of a tenant's statistics. */
export function tenantStatsArguments(arg: ArgumentBuilder) {
  return {
    ...statsArguments(arg),
    filter: arg({ type: DispatchStatsFilter, description: 'Which dispatches count.' }),
  };
}

/** The arguments of the platform's statistics. */
export function platformStatsArguments(arg: ArgumentBuilder) {
  return {
    ...statsArguments(arg),
    filter: arg({ type: PlatformStatsFilter, description: 'Which dispatches count.' }),
  };
}

interface Asked {
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
export function statsQuery({ range, bucket, timeZone, groupBy, filter }: Asked): StatsQuery {
  return {
    ...{ from: range.from, to: range.to, bucket, groupBy },
    timeZone: filterText('timeZone', timeZone) ?? '',
    filter: given({
      tenant: filter?.tenant?.map(tenantOf),
      billedAccount: filter?.billedAccount,
      channel: filter?.channel,
      state: filter?.state,
      trigger: filter?.trigger,
      rule: filter?.rule,
      delivery: filter?.delivery,
      country: filter?.country?.map((country) => filterText('country', country) ?? ''),
    }),
  };
}

function tenantOf(text: string): TenantId {
  const tenant = tenantNamed(text);
  if (tenant === undefined)
    throw queryError('TENANT_MALFORMED', 'The filter names a tenant by what is no tenant id.');
  return tenant;
}

/** The filter without what was not given. */
function given(
  filter: { readonly [K in keyof StatsFilter]: StatsFilter[K] | null | undefined },
): StatsFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, wanted]) => (wanted ?? null) !== null));
}
