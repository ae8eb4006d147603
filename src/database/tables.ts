import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { RecordedActor } from '../kernel/scope.ts';
import type { PolicyChoice } from '../kernel/sending/sending-policy.ts';
import {
  ACCOUNT_CHECK_KINDS,
  ACCOUNT_CHECK_STATUSES,
  ACCOUNT_CHECK_TRIGGERS,
  ACCOUNT_WARNINGS,
  VERIFICATION_FAILURES,
} from '../kernel/vocabulary/account.ts';
import { ENTRY_KINDS } from '../kernel/vocabulary/audit.ts';
import { CHANGE_REQUEST_KINDS, CHANGE_REQUEST_STATES } from '../kernel/vocabulary/configuration.ts';
import { CONSENT_END_REASONS, CONSENT_KINDS } from '../kernel/vocabulary/consent.ts';
import {
  BILLED_ACCOUNTS,
  CHANNELS,
  CHARGE_SOURCES,
  DELIVERY_STATES,
  DISPATCH_RULES,
  DISPATCH_STATES,
  EVIDENCES,
  FAILURE_REASONS,
  ORIGINATORS,
  OUTCOME_CLASSES,
  TRIGGERS,
} from '../kernel/vocabulary/dispatch.ts';
import { FALLBACK_MODES } from '../kernel/vocabulary/fallback.ts';
import { BUDGET_PERIODS, BUDGET_WARNINGS, BUDGETS, GUARDS } from '../kernel/vocabulary/guards.ts';
import { KEY_KINDS } from '../kernel/vocabulary/key.ts';
import { SENDER_CLASSES, SENDER_KINDS } from '../kernel/vocabulary/sender.ts';
import { FAILURE_STAGES } from '../kernel/vocabulary/statistics.ts';
import type {
  accountColumn,
  budgetedColumn,
  chargeColumn,
  saveInputColumn,
  selectedNumbersColumn,
  settingsColumn,
} from './row-columns.ts';

// Every table, in the order of its foreign keys. What Drizzle cannot say (partitions, row-level security, grants,
// append-only triggers) is in the hand-written migration beside the generated one.

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
/** Milliseconds are what a JavaScript date keeps, so a value read can be compared with the value stored. */
const instant = <Name extends string>(name: Name) =>
  timestamp(name, { precision: 3, withTimezone: true, mode: 'date' });

/** A tenant that has been named once (S12); the row that verbs on a tenant's configuration lock. */
export const tenant = pgTable(
  'tenant',
  {
    tenantId: text('tenant_id').primaryKey(),
    createdAt: instant('created_at').notNull(),
    /** The rest of the tenant's write budget, in bytes of log, and when; null where it was never touched (X5). */
    writeBudget: integer('write_budget'),
    writeBudgetAt: instant('write_budget_at'),
    /** True if a change of who sends takes another person of the tenant. */
    fourEyes: boolean('four_eyes').notNull().default(false),
  },
  (table) => [
    check(
      'tenant_id_form',
      sql`${table.tenantId} ~ '^[A-Za-z0-9._-]{1,64}$' or ${table.tenantId} = '$platform'`,
    ),
  ],
);

/** The published legal texts (C2). They belong to the platform, not to a tenant; rows are never changed. */
export const consentDocument = pgTable(
  'consent_document',
  {
    version: integer('version').notNull(),
    locale: text('locale').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    digest: text('digest').notNull(),
    inForceFrom: instant('in_force_from').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.locale] })],
);

/**
 * Sealed auth tokens, apart from the drafts and versions that name them. Erasing one empties its row; a retired one has
 * been replaced and is kept only for what was sent with it (S10).
 */
export const accountCredential = pgTable(
  'account_credential',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    accountSid: text('account_sid').notNull(),
    masterKeyId: text('master_key_id'),
    wrappedKey: bytes('wrapped_key'),
    sealedToken: bytes('sealed_token'),
    /** Of an API key, whose secret the sealed token is; null of an auth token. */
    keySid: text('key_sid'),
    createdAt: instant('created_at').notNull(),
    erasedAt: instant('erased_at'),
    retiredAt: instant('retired_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      name: 'account_credential_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
    check(
      'account_credential_sealed_or_erased',
      sql`num_nonnulls(${table.masterKeyId}, ${table.wrappedKey}, ${table.sealedToken}) = case when ${table.erasedAt} is null then 3 else 0 end`,
    ),
    index('account_credential_by_master_key').on(table.masterKeyId).where(sql`${table.erasedAt} is null`),
    index('account_credential_retired')
      .on(table.retiredAt)
      .where(sql`${table.retiredAt} is not null and ${table.erasedAt} is null`),
  ],
);

/**
 * The check value of each key that encrypted or hashed something here, without telling the key (X6). Keys belong to the platform;
 * rows are never changed but for when a key was retired.
 */
export const keyCheck = pgTable(
  'key_check',
  {
    kind: text('kind', { enum: KEY_KINDS }).notNull(),
    keyId: text('key_id').notNull(),
    value: bytes('value').notNull(),
    notedAt: instant('noted_at').notNull(),
    retiredAt: instant('retired_at'),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.keyId] }),
    check('key_check_kind', sql`${table.kind} in ('MASTER', 'LOOKUP')`),
  ],
);

