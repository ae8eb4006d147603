// The kinds of audit entry (A1); what each of them keeps is in `ledger/entries/entry-kinds.ts`.

const OF_TENANTS = [
  'VERIFICATION_FINISHED',
  'DRAFT_CREATED',
  'DRAFT_REPLACED',
  'DRAFT_CHANGED',
  'DRAFT_DISCARDED',
  'DRAFT_EXPIRED',
  'CONFIGURATION_SAVED',
  'ACCOUNT_REMOVED',
  'TOKEN_ROTATED',
  'FALLBACK_POLICY_CHANGED',
  'CHANNELS_CHANGED',
  'SENDING_POLICY_CHANGED',
  'GUARD_REFUSALS_COUNTED',
  'BUDGET_WARNING_RAISED',
  'BUDGET_WARNING_CLEARED',
  'CONSENT_GIVEN',
  'CONSENT_DECLINED',
  'CONSENT_ENDED',
  'NUMBER_AVAILABILITY_CHANGED',
  'WARNING_RAISED',
  'WARNING_CLEARED',
  'DISPATCH_DECIDED',
  'DISPATCH_CORRECTED',
  'DISPATCH_PRICED',
  'CONSENT_RECEIPT_ISSUED',
  'CHANGE_REQUESTED',
  'CHANGE_REQUEST_DECIDED',
  'FOUR_EYES_CHANGED',
] as const;
/** These lie in the logs of tenants and in that of the platform: they are about the log itself, the persons in it, and stops. */
const OF_EVERY_LOG = [
  'LEGAL_HOLD_PLACED',
  'LEGAL_HOLD_RELEASED',
  'SENDING_PAUSED',
  'SENDING_RESUMED',
  'LEDGER_EPOCH_STARTED',
  'AUDIT_EXPORTED',
  'PERSON_ERASED',
] as const;
const OF_THE_PLATFORM = [
  'CONSENT_DOCUMENT_PUBLISHED',
  'LEDGER_KEY_CHANGED',
  'RATE_CARD_PUBLISHED',
  'DISPATCH_SETTINGS_CHANGED',
  'SENDING_LIMITS_CHANGED',
  'RETENTION_APPLIED',
  'MASTER_KEYS_ROTATED',
  'MASTER_KEY_RETIRED',
  'TENANTS_READ',
  'STATISTICS_READ',
  'CONSENTS_READ',
  'ENTRIES_READ',
] as const;

/** Every kind of entry. */
export const ENTRY_KINDS = [...OF_TENANTS, ...OF_EVERY_LOG, ...OF_THE_PLATFORM] as const;
/** The name of a kind of entry. */
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** The kinds that lie in the logs of tenants. */
export const TENANT_ENTRY_KINDS = [...OF_TENANTS, ...OF_EVERY_LOG] as const;
/** A kind that lies in the log of a tenant. */
export type TenantEntryKind = (typeof TENANT_ENTRY_KINDS)[number];

/** The kinds that lie in the platform's own log, under its reserved tenant. */
export const PLATFORM_ENTRY_KINDS = [...OF_THE_PLATFORM, ...OF_EVERY_LOG] as const;
/** A kind that lies in the platform's own log. */
export type PlatformEntryKind = (typeof PLATFORM_ENTRY_KINDS)[number];

/** The formats of exports: NDJSON is the evidence, CSV is for reading. */
export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;
/** The same, and that of evidence packs, which are asked for and noted apart. */
export const NOTED_FORMATS = [...EXPORT_FORMATS, 'pack'] as const;
export type NotedFormat = (typeof NOTED_FORMATS)[number];

/** The ways of an export with the personal values that its entries commit to: it tells or withholds them (A6). */
export const EXPORT_DISCLOSURES = ['include', 'omit'] as const;
export type ExportDisclosures = (typeof EXPORT_DISCLOSURES)[number];
