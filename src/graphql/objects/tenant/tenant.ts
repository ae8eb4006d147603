import { readCertificate } from '../../../audit/erasure/erasure-service.ts';
import { MOST_HOLDS } from '../../../audit/erasure/hold-rules.ts';
import { standingHolds } from '../../../audit/erasure/hold-store.ts';
import { pageConsents } from '../../../consent/consent-store.ts';
import { MOST_PAUSES, readPauses } from '../../../dispatch/policy/pause-store.ts';
import { parseUuid, type TenantId } from '../../../kernel/ids.ts';
import type { TenantListing } from '../../../tenant/tenant-store.ts';
import { builder } from '../../builder.ts';
import { connectionOf, pageArguments } from '../../fields/connection.ts';
import { filterText } from '../../fields/filter-text.ts';
import { foundBy } from '../../fields/node.ts';
import { LOOKED_THROUGH, readPage } from '../../fields/paging.ts';
import { spanFields } from '../../fields/span-fields.ts';
import { Verification } from '../account/verification.ts';
import { AuditEntry, AuditEntryConnection, AuditEntryFilter } from '../audit/audit-entry.ts';
import { readEntryPage } from '../audit/ledger-entry.ts';
import { LegalHold } from '../audit/legal-hold.ts';
import { entryIdIn, VerifiableLog } from '../audit/verifiable-log.ts';
import { Configuration, ConfigurationConnection, readVersionPage } from '../configuration/configuration.ts';
import { ConfigurationDraft } from '../configuration/configuration-draft.ts';
import { readAlongWith } from '../configuration/configuration-look-ahead.ts';
import { NumberRefresh } from '../configuration/number-refresh.ts';
import { ConsentConnection, ConsentKind, ConsentStatus } from '../consent/consent.ts';
import { consentCriteria } from '../consent/consent-criteria.ts';
import { ConsentValidity, consentValidity } from '../consent/consent-validity.ts';
import { SendingPause } from '../dispatch/sending-pause.ts';

/** One customer organization of the platform. */
export interface TenantShape {
  readonly tenant: TenantId;
}

const ConsentFilter = builder.inputType('ConsentFilter', {
  description:
    'Selects the consent records of a list. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => ({
    kinds: t.field({ type: [ConsentKind], description: 'Records of one of these kinds.' }),
    accountSid: t.field({ type: 'AccountSid', description: 'Records about the account with this SID.' }),
    documentVersion: t.int({ description: 'Records about the legal text of this version.' }),
    documentDigest: t.string({ description: 'Records about the legal text with this digest.' }),
    actorSubject: t.string({ description: 'Records of what this subject did.' }),
    ...spanFields(t, 'Records'),
    statuses: t.field({
      type: [ConsentStatus],
      description:
        'Records with one of these statuses. A record of kind `ENDED` has no status and never matches.',
    }),
    statusAt: t.field({
      type: 'DateTime',
      description: 'The time at which `statuses` must hold. The default is now.',
    }),
  }),
});

