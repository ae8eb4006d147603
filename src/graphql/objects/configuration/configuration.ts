import { channelNames } from '../../../configuration/channel-rules.ts';
import type { Configuration as ConfigurationShape } from '../../../configuration/configuration.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Channel as ChannelName } from '../../../kernel/vocabulary/dispatch.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { connectionOf, pageArguments } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { foundBy } from '../../fields/node.ts';
import { type PageArguments, readFilteredPage } from '../../fields/paging.ts';
import { accountOfVersion } from '../account/account-snapshot.ts';
import { TwilioAccount } from '../account/twilio-account.ts';
import { Actor } from '../actor.ts';
import { entriesAbout } from '../audit/audit-entry.ts';
import { readEntryPage } from '../audit/ledger-entry.ts';
import { Consent } from '../consent/consent.ts';
import { FallbackPolicy } from './fallback-policy.ts';
import { SendingPolicy } from './sending-policy.ts';

export const Channel = builder.enumType('Channel', {
  description: 'The way in which a message reaches its recipient.',
  values: {
    SMS: { description: 'A text message (SMS).' },
    VOICE: { description: 'A phone call that speaks the text.' },
  } satisfies Described<ChannelName>,
});

/** A version number in an id or a cursor. */
const VERSION = /^(?:0|[1-9][0-9]{0,8})$/;
/** As entries name it. */
const NAMED_VERSION = /^configuration\/(0|[1-9][0-9]{0,8})$/;

export const Configuration = builder.node(builder.objectRef<ConfigurationShape>('Configuration'), {
  description: "An immutable version of a tenant's configuration, made by a save or a removal.",
  access: 'configuration:read',
  ...foundBy({
    keyOf: ({ version }: ConfigurationShape) => String(version),
    parseKey: (text) => (VERSION.test(text) ? Number(text) : undefined),
    plainKey: (text) => NAMED_VERSION.exec(text)?.[1],
    find: (context, tenant, version) => context.reads(tenant).configurations.load(version),
  }),
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'The number of the version. Every tenant starts with version 0.',
    }),
    inForceFrom: t.expose('inForceFrom', {
      type: 'DateTime',
      nullable: true,
      description: 'The time from which the version is in force, until its successor is; null for version 0.',
    }),
    account: t.field({
      type: TwilioAccount,
      nullable: true,
      description: 'The custom account; null if the default account sends.',
      resolve: accountOfVersion,
    }),
    channels: t.field({
      type: [Channel],
      listLength: 2,
      description: 'The channels that the tenant uses. There is at least one.',
      resolve: ({ channels }) => channelNames(channels),
    }),
    fallbackPolicy: t.expose('fallback', {
      type: FallbackPolicy,
      description:
        'The fallback policy, which decides what happens to messages that the custom account cannot originate.',
    }),
    sendingPolicy: t.expose('sendingPolicy', {
      type: SendingPolicy,
      description:
        "The members of the sending policy that the tenant chose. The platform's defaults apply in place of those that are null.",
    }),
    consent: t.field({
      type: Consent,
      nullable: true,
      description: 'The consent that covers the account; null if there is no custom account.',
      access: 'consents:read',
      resolve: ({ tenant, consentId }, _args, context) =>
        consentId === null ? null : context.reads(tenant).consents.load(consentId),
    }),
    savedBy: t.expose('savedBy', {
      type: Actor,
      nullable: true,
      description: 'The actor that saved the version; null for version 0.',
    }),
  }),
});

builder.objectFields(Configuration, (t) => ({
  auditEntries: t.field({
    ...entriesAbout('the version'),
    args: pageArguments(t.arg),
    resolve: ({ tenant, version }, page, context) =>
      readEntryPage(context, tenant, { object: `configuration/${version}` }, page),
  }),
}));

/** A page of the versions. */
export const ConfigurationConnection = connectionOf(Configuration, {
  plural: 'configuration versions',
  node: 'The version.',
  access: 'configuration:read',
});

/** A page of the tenant's versions, newest first. */
export function readVersionPage(context: OperationContext, tenant: TenantId, page: PageArguments) {
  const kind = {
    list: `configurations/${tenant}`,
    parseKey: (text: string) => (VERSION.test(text) ? text : undefined),
  };
  return readFilteredPage(
    page,
    kind,
    ({ version }: ConfigurationShape) => String(version),
    async (before, limit) => {
      const from = before === null ? null : Number(before);
      const { versions, endedAt } = await context.reads(tenant).pageConfigurations({ before: from, limit });
      return { rows: versions, endedAt: endedAt === null ? null : String(endedAt) };
    },
  );
}
