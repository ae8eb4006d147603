import { PLATFORM_TENANT, type TenantId } from '../../../kernel/ids.ts';
import { PLATFORM_ENTRY_KINDS, type PlatformEntryKind } from '../../../kernel/vocabulary/audit.ts';
import type { AuditEntry as EntryShape } from '../../../ledger/entries/entry-store.ts';
import { builder } from '../../builder.ts';
import { connectionOf, pageArguments } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { LOOKED_THROUGH } from '../../fields/paging.ts';
import { entryProperties, LedgerEntry, readEntryPage } from './ledger-entry.ts';
import { VerifiableLog } from './verifiable-log.ts';

const SCOPES = ['platform-log:read', 'audit:read'] as const;

const PlatformLogEntryKind = builder.enumType('PlatformLogEntryKind', {
  description: "The kinds of event that the platform's own log records.",
  values: {
    CONSENT_DOCUMENT_PUBLISHED: { description: 'A legal text was published.' },
    RATE_CARD_PUBLISHED: { description: 'A rate card came into force.' },
    DISPATCH_SETTINGS_CHANGED: { description: 'The settings that apply to all dispatches changed.' },
    SENDING_LIMITS_CHANGED: {
      description: 'Other defaults and bounds of sending policies are in use.',
    },
    RETENTION_APPLIED: { description: 'Dispatch records older than their retention period were removed.' },
    MASTER_KEYS_ROTATED: { description: 'Auth tokens were re-encrypted under another master key.' },
    MASTER_KEY_RETIRED: { description: 'A master key that encrypts nothing any more was retired.' },
    LEDGER_KEY_CHANGED: { description: 'The key that signs checkpoints changed.' },
    TENANTS_READ: { description: 'The list of tenants was read.' },
    STATISTICS_READ: { description: 'Statistics of all tenants were read.' },
    CONSENTS_READ: { description: 'Consents of all tenants were read.' },
    ENTRIES_READ: { description: 'Audit entries of all tenants were read.' },
    LEDGER_EPOCH_STARTED: {
      description: 'A new epoch of the log was started after a restore; this is its first entry.',
    },
    AUDIT_EXPORTED: { description: 'The log or a part of it was exported.' },
    PERSON_ERASED: { description: 'The data of a person was erased.' },
    LEGAL_HOLD_PLACED: { description: 'A legal hold was placed.' },
    LEGAL_HOLD_RELEASED: { description: 'A legal hold was released.' },
    SENDING_PAUSED: { description: 'Sending was stopped for all tenants, for all countries or one.' },
    SENDING_RESUMED: { description: 'A stop of sending ended.' },
  } satisfies Described<PlatformEntryKind>,
});

function kindOf({ kind }: EntryShape): PlatformEntryKind {
  const ofPlatform = PLATFORM_ENTRY_KINDS.find((one) => one === kind);
  if (ofPlatform === undefined)
    throw new Error(`the log of the platform holds an entry of a tenant: ${kind}`);
  return ofPlatform;
}

const PlatformLogEntry = builder.objectRef<EntryShape>('PlatformLogEntry').implement({
  description: "An entry of the platform's own log. It never changes and contains no secrets.",
  interfaces: [LedgerEntry],
  access: SCOPES,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id in the text of the entry. It cannot be passed to `node`.' }),
    kind: t.field({
      type: PlatformLogEntryKind,
      description: 'The kind of event that the entry records.',
      resolve: kindOf,
    }),
  }),
});

const PlatformLogEntryConnection = connectionOf(PlatformLogEntry, {
  plural: "entries of the platform's log",
  node: 'The entry.',
  access: SCOPES,
});

const PlatformLogFilter = builder.inputType('PlatformLogFilter', {
  description:
    "Selects the entries of the platform's log. All conditions must match; a condition that is absent matches everything.",
  fields: (t) => ({
    kinds: t.field({ type: [PlatformLogEntryKind], description: 'Entries of one of these kinds.' }),
    ...entryProperties(t),
  }),
});

const PlatformLog = builder.objectRef<{ readonly tenant: TenantId }>('PlatformLog').implement({
  description:
    "The platform's own audit log: legal texts, rate cards, settings, keys, retention, and reads that span tenants.",
  interfaces: [VerifiableLog],
  access: SCOPES,
  fields: (t) => ({
    auditLog: t.field({
      type: PlatformLogEntryConnection,
      description: `The log, newest first. ${LOOKED_THROUGH}`,
      args: {
        filter: t.arg({ type: PlatformLogFilter, description: 'Selects the entries to return.' }),
        ...pageArguments(t.arg),
      },
      resolve: ({ tenant }, { filter, ...page }, context) => readEntryPage(context, tenant, filter, page),
    }),
  }),
});

builder.queryField('platformLog', (t) =>
  t.field({
    type: PlatformLog,
    nullable: true,
    description: "The platform's own audit log. For platform roles.",
    access: SCOPES,
    resolve: (_root, _args, context) => {
      // The log is the one that the operation works in, which has to be known before anything is waited for.
      context.reads(PLATFORM_TENANT);
      return { tenant: PLATFORM_TENANT };
    },
  }),
);