/** Work that reads an account at Twilio outside the request: verifications (V5) and refreshes (N6). */
export const accountCheck = pgTable(
  'account_check',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind', { enum: ACCOUNT_CHECK_KINDS }).notNull(),
    trigger: text('trigger', { enum: ACCOUNT_CHECK_TRIGGERS }).notNull(),
    accountSid: text('account_sid'),
    credentialId: uuid('credential_id'),
    status: text('status', { enum: ACCOUNT_CHECK_STATUSES }).notNull(),
    failureReason: text('failure_reason', { enum: VERIFICATION_FAILURES }),
    warnings: text('warnings', { enum: ACCOUNT_WARNINGS }).array().notNull(),
    requestedBy: jsonb('requested_by').$type<RecordedActor>().notNull(),
    requestId: text('request_id').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    deadlineAt: instant('deadline_at').notNull(),
    finishedAt: instant('finished_at'),
    leaseUntil: instant('lease_until'),
    leaseHolder: uuid('lease_holder'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      name: 'account_check_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
    foreignKey({
      name: 'account_check_credential_fk',
      columns: [table.tenantId, table.credentialId],
      foreignColumns: [accountCredential.tenantId, accountCredential.id],
    }),
    check('account_check_kind', sql`${table.kind} in ('VERIFICATION', 'REFRESH')`),
    check(
      'account_check_finished',
      sql`(${table.status} in ('VERIFIED', 'REFRESHED', 'FAILED')) = (${table.finishedAt} is not null)`,
    ),
    index('account_check_newest').on(table.tenantId, table.kind, table.createdAt),
    index('account_check_unfinished').on(table.createdAt).where(sql`${table.finishedAt} is null`),
  ],
);

