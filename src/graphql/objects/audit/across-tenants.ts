import type {
  TenantsConsentFilter,
  TenantsEntryFilter,
} from '../../../audit/across-tenants/across-tenants.ts';
import type { Consent as ConsentShape } from '../../../consent/consent.ts';
import { PLATFORM_TENANT, type TenantId } from '../../../kernel/ids.ts';
import type { AuditEntry as EntryShape } from '../../../ledger/entries/entry-store.ts';
import { parsePlace, placeText } from '../../../tenant/tenant-place.ts';
import { builder } from '../../builder.ts';
import { connectionOf, pageArguments } from '../../fields/connection.ts';
import { encodeGlobalId } from '../../fields/global-id.ts';
import { readFilteredPage } from '../../fields/paging.ts';
import { spanFields } from '../../fields/span-fields.ts';
import { Actor } from '../actor.ts';
import { ConsentEndReason, ConsentKind } from '../consent/consent.ts';
import { consentCriteria } from '../consent/consent-criteria.ts';
import { AuditEntryKind, kindOf } from './audit-entry.ts';

/** The scopes of entries across tenants, which the auditor of the platform alone has together. */
const OF_ENTRIES = ['tenants:read', 'audit:read'] as const;
const OF_CONSENTS = ['tenants:read', 'audit:read', 'consents:read'] as const;

const ORDER =
  "in the order of the ids of tenants, and for each tenant newest first. For the auditor of the platform. Each reading is one entry in the platform's log, however many pages it has. A page looks at 1,000 tenants. It may then contain fewer nodes than requested, or none, while `hasNextPage` is true.";

const PlatformConsent = builder.objectRef<ConsentShape>('PlatformConsent').implement({
  description:
    'A record of the consent history of a tenant, as the auditor of the platform sees it among those of all.',
  access: OF_CONSENTS,
  fields: (t) => ({
    tenantId: t.exposeString('tenant', { description: 'The plain id of the tenant.' }),
    id: t.id({
      description: 'The global id of the record. Pass it to `node` to read more.',
      resolve: ({ tenant, id }) => encodeGlobalId('Consent', `${tenant}:${id}`),
    }),
    kind: t.expose('kind', { type: ConsentKind, description: 'The kind of the record.' }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      description: 'The SID of the account that the record is about.',
    }),
    documentVersion: t.int({
      description: 'The version of the legal text that was shown.',
      resolve: ({ document }) => document.version,
    }),
    documentLocale: t.string({
      description: 'The language of the legal text that was shown, as a BCP 47 tag.',
      resolve: ({ document }) => document.locale,
    }),
    documentDigest: t.string({
      description: 'The digest of the legal text that was shown, in hexadecimal.',
      resolve: ({ document }) => document.digest,
    }),
    endReason: t.field({
      type: ConsentEndReason,
      nullable: true,
      description: 'The reason why the earlier consent ended; null unless this record is of kind `ENDED`.',
      resolve: ({ ends }) => ends?.reason ?? null,
    }),
    actor: t.expose('actor', { type: Actor, description: 'The actor that did it.' }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'The time at which it was recorded.',
    }),
  }),
});

const PlatformConsentConnection = connectionOf(PlatformConsent, {
  plural: 'consent records of all tenants',
  node: 'The consent record.',
  access: OF_CONSENTS,
});