export const Tenant = builder.node(builder.objectRef<TenantShape>('Tenant'), {
  description: 'One customer organization of the platform.',
  interfaces: [VerifiableLog],
  ...foundBy({
    keyOf: (_tenant: TenantShape) => '',
    parseKey: (text) => (text === '' ? true : undefined),
    plainKey: (text, _context, tenant) => (text === tenant ? '' : undefined),
    find: (_context, tenant) => ({ tenant }),
  }),
  fields: (t) => ({
    tenantId: t.exposeString('tenant', { description: 'The plain id of the tenant, as used in tokens.' }),
    configuration: t.field({
      type: Configuration,
      nullable: true,
      description: 'The configuration that is live now, or that was in force at a given time.',
      access: 'configuration:read',
      args: { at: t.arg({ type: 'DateTime', description: 'The time to look at. The default is now.' }) },
      resolve: ({ tenant }, { at }, context, info) =>
        at
          ? context.reads(tenant).configurationAt(at.getTime())
          : context.reads(tenant).live(readAlongWith(info, context.principal)),
    }),
    configurationVersion: t.field({
      type: Configuration,
      nullable: true,
      description: 'The configuration version with a given number; null if it does not exist.',
      access: 'configuration:read',
      args: { number: t.arg.int({ required: true, description: 'The number of the version.' }) },
      resolve: ({ tenant }, { number }, context) => context.reads(tenant).configurations.load(number),
    }),
    configurations: t.field({
      type: ConfigurationConnection,
      nullable: true,
      description:
        'The configuration versions, newest first; version 0 is the last. A page of versions with many numbers may contain fewer than requested while `hasNextPage` is true.',
      access: 'configuration:read',
      args: pageArguments(t.arg),
      resolve: ({ tenant }, page, context) => readVersionPage(context, tenant, page),
    }),
    draft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description: 'The configuration that is being edited; null if there is none or it has expired.',
      access: 'configuration:read',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).draft(),
    }),
    latestVerification: t.field({
      type: Verification,
      nullable: true,
      description: 'The verification that was started last; null if there was none.',
      access: 'configuration:read',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).latestCheck('VERIFICATION'),
    }),
    latestRefresh: t.field({
      type: NumberRefresh,
      nullable: true,
      description: 'The refresh that was started last; null if there was none.',
      access: 'configuration:read',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).latestCheck('REFRESH'),
    }),
    consents: t.field({
      type: ConsentConnection,
      nullable: true,
      description: 'The consent history, newest first.',
      access: 'consents:read',
      args: {
        filter: t.arg({ type: ConsentFilter, description: 'Selects the records to return.' }),
        ...pageArguments(t.arg),
      },
      resolve: ({ tenant }, { filter, ...page }, context) => {
        const narrowed = {
          ...consentCriteria(filter),
          actorSubject: filterText('actorSubject', filter?.actorSubject),
          statuses: filter?.statuses ?? undefined,
          statusAt: filter?.statusAt ?? undefined,
        };
        const kind = { list: `consents/${tenant}`, parseKey: parseUuid };
        return readPage(
          page,
          kind,
          ({ id }) => id,
          (before, limit) => context.reads(tenant).run((tx) => pageConsents(tx, narrowed, { before, limit })),
        );
      },
    }),
    consentValidity: t.field({
      type: ConsentValidity,
      nullable: true,
      description:
        'The answer to the question of whether the live account has a valid consent now, or had one at a given time.',
      access: 'consents:read',
      args: { at: t.arg({ type: 'DateTime', description: 'The time to look at. The default is now.' }) },
      resolve: ({ tenant }, { at }, context) => consentValidity(context, tenant, at),
    }),
    legalHolds: t.field({
      type: [LegalHold],
      listLength: MOST_HOLDS,
      nullable: true,
      description: 'The legal holds that stand, in the order in which they were placed.',
      access: 'privacy:erase',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).run(standingHolds),
    }),
    sendingPauses: t.field({
      type: [SendingPause],
      listLength: MOST_PAUSES,
      nullable: true,
      description:
        'The stops of this tenant’s sending that stand; the one for all countries is the first. Those for all tenants are not among them.',
      access: 'configuration:read',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).run(readPauses),
    }),
    erasureCertificate: t.string({
      nullable: true,
      description:
        'The certificate of an erasure as a file. It shows which values were erased, and `npm run audit:verify -- --certificate` checks it offline. Null until the entry of the erasure is sealed, usually within a second, and if there is no such erasure.',
      access: 'privacy:erase',
      args: {
        entryId: t.arg.id({ required: true, description: 'The id of the entry of kind `PERSON_ERASED`.' }),
      },
      resolve: ({ tenant }, { entryId }, context) =>
        context.reads(tenant).run((tx) => readCertificate(tx, entryIdIn(tenant, entryId))),
    }),
    auditEntry: t.field({
      type: AuditEntry,
      nullable: true,
      description: 'The audit entry with a given id; null if it does not exist.',
      access: 'audit:read',
      args: {
        id: t.arg.id({ required: true, description: 'The id of the entry, or its `id` within its text.' }),
      },
      resolve: ({ tenant }, { id }, context) =>
        context.reads(tenant).auditEntries.load(entryIdIn(tenant, id)),
    }),
    auditLog: t.field({
      type: AuditEntryConnection,
      nullable: true,
      description: `The audit log, newest first. ${LOOKED_THROUGH}`,
      access: 'audit:read',
      args: {
        filter: t.arg({ type: AuditEntryFilter, description: 'Selects the entries to return.' }),
        ...pageArguments(t.arg),
      },
      resolve: ({ tenant }, { filter, ...page }, context) => readEntryPage(context, tenant, filter, page),
    }),
  }),
});

const TenantSummary = builder.objectRef<TenantListing>('TenantSummary').implement({
  description: 'A tenant in the list of all tenants. Pass its id to `tenant` to read more.',
  access: 'tenants:read',
  fields: (t) => ({
    tenantId: t.exposeString('tenant', { description: 'The plain id of the tenant, as used in tokens.' }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which a request first named the tenant.',
    }),
  }),
});

/** A page of the list of all tenants. */
export const TenantSummaryConnection = connectionOf(TenantSummary, {
  plural: 'tenants',
  node: 'The tenant.',
  access: 'tenants:read',
});