/** The incoming phone numbers of a tenant's live and drafted account, as Twilio last listed them (N6). */
export const organizationNumber = pgTable(
  'organization_number',
  {
    tenantId: text('tenant_id').notNull(),
    accountSid: text('account_sid').notNull(),
    phoneNumber: text('phone_number').notNull(),
    numberSid: text('number_sid').notNull(),
    name: text('name').notNull(),
    sms: boolean('sms').notNull(),
    voice: boolean('voice').notNull(),
    present: boolean('present').notNull(),
    available: boolean('available').notNull().generatedAlwaysAs(sql`present and sms and voice`),
    firstSeenAt: instant('first_seen_at').notNull(),
    availabilityChangedAt: instant('availability_changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.accountSid, table.phoneNumber] }),
    foreignKey({
      name: 'organization_number_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
  ],
);

/** The configuration that a tenant is editing: at most one, hence keyed by the tenant alone. */
export const configurationDraft = pgTable(
  'configuration_draft',
  {
    tenantId: text('tenant_id').primaryKey(),
    id: uuid('id').notNull(),
    revision: integer('revision').notNull(),
    accountSid: text('account_sid').notNull(),
    account: jsonb('account').$type<z.infer<typeof accountColumn>>().notNull(),
    credentialId: uuid('credential_id').notNull(),
    selectedNumbers: jsonb('selected_numbers')
      .$type<Readonly<z.infer<typeof selectedNumbersColumn>>>()
      .notNull(),
    refreshFailedAt: instant('refresh_failed_at'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: jsonb('changed_by').$type<RecordedActor>().notNull(),
    /** The digest of the request for the last change, so that it is known when it is repeated (D15). */
    requestDigest: text('request_digest'),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    foreignKey({
      name: 'configuration_draft_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
    foreignKey({
      name: 'configuration_draft_credential_fk',
      columns: [table.tenantId, table.credentialId],
      foreignColumns: [accountCredential.tenantId, accountCredential.id],
    }),
    index('configuration_draft_expiry').on(table.expiresAt),
  ],
);

/**
 * Changes of who sends that wait for another person or their time, and what became of them. Persons are named by the entries alone,
 * where they can be erased (A6).
 */
export const changeRequest = pgTable(
  'change_request',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    /** The entry that tells who asked. */
    entryId: uuid('entry_id').notNull(),
    kind: text('kind', { enum: CHANGE_REQUEST_KINDS }).notNull(),
    state: text('state', { enum: CHANGE_REQUEST_STATES }).notNull(),
    digest: text('digest').notNull(),
    baseVersion: integer('base_version').notNull(),
    input: jsonb('input').$type<z.infer<typeof saveInputColumn>>(),
    applyAt: instant('apply_at'),
    /** The entry of the last step. */
    decidedEntry: uuid('decided_entry'),
    /** The entry by which another person approved it, or the platform overrode; null until then, and where it takes only its time. */
    approvedEntry: uuid('approved_entry'),
    version: integer('version'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      name: 'change_request_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
    uniqueIndex('change_request_open')
      .on(table.tenantId)
      .where(sql`${table.state} in ('PENDING', 'APPROVED')`),
    uniqueIndex('change_request_version')
      .on(table.tenantId, table.version)
      .where(sql`${table.version} is not null`),
    index('change_request_due').on(table.applyAt).where(sql`${table.state} = 'APPROVED'`),
  ],
);

/** Consents given, declined and ended (C3). Rows are never changed, and outlive what they are about (C7). */
export const consentRecord = pgTable(
  'consent_record',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind', { enum: CONSENT_KINDS }).notNull(),
    accountSid: text('account_sid').notNull(),
    documentVersion: integer('document_version').notNull(),
    documentLocale: text('document_locale').notNull(),
    documentDigest: text('document_digest').notNull(),
    draftId: uuid('draft_id'),
    draftRevision: integer('draft_revision'),
    configurationVersion: integer('configuration_version'),
    endedConsentId: uuid('ended_consent_id'),
    endReason: text('end_reason', { enum: CONSENT_END_REASONS }),
    actor: jsonb('actor').$type<RecordedActor>().notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    requestId: text('request_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      name: 'consent_record_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
    foreignKey({
      name: 'consent_record_document_fk',
      columns: [table.documentVersion, table.documentLocale],
      foreignColumns: [consentDocument.version, consentDocument.locale],
    }),
    foreignKey({
      name: 'consent_record_ended_consent_fk',
      columns: [table.tenantId, table.endedConsentId],
      foreignColumns: [table.tenantId, table.id],
    }),
    unique('consent_record_ended_once').on(table.tenantId, table.endedConsentId),
    check('consent_record_kind', sql`${table.kind} in ('GIVEN', 'DECLINED', 'ENDED')`),
    check('consent_record_ends', sql`(${table.kind} = 'ENDED') = (${table.endedConsentId} is not null)`),
  ],
);

/** The immutable configuration versions; the newest is live (S1). Version 0 is never stored (S12). */
export const configurationVersion = pgTable(
  'configuration_version',
  {
    tenantId: text('tenant_id').notNull(),
    version: integer('version').notNull(),
    inForceFrom: instant('in_force_from').notNull(),
    accountSid: text('account_sid'),
    account: jsonb('account').$type<z.infer<typeof accountColumn>>(),
    credentialId: uuid('credential_id'),
    selectedNumbers: jsonb('selected_numbers')
      .$type<Readonly<z.infer<typeof selectedNumbersColumn>>>()
      .notNull(),
    smsEnabled: boolean('sms_enabled').notNull(),
    voiceEnabled: boolean('voice_enabled').notNull(),
    fallbackMode: text('fallback_mode', { enum: FALLBACK_MODES }).notNull(),
    fallbackChosenAt: instant('fallback_chosen_at'),
    fallbackChosenBy: jsonb('fallback_chosen_by').$type<RecordedActor>(),
    consentId: uuid('consent_id'),
    savedBy: jsonb('saved_by').$type<RecordedActor>().notNull(),
    requestId: text('request_id').notNull(),
    /** The digest of its request, so that it is known when it is repeated (D15). */
    requestDigest: text('request_digest'),
    /** The members of the sending policy that the tenant chose; null where it chose none. */
    sendingPolicy: jsonb('sending_policy').$type<PolicyChoice>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.version] }),
    foreignKey({
      name: 'configuration_version_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
    foreignKey({
      name: 'configuration_version_credential_fk',
      columns: [table.tenantId, table.credentialId],
      foreignColumns: [accountCredential.tenantId, accountCredential.id],
    }),
    foreignKey({
      name: 'configuration_version_consent_fk',
      columns: [table.tenantId, table.consentId],
      foreignColumns: [consentRecord.tenantId, consentRecord.id],
    }),
    unique('configuration_version_in_force').on(table.tenantId, table.inForceFrom),
    check('configuration_version_positive', sql`${table.version} > 0`),
    check('configuration_version_channel', sql`${table.smsEnabled} or ${table.voiceEnabled}`),
    check(
      'configuration_version_fallback',
      sql`${table.fallbackMode} in ('NOT_DEFINED', 'DISABLED', 'DEFAULT_ACCOUNT')`,
    ),
    check(
      'configuration_version_account_whole',
      sql`num_nonnulls(${table.accountSid}, ${table.account}, ${table.credentialId}, ${table.consentId}) in (0, 4)`,
    ),
    index('configuration_version_with_account')
      .on(table.tenantId)
      .where(sql`${table.accountSid} is not null`),
  ],
);

/** The warnings that stand on a tenant's live account (S11). */
export const accountWarning = pgTable(
  'account_warning',
  {
    tenantId: text('tenant_id').notNull(),
    kind: text('kind', { enum: ACCOUNT_WARNINGS }).notNull(),
    since: instant('since').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind] }),
    foreignKey({
      name: 'account_warning_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
  ],
);

/** The audit log (A1): the hashed bytes themselves, and beside them what filters need of them. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    body: text('body').notNull(),
    leafHash: bytes('leaf_hash').notNull(),
    // By these entries are looked for. They are told beside the text, and have to be what it says.
    kind: text('kind', { enum: ENTRY_KINDS }).notNull(),
    /** Null where the actor is a person, of whom the text holds commitments (A6). */
    actorSubject: text('actor_subject'),
    object: text('object').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    // In canonical form the members are in order, and a quote within a value is escaped. Form 2 never names a person.
    check(
      'audit_entry_columns_of_body',
      sql`strpos(${table.body}, ',"kind":' || to_json(${table.kind}) || ',"object":' || to_json(${table.object}) || ',"requestId":') > 0
        and case when ${table.actorSubject} is null
                 then ${table.body} ~ '^[{]"actor":[{]"authenticatedBy":"([^"\\\\]|\\\\.)*","displayName":[{]"commitment":"[A-Za-z0-9_-]{43}"[}],"kind":"PERSON","subject":[{]"commitment":"[A-Za-z0-9_-]{43}"[}][}],"after":'
                 else strpos(${table.body}, ',"subject":' || to_json(${table.actorSubject}) || '},"after":') > 0
                  and (right(${table.body}, 7) = ',"v":1}'
                       or strpos(${table.body}, ',"kind":"PERSON","subject":' || to_json(${table.actorSubject}) || '},"after":') = 0) end`,
    ),
    index('audit_entry_by_object').on(table.tenantId, table.object),
    // Decisions of dispatches are nearly all of a log; what is looked for by its kind is nearly always another.
    index('audit_entry_by_kind')
      .on(table.tenantId, table.kind, table.id)
      .where(sql`${table.kind} <> 'DISPATCH_DECIDED'`),
    index('audit_entry_by_actor').on(table.tenantId, table.actorSubject, table.id),
  ],
);

/**
 * The persons that entries and the state name, under an id that tells nothing of them: erasing a person removes them from here
 * (A6). Each name that a subject had is one of its own.
 */
export const person = pgTable(
  'person',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    subject: text('subject').notNull(),
    displayName: text('display_name').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('person_named').on(table.tenantId, table.subject, table.displayName),
  ],
);

/** The values behind the commitments in entries, with their salts (A6). Nothing else of a log can ever be erased. */
export const auditDisclosure = pgTable(
  'audit_disclosure',
  {
    tenantId: text('tenant_id').notNull(),
    entryId: uuid('entry_id').notNull(),
    /** A JSON Pointer into the entry. */
    path: text('path').notNull(),
    personId: uuid('person_id'),
    salt: bytes('salt'),
    /** In canonical form. */
    value: text('value'),
    /** The entry of the erasure. */
    erasedBy: uuid('erased_by'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.entryId, table.path] }),
    foreignKey({
      name: 'audit_disclosure_person_fk',
      columns: [table.tenantId, table.personId],
      foreignColumns: [person.tenantId, person.id],
    }),
    check(
      'audit_disclosure_shown_or_erased',
      sql`num_nonnulls(${table.personId}, ${table.salt}, ${table.value}) = case when ${table.erasedBy} is null then 3 else 0 end`,
    ),
    check('audit_disclosure_salt', sql`octet_length(${table.salt}) = 32`),
    index('audit_disclosure_by_person')
      .on(table.tenantId, table.personId, table.entryId)
      .where(sql`${table.personId} is not null`),
    index('audit_disclosure_by_erasure')
      .on(table.tenantId, table.erasedBy)
      .where(sql`${table.erasedBy} is not null`),
  ],
);

