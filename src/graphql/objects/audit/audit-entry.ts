import type { GraphQLSchema } from 'graphql';
import { parseUuid } from '../../../kernel/ids.ts';
import { TENANT_ENTRY_KINDS, type TenantEntryKind } from '../../../kernel/vocabulary/audit.ts';
import type { AuditEntry as EntryShape } from '../../../ledger/entries/entry-store.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { connectionOf } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { encodeGlobalId } from '../../fields/global-id.ts';
import { foundBy } from '../../fields/node.ts';
import { mayRead } from '../../plugins/access-guard.ts';
import { entryProperties, LedgerEntry } from './ledger-entry.ts';

export const AuditEntryKind = builder.enumType('AuditEntryKind', {
  description: "The kinds of event that a tenant's audit log records.",
  values: {
    VERIFICATION_FINISHED: { description: 'A verification ended.' },
    DRAFT_CREATED: { description: 'A draft was created.' },
    DRAFT_REPLACED: { description: 'A draft replaced another one.' },
    DRAFT_CHANGED: { description: 'The selection of a draft changed.' },
    DRAFT_DISCARDED: { description: 'A draft was discarded.' },
    DRAFT_EXPIRED: { description: 'A draft expired.' },
    CONFIGURATION_SAVED: { description: 'A configuration version became live.' },
    ACCOUNT_REMOVED: { description: 'The custom account was removed.' },
    TOKEN_ROTATED: { description: 'The auth token of the live account was replaced.' },
    FALLBACK_POLICY_CHANGED: { description: 'The fallback policy changed.' },
    CHANNELS_CHANGED: { description: 'The channels in use changed.' },
    SENDING_POLICY_CHANGED: { description: 'Other members of the sending policy were chosen.' },
    GUARD_REFUSALS_COUNTED: {
      description: 'Guards refused dispatches, or would have: one entry by hour and guard.',
    },
    CONSENT_GIVEN: { description: 'A person consented.' },
    CONSENT_DECLINED: { description: 'A person declined to consent.' },
    CONSENT_ENDED: { description: 'A consent ended because its account was replaced or removed.' },
    NUMBER_AVAILABILITY_CHANGED: {
      description: 'A selected number became available or unavailable at Twilio.',
    },
    BUDGET_WARNING_RAISED: { description: 'A warning about a budget was raised.' },
    BUDGET_WARNING_CLEARED: { description: 'A warning about a budget was cleared.' },
    WARNING_RAISED: { description: 'A warning on the account was raised.' },
    WARNING_CLEARED: { description: 'A warning on the account was cleared.' },
    DISPATCH_DECIDED: {
      description: 'The outcome of a dispatch, and the billed account, became known.',
    },
    DISPATCH_CORRECTED: { description: 'The recorded outcome of a dispatch was corrected.' },
    DISPATCH_PRICED: { description: 'The price that Twilio charged the custom account became known.' },
    LEDGER_EPOCH_STARTED: {
      description: 'A new epoch of the log was started after a restore; this is its first entry.',
    },
    AUDIT_EXPORTED: { description: 'The log or a part of it was exported.' },
    PERSON_ERASED: { description: 'The data of a person was erased.' },
    CHANGE_REQUESTED: {
      description: 'A change of who sends was asked for, and waits for another person or its time.',
    },
    CHANGE_REQUEST_DECIDED: {
      description:
        'A change request was approved, overridden, applied, rejected or withdrawn, or became stale.',
    },
    FOUR_EYES_CHANGED: {
      description: 'A change of who sends began or ceased to take another person of the tenant.',
    },
    LEGAL_HOLD_PLACED: { description: 'A legal hold was placed.' },
    LEGAL_HOLD_RELEASED: { description: 'A legal hold was released.' },
    SENDING_PAUSED: { description: 'The platform stopped sending, for all countries or one.' },
    SENDING_RESUMED: { description: 'A stop of sending ended.' },
    CONSENT_RECEIPT_ISSUED: { description: 'A receipt for a consent was issued.' },
  } satisfies Described<TenantEntryKind>,
});

export const AuditEntryFilter = builder.inputType('AuditEntryFilter', {
  description:
    'Selects the audit entries of a list. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => ({
    kinds: t.field({ type: [AuditEntryKind], description: 'Entries of one of these kinds.' }),
    ...entryProperties(t),
  }),
});

/** The kind, which in a tenant's log is never one of the platform's. */
export function kindOf({ kind }: EntryShape): TenantEntryKind {
  if (!isTenantKind(kind)) throw new Error(`the log of a tenant holds a platform entry: ${kind}`);
  return kind;
}

const OF_TENANTS: ReadonlySet<string> = new Set(TENANT_ENTRY_KINDS);

function isTenantKind(kind: string): kind is TenantEntryKind {
  return OF_TENANTS.has(kind);
}

export const AuditEntry = builder.node(builder.objectRef<EntryShape>('AuditEntry'), {
  description: "An entry of a tenant's audit log. It never changes and contains no secrets.",
  interfaces: [LedgerEntry],
  access: 'audit:read',
  ...foundBy({
    keyOf: ({ id }: EntryShape) => id,
    parseKey: parseUuid,
    find: (context, tenant, id) => context.reads(tenant).auditEntries.load(id),
  }),
  fields: (t) => ({
    kind: t.field({
      type: AuditEntryKind,
      description: 'The kind of event that the entry records.',
      resolve: kindOf,
    }),
  }),
});

/** The types of the objects that entries are about and that can be fetched, by the first part of the object's name. */
const SUBJECTS = new Map([
  ['dispatch', 'DispatchRecord'],
  ['consent', 'Consent'],
  ['configuration', 'Configuration'],
  ['verification', 'Verification'],
]);

/** The global id of the object that an entry is about, if it is a node that the caller may read. */
function subjectOf({ tenant, object }: EntryShape, { principal }: OperationContext, schema: GraphQLSchema) {
  const [name = '', key = ''] = object.split('/');
  const type = schema.getType(SUBJECTS.get(name) ?? '');
  if (type === undefined || !mayRead(principal, type)) return null;
  return encodeGlobalId(type.name, `${tenant}:${key}`);
}

builder.objectFields(AuditEntry, (t) => ({
  subject: t.node({
    description:
      'The object that the entry is about. Null if it cannot be fetched by an id, no longer exists, or the caller may not read it.',
    access: 'OBJECT',
    id: (entry, _args, context, { schema }) => subjectOf(entry, context, schema),
  }),
}));

/** A page of the audit log. */
export const AuditEntryConnection = connectionOf(AuditEntry, {
  plural: 'audit entries',
  node: 'The entry.',
  access: 'audit:read',
});

/** The field with the entries about one object, newest first. */
export function entriesAbout(what: string) {
  return {
    type: AuditEntryConnection,
    nullable: true,
    description: `The audit entries about ${what}, newest first.`,
    access: 'audit:read',
  } as const;
}
