import type { Transaction } from '../../database/client.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { PartOfList } from '../../kernel/part-of-list.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { LookupHashes } from '../../secrets/recipient-cipher.ts';
import type { DispatchRecord } from './dispatch.ts';
import { findKeys } from './dispatch-store.ts';
import type { ChangeKey } from './record-change-rules.ts';
import { pageChangedRecords } from './record-change-store.ts';
import type { RecordFilter } from './record-filter-rules.ts';
import { findRecords, type MadeBy, pageRecords } from './record-page-store.ts';

/** A filter of records with the recipient in the clear. */
export interface RecordCriteria extends Omit<RecordFilter, 'recipientHash'> {
  readonly recipient?: PhoneNumber | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
}

/** The queries of dispatch records beside those by id. */
export interface RecordQueries {
  /** The same with the recipient as it is kept (D12). */
  filter(tenant: TenantId, criteria: RecordCriteria): RecordFilter;
  /**
   * Up to `limit` of the transaction's tenant, older than `before`, newest first, and where the looking for them ended;
   * `madeBy` narrows them to a subject's.
   */
  page(
    tx: Transaction,
    criteria: RecordCriteria,
    madeBy: MadeBy,
    page: { readonly before: Uuid | null; readonly limit: number },
  ): Promise<PartOfList<DispatchRecord, Uuid>>;
  /** Up to `limit` of them that have changed since an instant, in the order of their changes. */
  changed(
    tx: Transaction,
    criteria: RecordCriteria & { readonly changedSince: Date },
    madeBy: MadeBy,
    page: { readonly after: ChangeKey | null; readonly limit: number },
  ): Promise<PartOfList<DispatchRecord, ChangeKey>>;
  /** The id of the record that an idempotency key stands for; `undefined` for a free one (D10). */
  idOfKey(tx: Transaction, idempotencyKey: string): Promise<Uuid | undefined>;
  /** Those of the ids that there are, in no order; `madeBy` narrows them likewise. */
  find(tx: Transaction, ids: readonly Uuid[], madeBy: MadeBy): Promise<readonly DispatchRecord[]>;
}

/** The queries, with the key that recipients are hashed by. */
export function createRecordQueries({ hashes }: { readonly hashes: LookupHashes }): RecordQueries {
  const filter: RecordQueries['filter'] = (tenant, { recipient, ...rest }) => ({
    ...rest,
    recipientHash: recipient === undefined ? undefined : hashes.hash(tenant, 'recipient', recipient),
  });
  return {
    filter,
    page: (tx, criteria, madeBy, page) =>
      pageRecords(tx, { ...filter(tx.tenant, criteria), from: criteria.from, to: criteria.to }, madeBy, page),
    changed: (tx, { changedSince, ...criteria }, madeBy, page) =>
      pageChangedRecords(tx, { ...filter(tx.tenant, criteria), changedSince }, madeBy, page),
    idOfKey: async (tx, key) => (await findKeys(tx, [key])).get(key)?.dispatchId,
    find: findRecords,
  };
}