/**
 * Legal holds, which refuse to erase persons and keep dispatches (A6). Whom one is for and who placed it is told by its entry,
 * where it can be erased once the hold is released.
 */
export const legalHold = pgTable(
  'legal_hold',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    /** The entry that placed it. */
    entryId: uuid('entry_id').notNull(),
    /** True if it is for the subject that the entry discloses. */
    ofSubject: boolean('of_subject').notNull(),
    validFrom: instant('valid_from'),
    /** Exclusive. */
    validTo: instant('valid_to'),
    /** The entry that released it. */
    releasedBy: uuid('released_by'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      name: 'legal_hold_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
    check('legal_hold_span', sql`${table.validFrom} < ${table.validTo}`),
    index('legal_hold_standing').on(table.tenantId).where(sql`${table.releasedBy} is null`),
  ],
);

/** Stops of sending that stand (G7): of a tenant, or of all tenants where it is the platform. Why and by whom is told by the entry. */
export const sendingPause = pgTable(
  'sending_pause',
  {
    tenantId: text('tenant_id').notNull(),
    /** As ISO 3166-1 alpha-2; empty for all countries. */
    country: text('country').notNull(),
    /** The entry that noted it. */
    entryId: uuid('entry_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.country] }),
    foreignKey({
      name: 'sending_pause_tenant_fk',
      columns: [table.tenantId],
      foreignColumns: [tenant.tenantId],
    }),
  ],
);

/** Epochs of the ledger: each begins with a restored database, and the newest holds for all logs. */
export const ledgerEpoch = pgTable('ledger_epoch', {
  epoch: integer('epoch').primaryKey(),
  startedAt: instant('started_at').notNull(),
});

/** Entries that are still to be sealed, of all tenants in one order, hence keyed by that alone. */
export const ledgerQueue = pgTable('ledger_queue', {
  position: bigint('position', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tenantId: text('tenant_id').notNull(),
  entryId: uuid('entry_id').notNull(),
  leafHash: bytes('leaf_hash').notNull(),
});

/** The head of each log in each epoch: the tree as far as it takes to go on, and its signed checkpoint. */
export const ledgerHead = pgTable(
  'ledger_head',
  {
    tenantId: text('tenant_id').notNull(),
    epoch: integer('epoch').notNull(),
    origin: text('origin').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    /** The roots of the perfect subtrees, the largest first, 32 bytes each. */
    frontier: bytes('frontier').notNull(),
    note: text('note').notNull(),
    sealedAt: instant('sealed_at').notNull(),
    /** The secret by which the log's name in the host log can be told (A7); null of a log that was never in it. */
    opening: bytes('opening'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.epoch] })],
);

/** The place of each sealed entry in its log. Not partitioned, since unique beyond the entry's id. */
export const ledgerLeaf = pgTable(
  'ledger_leaf',
  {
    tenantId: text('tenant_id').notNull(),
    epoch: integer('epoch').notNull(),
    leafIndex: bigint('leaf_index', { mode: 'number' }).notNull(),
    entryId: uuid('entry_id').notNull(),
    leafHash: bytes('leaf_hash').notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.epoch, table.leafIndex] }),
    unique('ledger_leaf_entry').on(table.tenantId, table.entryId),
  ],
);

