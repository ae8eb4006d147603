import { CHANGE_DAYS, CHANGE_OVERLAP_S } from '../../../dispatch/record/record-change-rules.ts';
import type { RecordCriteria } from '../../../dispatch/record/record-queries.ts';
import { type ConfigurationVersionNumber, configurationVersion } from '../../../kernel/ids.ts';
import { builder, type InputFields } from '../../builder.ts';
import { filterText } from '../../fields/filter-text.ts';
import { Channel } from '../configuration/configuration.ts';
import {
  BilledAccount,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  DispatchTriggerValue,
} from './dispatch-enums.ts';

/** The conditions of a filter of records, in lists and in the live feed. */
function properties(t: InputFields) {
  return {
    billedAccounts: t.field({ type: [BilledAccount], description: 'Records billed to one of these.' }),
    channels: t.field({ type: [Channel], description: 'Records of one of these channels.' }),
    states: t.field({ type: [DispatchState], description: 'Records in one of these states.' }),
    triggers: t.field({ type: [DispatchTriggerValue], description: 'Records with one of these triggers.' }),
    rules: t.field({ type: [DispatchRule], description: 'Records decided by one of these rules.' }),
    deliveries: t.field({
      type: [DeliveryStatus],
      description: 'Records with one of these delivery statuses.',
    }),
    configurationVersions: t.intList({
      description: 'Records decided under one of these configuration versions, by number.',
    }),
    countries: t.stringList({
      description: 'Records to recipients in one of these countries, as ISO 3166-1 alpha-2 codes or `ZZ`.',
    }),
    originatingNumber: t.string({
      description: 'Records with an attempt from exactly this number or sender ID.',
    }),
    recipient: t.field({ type: 'PhoneNumber', description: 'Records to exactly this recipient.' }),
  };
}

export const DispatchRecordFilter = builder.inputType('DispatchRecordFilter', {
  description:
    'Selects the dispatch records of a list. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Records created at or after this time.' }),
    to: t.field({ type: 'DateTime', description: 'Records created before this time.' }),
    changedSince: t.field({
      type: 'DateTime',
      description: `Records changed at or since this time, at most ${CHANGE_DAYS} days ago, in the order of their changes and with those of the ${CHANGE_OVERLAP_S} seconds before, of which some may have become visible since. A record that changes while pages are read comes once more.`,
    }),
    ...properties(t),
  }),
});

export const DispatchRecordedFilter = builder.inputType('DispatchRecordedFilter', {
  description:
    'Selects the dispatch records to follow, by their values after the change. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => properties(t),
});

type RecordFilterInput =
  | (Omit<typeof DispatchRecordFilter.$inferInput, 'from' | 'to' | 'changedSince'> &
      Pick<Partial<typeof DispatchRecordFilter.$inferInput>, 'from' | 'to'>)
  | null
  | undefined;

/** The filter in the words of the domain. Refuses texts that nothing stored could equal. */
export function criteriaOf(filter: RecordFilterInput): RecordCriteria {
  return {
    from: filter?.from ?? undefined,
    to: filter?.to ?? undefined,
    billed: filter?.billedAccounts ?? undefined,
    channels: filter?.channels ?? undefined,
    states: filter?.states ?? undefined,
    triggers: filter?.triggers ?? undefined,
    rules: filter?.rules ?? undefined,
    deliveries: filter?.deliveries ?? undefined,
    configurationVersions: versionsOf(filter?.configurationVersions),
    countries: filter?.countries?.map((country) => filterText('countries', country) ?? ''),
    number: filterText('originatingNumber', filter?.originatingNumber),
    recipient: filter?.recipient ?? undefined,
  };
}

/** Numbers that no version can have are left out: no record has them. */
function versionsOf(
  numbers: readonly number[] | null | undefined,
): readonly ConfigurationVersionNumber[] | undefined {
  return numbers?.filter((number) => number >= 0).map(configurationVersion);
}