const PlatformAuditEntry = builder.objectRef<EntryShape>('PlatformAuditEntry').implement({
  description: "An entry of a tenant's audit log, as the auditor of the platform sees it among those of all.",
  access: OF_ENTRIES,
  fields: (t) => ({
    tenantId: t.exposeString('tenant', { description: 'The plain id of the tenant.' }),
    id: t.id({
      description:
        'The global id of the entry. Pass it to `node` to read more, such as its place in the log.',
      resolve: ({ tenant, id }) => encodeGlobalId('AuditEntry', `${tenant}:${id}`),
    }),
    kind: t.field({
      type: AuditEntryKind,
      description: 'The kind of event that the entry records.',
      resolve: kindOf,
    }),
    at: t.expose('at', { type: 'DateTime', description: 'The time at which it happened.' }),
    actor: t.expose('actor', { type: Actor, description: 'The actor that did it.' }),
    object: t.exposeString('object', {
      description: 'The object that the entry is about, for example `configuration/3`.',
    }),
    requestId: t.exposeString('requestId', { description: 'The id of the request or job that did it.' }),
    before: t.expose('before', {
      type: 'JSON',
      nullable: true,
      description: 'The object before the change; null if it did not exist.',
    }),
    after: t.expose('after', {
      type: 'JSON',
      nullable: true,
      description: 'The object after the change; null if it no longer exists.',
    }),
  }),
});

const PlatformAuditEntryConnection = connectionOf(PlatformAuditEntry, {
  plural: 'audit entries of all tenants',
  node: 'The entry.',
  access: OF_ENTRIES,
});

const PlatformConsentFilter = builder.inputType('PlatformConsentFilter', {
  description:
    'Selects the consent records of all tenants. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => ({
    kinds: t.field({ type: [ConsentKind], description: 'Records of one of these kinds.' }),
    accountSid: t.field({
      type: 'AccountSid',
      description: 'Records about the account with this SID, in any letter case.',
    }),
    documentVersion: t.int({ description: 'Records about the legal text of this version.' }),
    documentDigest: t.string({ description: 'Records about the legal text with this digest.' }),
    ...spanFields(t, 'Records'),
  }),
});

const PlatformAuditEntryFilter = builder.inputType('PlatformAuditEntryFilter', {
  description:
    'Selects the audit entries of all tenants. All conditions must match; a condition that is absent matches everything.',
  fields: (t) => ({
    kinds: t.field({ type: [AuditEntryKind], description: 'Entries of one of these kinds.' }),
    ...spanFields(t, 'Entries'),
  }),
});

/** A place after which a page goes on. */
const cursorsOf = (list: string) => ({
  list,
  parseKey: (text: string) => (parsePlace(text) === undefined ? undefined : text),
});
const keyOf = (row: { readonly tenant: TenantId; readonly id: string }) => placeText(row);
const placeOf = (key: string | null) => (key === null ? null : (parsePlace(key) ?? null));

builder.queryFields((t) => ({
  platformConsents: t.field({
    type: PlatformConsentConnection,
    nullable: true,
    description: `The consent histories of all tenants, ${ORDER}`,
    access: OF_CONSENTS,
    args: {
      filter: t.arg({ type: PlatformConsentFilter, description: 'Selects the records to return.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { filter, ...page }, context) => {
      const wanted: TenantsConsentFilter = consentCriteria(filter);
      const scope = context.scope(PLATFORM_TENANT);
      return context.apart(() =>
        readFilteredPage(page, cursorsOf('platformConsents'), keyOf, (after, limit) =>
          context.services.acrossTenants.consents(scope, wanted, { after: placeOf(after), limit }),
        ),
      );
    },
  }),
  platformAuditEntries: t.field({
    type: PlatformAuditEntryConnection,
    nullable: true,
    description: `The audit entries of all tenants, ${ORDER}`,
    access: OF_ENTRIES,
    args: {
      filter: t.arg({ type: PlatformAuditEntryFilter, description: 'Selects the entries to return.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { filter, ...page }, context) => {
      const wanted: TenantsEntryFilter = {
        kinds: filter?.kinds ?? undefined,
        from: filter?.from ?? undefined,
        to: filter?.to ?? undefined,
      };
      const scope = context.scope(PLATFORM_TENANT);
      return context.apart(() =>
        readFilteredPage(page, cursorsOf('platformAuditEntries'), keyOf, (after, limit) =>
          context.services.acrossTenants.entries(scope, wanted, { after: placeOf(after), limit }),
        ),
      );
    },
  }),
}));
