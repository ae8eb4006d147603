import type { Consent as ConsentShape } from '../consent/consent.ts';
import { consentStatus } from '../consent/consent-rules.ts';
import { parseUuid } from '../kernel/ids.ts';
import type {
  ConsentEndReason as ConsentEndReasonName,
  ConsentKind as ConsentKindName,
  ConsentStatus as ConsentStatusName,
} from '../kernel/vocabulary/consent.ts';
import { Actor } from './actor.ts';
import { AuditEntry } from './audit-entry.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { ConsentDocument } from './consent-document.ts';
import type { Described } from './described.ts';
import { findable, idOf, Node } from './node.ts';

/** What a consent record states. */
export const ConsentKind = builder.enumType('ConsentKind', {
  description: 'What a consent record states.',
  values: {
    GIVEN: { description: 'A person said yes to the text for an account.' },
    DECLINED: { description: 'A person said no; nothing else changed.' },
    ENDED: { description: 'An earlier consent ended, since its account was replaced or removed.' },
  } satisfies Described<ConsentKindName>,
});

/** How it stands with what somebody decided. */
export const ConsentStatus = builder.enumType('ConsentStatus', {
  description: 'How it stands with what somebody decided about a text and an account.',
  values: {
    VALID: { description: 'A consent was given, and has not ended.' },
    ENDED: { description: 'A consent was given, and has ended.' },
    DECLINED: { description: 'Consent was declined.' },
  } satisfies Described<ConsentStatusName>,
});

const ConsentEndReason = builder.enumType('ConsentEndReason', {
  description: 'Why a consent ended.',
  values: {
    ACCOUNT_REPLACED: { description: 'Another account was saved.' },
    ACCOUNT_REMOVED: { description: 'The account was removed.' },
  } satisfies Described<ConsentEndReasonName>,
});

/** A consent record. */
export const Consent = builder.objectRef<ConsentShape>('Consent').implement({
  description:
    'A record of the consent history. It never changes, and outlives the account that it is about.',
  interfaces: [Node],
  access: 'consents:read',
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: idOf('Consent', ({ id }) => id) }),
    kind: t.expose('kind', { type: ConsentKind, description: 'What it states.' }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      description: 'The account that it is about.',
    }),
    document: t.field({
      type: ConsentDocument,
      description: 'The text, as it was shown.',
      resolve: ({ document }, _args, context) =>
        context.documents().published(document.version, document.locale),
    }),
    draftRevision: t.int({
      nullable: true,
      description: 'The revision of the draft that was shown; null for one that ended.',
      resolve: ({ draft }) => draft?.revision ?? null,
    }),
    configurationVersion: t.exposeInt('configurationVersion', {
      nullable: true,
      description: 'The configuration version that gave or ended the consent; null for one declined.',
    }),
    endReason: t.field({
      type: ConsentEndReason,
      nullable: true,
      description: 'Why the earlier consent ended; null unless this record states an end.',
      resolve: ({ ends }) => ends?.reason ?? null,
    }),
    actor: t.expose('actor', { type: Actor, description: 'Who did it.' }),
    ip: t.string({
      nullable: true,
      description: 'The IP address from which it was done; null where it is not known.',
      resolve: ({ origin }) => origin.ip,
    }),
    userAgent: t.string({
      nullable: true,
      description: 'The user agent with which it was done; null where it is not known.',
      resolve: ({ origin }) => origin.userAgent,
    }),
    requestId: t.exposeString('requestId', { description: 'The request that did it.' }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it was recorded.',
    }),
  }),
});

builder.objectFields(Consent, (t) => ({
  ends: t.field({
    type: Consent,
    nullable: true,
    description: 'The consent that this record ends; null unless it states an end.',
    resolve: ({ tenant, ends }, _args, context) =>
      ends === null ? null : context.reads(tenant).consents.load(ends.consentId),
  }),
  endedBy: t.field({
    type: Consent,
    nullable: true,
    description: 'The record that ended this consent; null while it stands, and where it never stood.',
    resolve: ({ tenant, id, kind }, _args, context) =>
      kind === 'GIVEN' ? context.reads(tenant).endings.load(id) : null,
  }),
  status: t.field({
    type: ConsentStatus,
    nullable: true,
    description:
      'How it stands with it, now or as of an instant; null before it was recorded, and for a record that states an end.',
    args: { at: t.arg({ type: 'DateTime', description: 'The instant; now where it is absent.' }) },
    resolve: async (consent, { at }, context) => {
      const { tenant, id, kind } = consent;
      const ending = kind === 'GIVEN' ? await context.reads(tenant).endings.load(id) : null;
      return consentStatus(consent, ending, at ?? null);
    },
  }),
  auditEntry: t.field({
    type: AuditEntry,
    nullable: true,
    description: 'The audit entry that was written with it.',
    access: 'audit:read',
    resolve: (consent, _args, context) => context.reads(consent.tenant).entryOf(consent),
  }),
}));

/** A page of the consent history. */
export const ConsentConnection = connectionOf<ConsentShape>(
  'Consent',
  {
    plural: 'consent records',
    access: 'consents:read',
  },
  (t) => t.expose('node', { type: Consent, description: 'The record.' }),
);

findable('Consent', parseUuid, (context, tenant, id) => context.reads(tenant).consents.load(id));
