import type { ConfigurationVersionNumber } from '../../kernel/ids.ts';
import type {
  BilledAccount,
  Channel,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  Trigger,
} from '../../kernel/vocabulary/dispatch.ts';
import type { DispatchRecord } from './dispatch.ts';

/** A filter of records: those with one of the given values in each given property. */
export interface RecordFilter {
  readonly billed?: readonly BilledAccount[] | undefined;
  readonly channels?: readonly Channel[] | undefined;
  readonly states?: readonly DispatchState[] | undefined;
  readonly triggers?: readonly (Trigger | 'NONE')[] | undefined;
  readonly rules?: readonly DispatchRule[] | undefined;
  readonly deliveries?: readonly DeliveryStatus[] | undefined;
  readonly configurationVersions?: readonly ConfigurationVersionNumber[] | undefined;
  readonly countries?: readonly string[] | undefined;
  /** The number or sender ID that one of the attempts originated from. */
  readonly number?: string | undefined;
  /** The recipient's keyed hash (D12). */
  readonly recipientHash?: Buffer | undefined;
}

/** True if the record is one of those that are meant. */
export function isMeant(record: DispatchRecord, filter: RecordFilter): boolean {
  return (
    isAmong(record.billed, filter.billed) &&
    isAmong(record.channel, filter.channels) &&
    isAmong(record.state, filter.states) &&
    isAmong(record.trigger ?? 'NONE', filter.triggers) &&
    isAmong(record.rule, filter.rules) &&
    isAmong(record.delivery, filter.deliveries) &&
    isAmong(record.configurationVersion, filter.configurationVersions) &&
    isAmong(record.country, filter.countries) &&
    (filter.number === undefined || record.attempts.some(({ from }) => from === filter.number)) &&
    (filter.recipientHash === undefined || record.recipientHash.equals(filter.recipientHash))
  );
}

function isAmong<T>(value: T, wanted: readonly T[] | undefined): boolean {
  return wanted === undefined || wanted.includes(value);
}
