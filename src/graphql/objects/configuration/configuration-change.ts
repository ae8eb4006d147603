import type {
  AccountChange,
  ConfigurationChange as ChangeShape,
  ChannelsChange,
  ConsentChange,
  NumbersChange,
  PolicyChange,
  SendingPolicyChange,
  TokenChange,
} from '../../../configuration/change-rules.ts';
import { configurationChanges } from '../../../configuration/change-rules.ts';
import { channelNames } from '../../../configuration/channel-rules.ts';
import type { Configuration as ConfigurationShape } from '../../../configuration/configuration.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../../kernel/phone-number.ts';
import { countNumbers, findNumbers } from '../../../numbers/number-store.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { pageArguments } from '../../fields/connection.ts';
import { type PageArguments, readPage } from '../../fields/paging.ts';
import { accountOfVersion } from '../account/account-snapshot.ts';
import { TwilioAccount } from '../account/twilio-account.ts';
import { Consent } from '../consent/consent.ts';
import { Channel, Configuration } from './configuration.ts';
import { FallbackPolicy } from './fallback-policy.ts';
import {
  type NumberPage,
  type NumberSnapshot,
  numberOnAccount,
  OrganizationNumberConnection,
} from './organization-number.ts';
import { SendingPolicy } from './sending-policy.ts';

const access = 'configuration:read';

const CustomAccountChange = builder.objectRef<AccountChange>('CustomAccountChange').implement({
  description: 'A custom account was enabled, replaced or removed.',
  access,
  fields: (t) => ({
    before: t.field({
      type: TwilioAccount,
      nullable: true,
      description: 'The custom account before; null if the default account sent.',
      resolve: ({ before }) => accountOfVersion(before),
    }),
    after: t.field({
      type: TwilioAccount,
      nullable: true,
      description: 'The custom account after; null if the default account sends.',
      resolve: ({ after }) => accountOfVersion(after),
    }),
  }),
});

const TokenRotation = builder.objectRef<TokenChange>('TokenRotation').implement({
  description: 'The auth token of the custom account was replaced.',
  access,
  fields: (t) => ({
    before: t.field({
      type: 'DateTime',
      description: 'The time at which the former token was entered.',
      resolve: ({ before }) => before.tokenSetAt,
    }),
    after: t.field({
      type: 'DateTime',
      description: 'The time at which the new token was entered.',
      resolve: ({ after }) => after.tokenSetAt,
    }),
  }),
});

const SelectedNumbersChange = builder.objectRef<NumbersChange>('SelectedNumbersChange').implement({
  description: 'Other numbers were selected.',
  access,
  fields: (t) => ({
    removedCount: t.field({
      type: 'Count',
      description: 'The count of `removed`.',
      resolve: ({ removed }) => removed.length,
    }),
    addedCount: t.field({
      type: 'Count',
      description: 'The count of `added`.',
      resolve: ({ added }) => added.length,
    }),
    removed: t.field({
      type: OrganizationNumberConnection,
      description:
        'The numbers that are no longer selected, ordered by number, as the version before has them.',
      args: pageArguments(t.arg),
      resolve: ({ before, removed }, page, context) => pageOf(['removed', removed], before, page, context),
    }),
    added: t.field({
      type: OrganizationNumberConnection,
      description: 'The numbers that are newly selected, ordered by number.',
      args: pageArguments(t.arg),
      resolve: ({ after, added }, page, context) => pageOf(['added', added], after, page, context),
    }),
  }),
});

/** A page of some of the numbers that a version has selected. */
async function pageOf(
  [name, numbers]: readonly ['added' | 'removed', readonly PhoneNumber[]],
  version: ConfigurationShape,
  page: PageArguments,
  context: OperationContext,
): Promise<NumberPage> {
  const { run } = context.reads(version.tenant);
  const seen = accountOfVersion(version);
  const view = seen && { accountSid: seen.account.sid, selected: seen.selected };
  const kind = { list: `${name}/${version.tenant}/${version.version}`, parseKey: parsePhoneNumber };
  const keyOf = ({ phoneNumber }: NumberSnapshot) => phoneNumber;
  const sorted = [...numbers].sort();
  const found = await readPage(page, kind, keyOf, async (after, limit) => {
    const asked = sorted.filter((number) => after === null || number > after).slice(0, limit);
    if (seen === null || view === null || asked.length === 0) return [];
    const rows = await run((tx) => findNumbers(tx, view, asked));
    const byNumber = new Map(rows.map((number) => [number.phoneNumber, numberOnAccount(seen, number)]));
    return asked.flatMap((number) => byNumber.get(number) ?? []);
  });
  return { ...found, count: async () => (view === null ? NO_NUMBERS : run((tx) => countNumbers(tx, view))) };
}