/** The roots of full subtrees of 2^level leaves, from level 1: what proofs are read from. */
export const ledgerNode = pgTable(
  'ledger_node',
  {
    tenantId: text('tenant_id').notNull(),
    epoch: integer('epoch').notNull(),
    level: smallint('level').notNull(),
    nodeIndex: bigint('node_index', { mode: 'number' }).notNull(),
    hash: bytes('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.epoch, table.level, table.nodeIndex] })],
);

/** The rounds of sealing, each a leaf of the host log (A7), which is kept as a log beside those of tenants. Of all tenants. */
export const ledgerRound = pgTable(
  'ledger_round',
  {
    epoch: integer('epoch').notNull(),
    round: bigint('round', { mode: 'number' }).notNull(),
    /** The root over the heads of the round: the bytes of the leaf. */
    root: bytes('root').notNull(),
    /** The leaf hashes of the heads in their order, 32 bytes each. */
    heads: bytes('heads').notNull(),
  },
  (table) => [primaryKey({ columns: [table.epoch, table.round] })],
);

/** The rounds in which the head of a log was moved on, and its place in each. */
export const ledgerRoundHead = pgTable(
  'ledger_round_head',
  {
    tenantId: text('tenant_id').notNull(),
    epoch: integer('epoch').notNull(),
    round: bigint('round', { mode: 'number' }).notNull(),
    position: integer('position').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.epoch, table.round] })],
);

/** The checkpoint of the host log that is published, in each epoch, and the lease of the node that asks witnesses. Of all tenants. */
export const ledgerPublished = pgTable('ledger_published', {
  epoch: integer('epoch').primaryKey(),
  size: bigint('size', { mode: 'number' }).notNull().default(0),
  /** With the lines of the witnesses that signed it; null until they were asked for the first time. */
  note: text('note'),
  /** The newest that enough witnesses signed. */
  witnessedNote: text('witnessed_note'),
  witnessedAt: instant('witnessed_at'),
  leaseUntil: instant('lease_until').notNull(),
});

/** The dispatch of each idempotency key (D10); separate from the records, because it is unique across their partitions. */
export const dispatchKey = pgTable(
  'dispatch_key',
  {
    tenantId: text('tenant_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    dispatchId: uuid('dispatch_id').notNull(),
    requestHash: bytes('request_hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.idempotencyKey] }),
    // Led by the id alone: beside the primary key no index begins with the tenant, or a plan made while the table is
    // empty could take it for a look-up by key, and read everything of the tenant each time from then on.
    index('dispatch_key_by_dispatch').on(table.dispatchId),
  ],
);

/**
 * The idempotency keys of mutations, hashed with who used them, and to what they led. An outcome is that of the very transaction
 * that claims the key: nobody sees a key without one.
 */
export const requestKey = pgTable(
  'request_key',
  {
    tenantId: text('tenant_id').notNull(),
    key: bytes('key').notNull(),
    requestHash: bytes('request_hash').notNull(),
    /** By what the outcome is found again. */
    outcome: jsonb('outcome'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.key] }),
    index('request_key_by_age').on(table.createdAt),
  ],
);

/** One SMS or voice event each: how it was decided and what came of it (B4). Partitioned by month on its id. */
export const dispatchRecord = pgTable(
  'dispatch_record',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    recipientMasked: text('recipient_masked').notNull(),
    recipientHash: bytes('recipient_hash').notNull(),
    recipientKeyId: text('recipient_key_id'),
    recipientSealed: bytes('recipient_sealed'),
    country: text('country').notNull(),
    language: text('language'),
    validitySeconds: integer('validity_seconds'),
    /** As we count them before Twilio has told (B5). */
    segments: integer('segments').notNull(),
    configurationVersion: integer('configuration_version').notNull(),
    fallbackMode: text('fallback_mode', { enum: FALLBACK_MODES }).notNull(),
    settings: jsonb('settings').$type<z.infer<typeof settingsColumn>>().notNull(),
    state: text('state', { enum: DISPATCH_STATES }).notNull(),
    delivery: text('delivery', { enum: DELIVERY_STATES }).notNull(),
    deliveryCode: integer('delivery_code'),
    billedAccount: text('billed_account', { enum: BILLED_ACCOUNTS }).notNull(),
    alsoBilled: text('also_billed', { enum: ORIGINATORS }),
    trigger: text('trigger', { enum: TRIGGERS }),
    rule: text('rule', { enum: DISPATCH_RULES }).notNull(),
    /** True if the default account was tried after the custom one, for statistics. */
    fellBack: boolean('fell_back').notNull().default(false),
    failureReason: text('failure_reason', { enum: FAILURE_REASONS }),
    chargeAmount: numeric('charge_amount'),
    chargeCurrency: text('charge_currency'),
    chargeSource: text('charge_source', { enum: CHARGE_SOURCES }),
    rateCardVersion: text('rate_card_version'),
    requestedBy: jsonb('requested_by').$type<RecordedActor>().notNull(),
    requestId: text('request_id').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
    changedAt: instant('changed_at').notNull(),
    leaseUntil: instant('lease_until'),
    /** When Twilio is to be asked next, what became of an open attempt or what a message cost (D11, B3). */
    followUpAt: instant('follow_up_at'),
    followUps: integer('follow_ups').notNull().default(0),
    /** True if a simulator took it instead of Twilio (X6). Null in records of old, which nodes of old still write. */
    simulated: boolean('simulated'),
    /** When the delivery of the message or the end of the call became known; null in records of old. */
    deliveredAt: instant('delivered_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('dispatch_record_open').on(table.leaseUntil).where(sql`${table.leaseUntil} is not null`),
    index('dispatch_record_follow_up').on(table.followUpAt).where(sql`${table.followUpAt} is not null`),
    // None begins with the tenant, as with the keys. The hash is keyed by tenant, so that it needs none beside it. By a collation that a
    // statement has to name, changes are found tenant by tenant, and nothing else takes that index.
    index('dispatch_record_of_tenant_changed').on(
      sql`${table.tenantId} collate "C"`,
      table.changedAt,
      table.id,
    ),
    index('dispatch_record_recipient').on(table.recipientHash),
    // By the very columns of the key, so that PostgreSQL takes it rather than the key for what is pending, whatever it
    // knows of a month.
    index('dispatch_record_pending').on(table.tenantId, table.id).where(sql`${table.state} = 'PENDING'`),
    // Production has none, and asks at its start whether that is so.
    index('dispatch_record_simulated').on(table.id).where(sql`${table.simulated}`),
    // For erasing a person (A6); of dispatches by services it holds nothing.
    index('dispatch_record_of_person')
      .on(sql`(${table.requestedBy} ->> 'subject')`)
      .where(sql`${table.requestedBy} ->> 'kind' = 'PERSON'`),
    check(
      'dispatch_record_state',
      sql`${table.state} in ('PENDING', 'ACCEPTED', 'FAILED', 'OUTCOME_UNKNOWN')`,
    ),
    check('dispatch_record_billed', sql`${table.billedAccount} in ('CUSTOM', 'DEFAULT', 'NONE', 'UNKNOWN')`),
  ],
);

