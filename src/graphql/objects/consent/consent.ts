import type { Consent as ConsentShape } from '../../../consent/consent.ts';
import { consentStatus } from '../../../consent/consent-rules.ts';
import { parseUuid } from '../../../kernel/ids.ts';
import type {
  ConsentEndReason as ConsentEndReasonName,
  ConsentKind as ConsentKindName,
  ConsentStatus as ConsentStatusName,
} from '../../../kernel/vocabulary/consent.ts';
import { builder } from '../../builder.ts';
import { connectionOf } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { foundBy } from '../../fields/node.ts';
import { Actor } from '../actor.ts';
import { AuditEntry } from '../audit/audit-entry.ts';
import { ConsentDocument } from './consent-document.ts';

export const ConsentKind = builder.enumType('ConsentKind', {
  description: 'The kind of a consent record.',
  values: {
    GIVEN: { description: 'A person consented to the text for an account.' },
    DECLINED: { description: 'A person declined. Nothing else changed.' },
    ENDED: { description: 'An earlier consent ended because its account was replaced or removed.' },
  } satisfies Described<ConsentKindName>,
});

export const ConsentStatus = builder.enumType('ConsentStatus', {
  description: 'The status of a consent at a given time.',
  values: {
    VALID: { description: 'A consent was given and has not ended.' },
    ENDED: { description: 'A consent was given and has ended.' },
    DECLINED: { description: 'Consent was declined.' },
  } satisfies Described<ConsentStatusName>,
});

export const ConsentEndReason = builder.enumType('ConsentEndReason', {
  description: 'The reason why a consent ended.',
  values: {
    ACCOUNT_REPLACED: { description: 'Another account was saved.' },
    ACCOUNT_REMOVED: { description: 'The account was removed.' },
  } satisfies Described<ConsentEndReasonName>,
});

export const Consent = builder.node(builder.objectRef<ConsentShape>('Consent'), {
  description: 'A record of the consent history. It never changes and outlives the account that it is about.',
  access: 'consents:read',
  ...foundBy({
    keyOf: ({ id }: ConsentShape) => id,
    parseKey: parseUuid,
    find: (context, tenant, id) => context.reads(tenant).consents.load(id),
  }),
  fields: (t) => ({
    kind: t.expose('kind', { type: ConsentKind, description: 'The kind of the record.' }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      description: 'The SID of the account that the record is about.',
    }),
    document: t.field({
      type: ConsentDocument,
      description: 'The legal text as it was shown.',
      resolve: ({ document }, _args, context) =>
        context.documents().published(document.version, document.locale),
    }),
    draftRevision: t.int({
      nullable: true,
      description: 'The revision of the draft that was shown; null for a record of kind `ENDED`.',
      resolve: ({ draft }) => draft?.revision ?? null,
    }),
    configurationVersion: t.exposeInt('configurationVersion', {
      nullable: true,
      description:
        'The number of the configuration version with which the consent was given or ended; null if it was declined.',
    }),
    endReason: t.field({
      type: ConsentEndReason,
      nullable: true,
      description: 'The reason why the earlier consent ended; null unless this record is of kind `ENDED`.',
      resolve: ({ ends }) => ends?.reason ?? null,
    }),
    actor: t.expose('actor', { type: Actor, description: 'The actor that did it.' }),
    ip: t.string({
      nullable: true,
      description: 'The IP address of the request; null if it is not known.',
      resolve: ({ origin }) => origin.ip,
    }),
    userAgent: t.string({
      nullable: true,
      description: 'The user agent of the request; null if it is not known.',
      resolve: ({ origin }) => origin.userAgent,
    }),
    requestId: t.exposeString('requestId', { description: 'The id of the request that created the record.' }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'The time at which it was recorded.',
    }),
  }),
});

builder.objectFields(Consent, (t) => ({
  ends: t.field({
    type: Consent,
    nullable: true,
    description: 'The consent that this record ended; null unless this record is of kind `ENDED`.',
    resolve: ({ tenant, ends }, _args, context) =>
      ends === null ? null : context.reads(tenant).consents.load(ends.consentId),
  }),
  endedBy: t.field({
    type: Consent,
    nullable: true,
    description:
      'The record that ended this consent; null while the consent is valid, and for records of other kinds.',
    resolve: ({ tenant, id, kind }, _args, context) =>
      kind === 'GIVEN' ? context.reads(tenant).endings.load(id) : null,
  }),
  status: t.field({
    type: ConsentStatus,
    nullable: true,
    description:
      'The status of the consent at a given time. Null before it was recorded, and for a record of kind `ENDED`.',
    args: { at: t.arg({ type: 'DateTime', description: 'The time to look at. The default is now.' }) },
    resolve: async (consent, { at }, context) => {
      const { tenant, id, kind } = consent;
      const ending = kind === 'GIVEN' ? await context.reads(tenant).endings.load(id) : null;
      return consentStatus(consent, ending, at ?? null);
    },
  }),
  auditEntry: t.field({
    type: AuditEntry,
    nullable: true,
    description: 'The audit entry that was written together with this record.',
    access: 'audit:read',
    resolve: (consent, _args, context) => context.reads(consent.tenant).entryOf(consent),
  }),
}));

/** A page of the consent history. */
export const ConsentConnection = connectionOf(Consent, {
  plural: 'consent records',
  node: 'The consent record.',
  access: 'consents:read',
});