const NO_NUMBERS = { listed: 0, selected: 0, available: 0, excluded: 0 };

const FallbackPolicyChange = builder.objectRef<PolicyChange>('FallbackPolicyChange').implement({
  description: 'Another mode of the fallback policy was chosen.',
  access,
  fields: (t) => ({
    before: t.expose('before', { type: FallbackPolicy, description: 'The policy before.' }),
    after: t.expose('after', { type: FallbackPolicy, description: 'The policy after.' }),
  }),
});

const UsedChannelsChange = builder.objectRef<ChannelsChange>('UsedChannelsChange').implement({
  description: 'Other channels are used.',
  access,
  fields: (t) => ({
    before: t.field({
      type: [Channel],
      listLength: 2,
      description: 'The channels before.',
      resolve: ({ before }) => channelNames(before),
    }),
    after: t.field({
      type: [Channel],
      listLength: 2,
      description: 'The channels after.',
      resolve: ({ after }) => channelNames(after),
    }),
  }),
});

const GuardsChange = builder.objectRef<SendingPolicyChange>('SendingPolicyChange').implement({
  description: 'Other members of the sending policy were chosen.',
  access,
  fields: (t) => ({
    before: t.expose('before', { type: SendingPolicy, description: 'The members chosen before.' }),
    after: t.expose('after', { type: SendingPolicy, description: 'The members chosen after.' }),
  }),
});

const CoveringConsentChange = builder.objectRef<ConsentChange>('CoveringConsentChange').implement({
  description: 'Another consent covers the account, or there is no longer an account to cover.',
  access,
  fields: (t) => ({
    before: t.field({
      type: Consent,
      nullable: true,
      description: 'The consent that covered the account before; null if there was no custom account.',
      access: 'consents:read',
      resolve: ({ before }, _args, context) =>
        before === null ? null : context.reads(context.tenant).consents.load(before),
    }),
    after: t.field({
      type: Consent,
      nullable: true,
      description: 'The consent that covers the account since; null if there is no custom account.',
      access: 'consents:read',
      resolve: ({ after }, _args, context) =>
        after === null ? null : context.reads(context.tenant).consents.load(after),
    }),
  }),
});

export const ConfigurationChange = builder.unionType('ConfigurationChange', {
  description: 'A difference between a configuration version and the version before it.',
  types: [
    CustomAccountChange,
    TokenRotation,
    SelectedNumbersChange,
    FallbackPolicyChange,
    UsedChannelsChange,
    GuardsChange,
    CoveringConsentChange,
  ],
  resolveType: ({ kind }) => TYPES[kind],
});

const TYPES = {
  ACCOUNT: CustomAccountChange,
  TOKEN: TokenRotation,
  NUMBERS: SelectedNumbersChange,
  FALLBACK_POLICY: FallbackPolicyChange,
  CHANNELS: UsedChannelsChange,
  SENDING_POLICY: GuardsChange,
  CONSENT: CoveringConsentChange,
} as const satisfies Record<ChangeShape['kind'], unknown>;

builder.objectField(Configuration, 'changes', (t) =>
  t.field({
    type: [ConfigurationChange],
    listLength: 7,
    description:
      'Everything in which the version differs from the version before it, each type at most once. Empty for version 0, and for a save that changed nothing.',
    resolve: async (after, _args, context) => {
      if (after.version === 0) return [];
      const before = await context.reads(after.tenant).configurations.load(after.version - 1);
      if (before === null) throw new Error(`version ${after.version - 1} is not there`);
      return configurationChanges(before, after);
    },
  }),
);