/** The tries of a dispatch, at most two. Partitioned by month on its id, made with the dispatch's instant. */
export const dispatchAttempt = pgTable(
  'dispatch_attempt',
  {
    tenantId: text('tenant_id').notNull(),
    id: uuid('id').notNull(),
    dispatchId: uuid('dispatch_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    originator: text('originator', { enum: ORIGINATORS }).notNull(),
    accountSid: text('account_sid').notNull(),
    credentialId: uuid('credential_id'),
    from: text('from_number').notNull(),
    outcome: text('outcome', { enum: OUTCOME_CLASSES }).notNull(),
    /** The source of the outcome: the call itself, a status callback, or Twilio's lists (D11). */
    evidence: text('evidence', { enum: EVIDENCES }),
    twilioSid: text('twilio_sid'),
    httpStatus: integer('http_status'),
    code: integer('code'),
    fault: text('fault'),
    startedAt: instant('started_at').notNull(),
    durationMs: integer('duration_ms'),
    settledAt: instant('settled_at'),
    quote: jsonb('quote').$type<z.infer<typeof chargeColumn>>(),
    /** As Twilio counts them (B5); null where it has not told. */
    segments: integer('segments'),
    senderKind: text('sender_kind', { enum: SENDER_KINDS }),
    /** Of the default account's senders (D16). */
    senderClass: text('sender_class', { enum: SENDER_CLASSES }),
    /** The sender that a messaging service chose. */
    chosenFrom: text('chosen_from'),
    /** Null where no budget counts it (G4). */
    budgeted: jsonb('budgeted').$type<z.infer<typeof budgetedColumn>>(),
  },
  (table) => [
    // The attempts of a dispatch lie together; the id is in it since partitions go by it.
    primaryKey({ columns: [table.tenantId, table.dispatchId, table.id] }),
    // Over all tenants: those without an account of their own share the platform's, and one account may serve several.
    index('dispatch_attempt_sid').on(table.twilioSid).where(sql`${table.twilioSid} is not null`),
    index('dispatch_attempt_open').on(table.accountSid, table.from).where(sql`${table.outcome} = 'OPEN'`),
    check(
      'dispatch_attempt_outcome',
      sql`${table.outcome} in ('ACCEPTED', 'REFUSED', 'THROTTLED', 'NOT_SENT', 'OPEN')`,
    ),
  ],
);

/**
 * The messages that a recipient was sent by one channel, as far as guards look back (G2): in pairs, the stretch of time and how
 * many. Locked by the intents that it decides. Nothing that an index holds changes within a day, so that counting moves no index.
 */
export const recipientCount = pgTable(
  'recipient_count',
  {
    tenantId: text('tenant_id').notNull(),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    recipientHash: bytes('recipient_hash').notNull(),
    tenMinutes: integer('ten_minutes').array().notNull(),
    hour: integer('hour').array().notNull(),
    day: integer('day').array().notNull(),
    lastAt: instant('last_at').notNull(),
    /** The day of the last one, in UTC: what is old is forgotten by it. */
    lastOn: date('last_on', { mode: 'string' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.channel, table.recipientHash] }),
    index('recipient_count_by_age').on(table.lastOn),
  ],
);

/** The refusals of guards, and what they would have refused, by the hour (G9), in lanes so that intents under way do not wait for each other. */
export const guardRefusal = pgTable(
  'guard_refusal',
  {
    tenantId: text('tenant_id').notNull(),
    hour: instant('hour').notNull(),
    guard: text('guard', { enum: GUARDS }).notNull(),
    /** True if it was only observed. */
    observed: boolean('observed').notNull(),
    lane: smallint('lane').notNull(),
    refusals: integer('refusals').notNull(),
    /** As many of them as entries tell. */
    noted: integer('noted').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.hour, table.guard, table.observed, table.lane] }),
    index('guard_refusal_to_note').on(table.hour).where(sql`${table.noted} < ${table.refusals}`),
  ],
);

