import { pageConsents } from '../consent/consent-store.ts';
import { parseUuid, type TenantId } from '../kernel/ids.ts';
import { AuditEntryConnection, AuditEntryFilter } from './audit-entry.ts';
import { builder } from './builder.ts';
import { Configuration } from './configuration.ts';
import { ConfigurationDraft } from './configuration-draft.ts';
import { pageArguments } from './connection.ts';
import { ConsentConnection, ConsentKind, ConsentStatus } from './consent.ts';
import { ConsentValidity, consentValidity } from './consent-validity.ts';
import { filterText } from './filter-text.ts';
import { readEntryPage } from './ledger-entry.ts';
import { findable, idOf, Node } from './node.ts';
import { NumberRefresh } from './number-refresh.ts';
import { LOOKED_THROUGH, readPage } from './paging.ts';
import { VerifiableLog } from './verifiable-log.ts';
import { Verification } from './verification.ts';

/** One customer organization of the platform. */
export interface TenantShape {
  readonly tenant: TenantId;
}

const ConsentFilter = builder.inputType('ConsentFilter', {
  description: 'Which consent records a list shows; what is absent does not narrow it.',
  fields: (t) => ({
    kinds: t.field({ type: [ConsentKind], description: 'Records that state one of these.' }),
    accountSid: t.field({ type: 'AccountSid', description: 'Records about this account.' }),
    actorSubject: t.string({ description: 'Records of what the subject of this name did.' }),
    from: t.field({ type: 'DateTime', description: 'Records of this instant and later.' }),
    to: t.field({ type: 'DateTime', description: 'Records of before this instant.' }),
    statuses: t.field({
      type: [ConsentStatus],
      description: 'Records of what stands so; a record that states an end has no status of its own.',
    }),
    statusAt: t.field({
      type: 'DateTime',
      description: 'The instant that `statuses` is about; now where it is absent.',
    }),
  }),
});

/** A tenant, and everything that is read of it. */
export const Tenant = builder.objectRef<TenantShape>('Tenant').implement({
  description: 'One customer organization of the platform.',
  interfaces: [Node, VerifiableLog],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: idOf('Tenant', () => '') }),
    tenantId: t.exposeString('tenant', { description: 'The id as tokens name it.' }),
    configuration: t.field({
      type: Configuration,
      nullable: true,
      description: 'The live configuration, or the one that was in force at an instant.',
      access: 'configuration:read',
      args: { at: t.arg({ type: 'DateTime', description: 'The instant; now where it is absent.' }) },
      resolve: ({ tenant }, { at }, context) =>
        at ? context.reads(tenant).configurationAt(at.getTime()) : context.reads(tenant).live(),
    }),
    configurationVersion: t.field({
      type: Configuration,
      nullable: true,
      description: 'The configuration version of a number; null when there is none yet.',
      access: 'configuration:read',
      args: { number: t.arg.int({ required: true, description: 'The number of the version.' }) },
      resolve: ({ tenant }, { number }, context) => context.reads(tenant).configurations.load(number),
    }),
    draft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description: 'The configuration being edited; null when there is none, or it has expired.',
      access: 'configuration:read',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).draft(),
    }),
    latestVerification: t.field({
      type: Verification,
      nullable: true,
      description: 'The verification that was begun last; null when there was none.',
      access: 'configuration:read',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).latestCheck('VERIFICATION'),
    }),
    latestRefresh: t.field({
      type: NumberRefresh,
      nullable: true,
      description: 'The refresh of numbers that was begun last; null when there was none.',
      access: 'configuration:read',
      resolve: ({ tenant }, _args, context) => context.reads(tenant).latestCheck('REFRESH'),
    }),
    consents: t.field({
      type: ConsentConnection,
      nullable: true,
      description: 'The consent history, newest first.',
      access: 'consents:read',
      args: {
        filter: t.arg({ type: ConsentFilter, description: 'Which records to show.' }),
        ...pageArguments(t.arg),
      },
      resolve: ({ tenant }, { filter, ...page }, context) => {
        const narrowed = {
          kinds: filter?.kinds ?? undefined,
          accountSid: filter?.accountSid ?? undefined,
          actorSubject: filterText('actorSubject', filter?.actorSubject),
          from: filter?.from ?? undefined,
          to: filter?.to ?? undefined,
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
      description: 'Whether there was a valid consent for the live account, now or at an instant.',
      access: 'consents:read',
      args: { at: t.arg({ type: 'DateTime', description: 'The instant; now where it is absent.' }) },
      resolve: ({ tenant }, { at }, context) => consentValidity(context, tenant, at),
    }),
    auditLog: t.field({
      type: AuditEntryConnection,
      nullable: true,
      description: `The audit log, newest first. ${LOOKED_THROUGH}`,
      access: 'audit:read',
      args: {
        filter: t.arg({ type: AuditEntryFilter, description: 'Which entries to show.' }),
        ...pageArguments(t.arg),
      },
      resolve: ({ tenant }, { filter, ...page }, context) => readEntryPage(context, tenant, filter, page),
    }),
  }),
});

findable(
  'Tenant',
  (text) => (text === '' ? true : undefined),
  async (_context, tenant): Promise<TenantShape> => ({ tenant }),
);
