import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { createSchemaFactory } from 'drizzle-zod';
import { z } from 'zod';
import {
  accountColumn,
  accountSidColumn,
  budgetedColumn,
  bytesColumn,
  chargeColumn,
  phoneNumberColumn,
  recordedActorColumn,
  saveInputColumn,
  selectedNumbersColumn,
  sendingPolicyColumn,
  settingsColumn,
  tenantIdColumn,
  uuidColumn,
  versionNumberColumn,
} from './row-columns.ts';
import * as tables from './tables.ts';

// The rows of tables.ts as hot SQL reads them, their columns named as there. Whatever a brand or a JSON column needs beside
// the column's own type is said here once. A row that does not hold such values is not read: parsing it throws.

/** The columns of an aliased table that a row has, as SQL text: `r.tenant_id as "tenantId", …`. */
export function columnsOf(
  table: PgTable,
  alias: string,
  row: { readonly shape: Readonly<Record<string, unknown>> },
): string {
  return Object.entries(getTableColumns(table))
    .filter(([key]) => key in row.shape)
    .map(([key, { name }]) => (key === name ? `${alias}.${name}` : `${alias}.${name} as "${key}"`))
    .join(', ');
}

/** A value for every column of a table, by the names of the database: a column that is forgotten does not compile. */
export type ColumnValues<T extends PgTable> = {
  readonly [K in keyof T['_']['columns'] as T['_']['columns'][K]['_']['name']]: unknown;
};

/** An integer without its range, which PostgreSQL holds it to: looking at that again takes a seventh of the time of a row. */
function integer() {
  const schema = z.int();
  return Object.assign(schema, { gte: () => schema, lte: () => schema });
}

const zodInstance = { ...z, int: integer };
const { createSelectSchema } = createSchemaFactory({ zodInstance });
/** For rows that PostgreSQL gives as JSON, where an instant is text. */
const json = createSchemaFactory({ zodInstance, coerce: { date: true } });

/** A row of `dispatch_record` but for what only statistics count by. */
export const dispatchRecordRow = createSelectSchema(tables.dispatchRecord, {
  tenantId: tenantIdColumn,
  id: uuidColumn,
  configurationVersion: versionNumberColumn,
  recipientHash: bytesColumn,
  recipientSealed: () => bytesColumn,
  requestedBy: recordedActorColumn,
  settings: settingsColumn,
}).omit({ fellBack: true });

/** The JSON of a row of `dispatch_attempt` within its dispatch. */
export const dispatchAttemptRow = json
  .createSelectSchema(tables.dispatchAttempt, {
    id: uuidColumn,
    accountSid: accountSidColumn,
    credentialId: () => uuidColumn,
    quote: () => chargeColumn,
    budgeted: () => budgetedColumn,
  })
  .omit({ tenantId: true, dispatchId: true });

/** A row of `account_credential`; what is erased of it is null. */
export const credentialRow = createSelectSchema(tables.accountCredential, {
  tenantId: tenantIdColumn,
  id: uuidColumn,
  accountSid: accountSidColumn,
  wrappedKey: () => bytesColumn,
  sealedToken: () => bytesColumn,
}).omit({ createdAt: true, erasedAt: true, retiredAt: true });

/** A row of `account_check` but for its lease. */
export const accountCheckRow = createSelectSchema(tables.accountCheck, {
  tenantId: tenantIdColumn,
  id: uuidColumn,
  accountSid: () => accountSidColumn,
  credentialId: () => uuidColumn,
  requestedBy: recordedActorColumn,
  warnings: z.array(z.literal('TRIAL')),
}).omit({ leaseUntil: true, leaseHolder: true });

/** A row of `organization_number`, or the JSON of one. */
export const numberRow = json
  .createSelectSchema(tables.organizationNumber, { phoneNumber: phoneNumberColumn })
  .omit({ tenantId: true, accountSid: true });

/** A row of `configuration_draft`; the SID and the token are those of its account. */
export const draftRow = createSelectSchema(tables.configurationDraft, {
  tenantId: tenantIdColumn,
  id: uuidColumn,
  account: accountColumn,
  selectedNumbers: selectedNumbersColumn,
  changedBy: recordedActorColumn,
}).omit({ accountSid: true, credentialId: true });

/** A row of `configuration_version`; the SID and the token are those of its account. */
export const versionRow = createSelectSchema(tables.configurationVersion, {
  tenantId: tenantIdColumn,
  version: versionNumberColumn,
  account: () => accountColumn,
  selectedNumbers: selectedNumbersColumn,
  fallbackChosenBy: () => recordedActorColumn,
  consentId: () => uuidColumn,
  savedBy: recordedActorColumn,
  sendingPolicy: () => sendingPolicyColumn,
}).omit({ accountSid: true, credentialId: true });

/** A row of `change_request`. */
export const changeRequestRow = createSelectSchema(tables.changeRequest, {
  tenantId: tenantIdColumn,
  id: uuidColumn,
  entryId: uuidColumn,
  input: () => saveInputColumn,
  decidedEntry: () => uuidColumn,
  approvedEntry: () => uuidColumn,
});

/** A row of `consent_record`, or the JSON of one. */
export const consentRow = json.createSelectSchema(tables.consentRecord, {
  tenantId: tenantIdColumn,
  id: uuidColumn,
  accountSid: accountSidColumn,
  draftId: () => uuidColumn,
  configurationVersion: () => versionNumberColumn,
  endedConsentId: () => uuidColumn,
  actor: recordedActorColumn,
});

/** A row of `ledger_head`; PostgreSQL gives a `bigint` as text. */
export const headRow = createSelectSchema(tables.ledgerHead, {
  tenantId: tenantIdColumn,
  size: z.coerce.number().int(),
  frontier: bytesColumn,
  opening: bytesColumn.nullable(),
});

/** A row of `ledger_leaf`, likewise. */
export const leafRow = createSelectSchema(tables.ledgerLeaf, {
  tenantId: tenantIdColumn,
  leafIndex: z.coerce.number().int(),
  entryId: uuidColumn,
  leafHash: bytesColumn,
});

/** A row of `dispatch_failure_rollup`. */
export const failureRollupRow = createSelectSchema(tables.dispatchFailureRollup, {
  tenantId: tenantIdColumn,
});
/** A row of `dispatch_rollup`. */
export const rollupRow = createSelectSchema(tables.dispatchRollup, { tenantId: tenantIdColumn });