/**
 * The money that dispatches have spent, or may yet, of each budget (G4): by the day and by the month that began on `starts_on`.
 * Changed with the attempts that it sums up, in lanes as `dispatch_rollup`: only the sum over the lanes says anything.
 */
export const budgetSpending = pgTable(
  'budget_spending',
  {
    tenantId: text('tenant_id').notNull(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    period: text('period', { enum: BUDGET_PERIODS }).notNull(),
    budget: text('budget', { enum: BUDGETS }).notNull(),
    currency: text('currency').notNull(),
    lane: smallint('lane').notNull(),
    amount: numeric('amount').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.startsOn, table.period, table.budget, table.currency, table.lane],
    }),
    index('budget_spending_by_age').on(table.startsOn),
  ],
);

/** The warnings that stand on a budget (G4): the row says from which amount on, so that who releases money knows what to clear. */
export const budgetWarning = pgTable(
  'budget_warning',
  {
    tenantId: text('tenant_id').notNull(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    period: text('period', { enum: BUDGET_PERIODS }).notNull(),
    budget: text('budget', { enum: BUDGETS }).notNull(),
    currency: text('currency').notNull(),
    kind: text('kind', { enum: BUDGET_WARNINGS }).notNull(),
    fromAmount: numeric('from_amount').notNull(),
    since: instant('since').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.startsOn, table.period, table.budget, table.currency, table.kind],
    }),
    index('budget_warning_by_age').on(table.startsOn),
  ],
);

/** The number of a rollup row's dispatches at each delivery status. */
const deliveryCounters = () => ({
  deliveryNone: integer('delivery_none').notNull(),
  deliveryQueued: integer('delivery_queued').notNull(),
  deliverySending: integer('delivery_sending').notNull(),
  deliverySent: integer('delivery_sent').notNull(),
  deliveryDelivered: integer('delivery_delivered').notNull(),
  deliveryUndelivered: integer('delivery_undelivered').notNull(),
  deliveryFailed: integer('delivery_failed').notNull(),
  deliveryRinging: integer('delivery_ringing').notNull(),
  deliveryInProgress: integer('delivery_in_progress').notNull(),
  deliveryCompleted: integer('delivery_completed').notNull(),
  deliveryBusy: integer('delivery_busy').notNull(),
  deliveryNoAnswer: integer('delivery_no_answer').notNull(),
  deliveryCanceled: integer('delivery_canceled').notNull(),
});

/** The number of a rollup row's dispatches by the time from the intent to acceptance, and to delivery, in milliseconds. */
const latencyCounters = () => ({
  acceptedIn100: integer('accepted_in_100').notNull().default(0),
  acceptedIn200: integer('accepted_in_200').notNull().default(0),
  acceptedIn500: integer('accepted_in_500').notNull().default(0),
  acceptedIn1000: integer('accepted_in_1000').notNull().default(0),
  acceptedIn2000: integer('accepted_in_2000').notNull().default(0),
  acceptedIn5000: integer('accepted_in_5000').notNull().default(0),
  acceptedIn10000: integer('accepted_in_10000').notNull().default(0),
  acceptedIn30000: integer('accepted_in_30000').notNull().default(0),
  acceptedLater: integer('accepted_later').notNull().default(0),
  deliveredIn1000: integer('delivered_in_1000').notNull().default(0),
  deliveredIn2000: integer('delivered_in_2000').notNull().default(0),
  deliveredIn5000: integer('delivered_in_5000').notNull().default(0),
  deliveredIn10000: integer('delivered_in_10000').notNull().default(0),
  deliveredIn30000: integer('delivered_in_30000').notNull().default(0),
  deliveredIn60000: integer('delivered_in_60000').notNull().default(0),
  deliveredIn300000: integer('delivered_in_300000').notNull().default(0),
  deliveredIn900000: integer('delivered_in_900000').notNull().default(0),
  deliveredLater: integer('delivered_later').notNull().default(0),
});

const dispatchCounts = () => ({
  tenantId: text('tenant_id').notNull(),
  bucket: instant('bucket').notNull(),
  channel: text('channel', { enum: CHANNELS }).notNull(),
  billedAccount: text('billed_account', { enum: BILLED_ACCOUNTS }).notNull(),
  /** Empty where none is billed, and of months whose records were gone before it was counted. */
  accountSid: text('account_sid').notNull().default(''),
  state: text('state', { enum: DISPATCH_STATES }).notNull(),
  /** Empty when nothing triggered a fallback. */
  trigger: text('trigger', { enum: [...TRIGGERS, ''] }).notNull(),
  rule: text('rule', { enum: DISPATCH_RULES }).notNull(),
  fellBack: boolean('fell_back').notNull(),
  lane: smallint('lane').notNull(),
  dispatches: integer('dispatches').notNull(),
  ...deliveryCounters(),
  ...latencyCounters(),
});

const chargeCounts = () => ({
  tenantId: text('tenant_id').notNull(),
  bucket: instant('bucket').notNull(),
  channel: text('channel', { enum: CHANNELS }).notNull(),
  billedAccount: text('billed_account', { enum: BILLED_ACCOUNTS }).notNull(),
  /** Empty where none is billed, and of months whose records were gone before it was counted. */
  accountSid: text('account_sid').notNull().default(''),
  /** Empty for months whose records were gone before it was counted. */
  country: text('country').notNull().default(''),
  currency: text('currency').notNull(),
  lane: smallint('lane').notNull(),
  charged: integer('charged').notNull(),
  amount: numeric('amount').notNull(),
});

const countryCounts = () => ({
  tenantId: text('tenant_id').notNull(),
  bucket: instant('bucket').notNull(),
  country: text('country').notNull(),
  channel: text('channel', { enum: CHANNELS }).notNull(),
  billedAccount: text('billed_account', { enum: BILLED_ACCOUNTS }).notNull(),
  /** Empty where none is billed, and of months whose records were gone before it was counted. */
  accountSid: text('account_sid').notNull().default(''),
  /** This and the next three are empty or false for months whose records were gone before it was counted. */
  state: text('state', { enum: [...DISPATCH_STATES, ''] })
    .notNull()
    .default(''),
  trigger: text('trigger', { enum: [...TRIGGERS, ''] })
    .notNull()
    .default(''),
  rule: text('rule', { enum: [...DISPATCH_RULES, ''] })
    .notNull()
    .default(''),
  fellBack: boolean('fell_back').notNull().default(false),
  lane: smallint('lane').notNull(),
  dispatches: integer('dispatches').notNull(),
  ...deliveryCounters(),
});

const failureCounts = () => ({
  tenantId: text('tenant_id').notNull(),
  bucket: instant('bucket').notNull(),
  channel: text('channel', { enum: CHANNELS }).notNull(),
  billedAccount: text('billed_account', { enum: BILLED_ACCOUNTS }).notNull(),
  accountSid: text('account_sid').notNull(),
  stage: text('stage', { enum: FAILURE_STAGES }).notNull(),
  originator: text('originator', { enum: ORIGINATORS }).notNull(),
  /** Twilio's error code; 0 without one. */
  code: integer('code').notNull(),
  lane: smallint('lane').notNull(),
  failures: integer('failures').notNull(),
});

/**
 * Dispatches that are no longer pending, by the quarter-hour (UTC) of their creation. Each connection counts in its own
 * lane, and one may have taken out what another put in, so only the sum over the lanes says anything.
 */
export const dispatchRollup = pgTable('dispatch_rollup', dispatchCounts(), (table) => [
  primaryKey({
    name: 'dispatch_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.state,
      table.trigger,
      table.rule,
      table.fellBack,
      table.lane,
    ],
  }),
  index('dispatch_rollup_by_time').using('brin', table.bucket),
]);

/** The charges of dispatches, by the quarter-hour of their creation; lanes as in `dispatch_rollup`. */
export const dispatchChargeRollup = pgTable('dispatch_charge_rollup', chargeCounts(), (table) => [
  primaryKey({
    name: 'dispatch_charge_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.country,
      table.currency,
      table.lane,
    ],
  }),
  index('dispatch_charge_rollup_by_time').using('brin', table.bucket),
]);

/** The same dispatches as in `dispatch_rollup`, by the recipient's country. */
export const dispatchCountryRollup = pgTable('dispatch_country_rollup', countryCounts(), (table) => [
  primaryKey({
    name: 'dispatch_country_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.country,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.state,
      table.trigger,
      table.rule,
      table.fellBack,
      table.lane,
    ],
  }),
  index('dispatch_country_rollup_by_time').using('brin', table.bucket),
]);

/** The sums of `dispatch_rollup` over each hour before `rollup_progress.hours_until`: what wide ranges are read from. */
export const dispatchHourRollup = pgTable('dispatch_hour_rollup', dispatchCounts(), (table) => [
  primaryKey({
    name: 'dispatch_hour_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.state,
      table.trigger,
      table.rule,
      table.fellBack,
      table.lane,
    ],
  }),
]);

/** The sums of `dispatch_charge_rollup` over the same hours. */
export const dispatchChargeHourRollup = pgTable('dispatch_charge_hour_rollup', chargeCounts(), (table) => [
  primaryKey({
    name: 'dispatch_charge_hour_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.country,
      table.currency,
      table.lane,
    ],
  }),
]);

/** The sums of `dispatch_country_rollup` over the same hours. */
export const dispatchCountryHourRollup = pgTable('dispatch_country_hour_rollup', countryCounts(), (table) => [
  primaryKey({
    name: 'dispatch_country_hour_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.country,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.state,
      table.trigger,
      table.rule,
      table.fellBack,
      table.lane,
    ],
  }),
]);

/** Failures of the dispatches of `dispatch_rollup`: of attempts, and of deliveries, by code. */
export const dispatchFailureRollup = pgTable('dispatch_failure_rollup', failureCounts(), (table) => [
  primaryKey({
    name: 'dispatch_failure_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.stage,
      table.originator,
      table.code,
      table.lane,
    ],
  }),
  index('dispatch_failure_rollup_by_time').using('brin', table.bucket),
]);

/** The sums of `dispatch_failure_rollup` over the same hours. */
export const dispatchFailureHourRollup = pgTable('dispatch_failure_hour_rollup', failureCounts(), (table) => [
  primaryKey({
    name: 'dispatch_failure_hour_rollup_pk',
    columns: [
      table.tenantId,
      table.bucket,
      table.channel,
      table.billedAccount,
      table.accountSid,
      table.stage,
      table.originator,
      table.code,
      table.lane,
    ],
  }),
]);

/** One row: the end of the last hour that rollups by the hour have. It only moves on. */
export const rollupProgress = pgTable('rollup_progress', {
  hoursUntil: instant('hours_until').primaryKey(),
});
