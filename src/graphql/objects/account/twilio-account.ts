import type { VerifiedAccount } from '../../../account/account.ts';
import type { AccountWarning as WarningShape } from '../../../account/warning-rules.ts';
import type { Configuration, Draft } from '../../../configuration/configuration.ts';
import { draftWarnings } from '../../../configuration/draft-rules.ts';
import { parseUuid, type TenantId, type Uuid } from '../../../kernel/ids.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../../kernel/phone-number.ts';
import type { AccountType as AccountTypeName } from '../../../kernel/vocabulary/account.ts';
import type { NumberFilter } from '../../../kernel/vocabulary/organization-number.ts';
import { countNumbers, findNumbers, pageNumbers } from '../../../numbers/number-store.ts';
import type {
  OrganizationNumber as NumberShape,
  SelectedNumber,
} from '../../../numbers/organization-number.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { pageArguments } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { findable, idOf, Node } from '../../fields/node.ts';
import { type PageArguments, readPage } from '../../fields/paging.ts';
import { listOf } from '../../plugins/list-length.ts';
import {
  type NumberPage,
  type NumberSeen,
  OrganizationNumberConnection,
  OrganizationNumberFilter,
} from '../configuration/organization-number.ts';
import { AccountWarning } from './account-warning.ts';

/** An account as it is seen from a version or from the draft: with what was selected of it there. */
export interface AccountSeen {
  readonly tenant: TenantId;
  /** `v` and the version's number, or `d` and the draft's id. */
  readonly key: string;
  readonly account: VerifiedAccount;
  readonly selected: readonly SelectedNumber[];
  readonly seenFrom: Configuration | Draft;
}

/** The account of a version; `null` where the default account sends. */
export function accountOfVersion(configuration: Configuration): AccountSeen | null {
  const { tenant, account, version, selectedNumbers: selected } = configuration;
  return account && { tenant, key: `v${version}`, account, selected, seenFrom: configuration };
}

/** The account of a draft. */
export function accountOfDraft(draft: Draft): AccountSeen {
  const { tenant, id, account, selectedNumbers: selected } = draft;
  return { tenant, key: `d${id}`, account, selected, seenFrom: draft };
}

const AccountStatus = builder.enumType('TwilioAccountStatus', {
  description: 'The status of an account at Twilio when it was verified.',
  values: {
    ACTIVE: { description: 'The account can be used. An account with any other status does not verify.' },
  } satisfies Described<'ACTIVE'>,
});

const AccountType = builder.enumType('TwilioAccountType', {
  description: 'The type of an account at Twilio.',
  values: {
    TRIAL: { description: 'A trial account, which cannot send to everyone.' },
    FULL: { description: 'A paid account.' },
  } satisfies Described<AccountTypeName>,
});

/** A tenant's own Twilio account. */
export const TwilioAccount = builder.objectRef<AccountSeen>('TwilioAccount').implement({
  description:
    "A tenant's own Twilio account as one configuration version or the draft contains it. Its auth token is never returned.",
  interfaces: [Node],
  access: 'configuration:read',
  fields: (t) => ({
    id: t.id({
      description: 'The global id. The same account has a different id in each version and draft.',
      resolve: idOf('TwilioAccount', ({ key }) => key),
    }),
    sid: t.field({
      type: 'AccountSid',
      description: "The account SID in Twilio's spelling.",
      resolve: ({ account }) => account.sid,
    }),
    name: t.string({
      description: 'The friendly name at Twilio, by default the e-mail address of the owner.',
      resolve: ({ account }) => account.name,
    }),
    status: t.field({
      type: AccountStatus,
      description: 'The status at Twilio when the account was verified. Later changes show up in `warnings`.',
      resolve: ({ account }) => account.status,
    }),
    type: t.field({
      type: AccountType,
      description: 'The type of the account at Twilio.',
      resolve: ({ account }) => account.type,
    }),
    ownerAccountSid: t.field({
      type: 'AccountSid',
      description:
        "The SID of the parent account for a sub-account; the account's own SID for a main account.",
      resolve: ({ account }) => account.ownerAccountSid,
    }),
    verifiedAt: t.field({
      type: 'DateTime',
      description: 'The time at which the account was verified.',
      resolve: ({ account }) => account.verifiedAt,
    }),
    tokenSetAt: t.field({
      type: 'DateTime',
      description: 'The time at which the auth token of this version or draft was entered.',
      resolve: ({ account }) => account.tokenSetAt,
    }),
    warnings: t.field({
      type: [AccountWarning],
      extensions: listOf(10),
      description:
        'The present warnings about the account, for the live version and the draft. A former version has none.',
      resolve: (seen, _args, context) => warningsOf(seen, context),
    }),
    organizationNumbers: t.field({
      type: OrganizationNumberConnection,
      description:
        'The numbers of the account, ordered by number, with the selection of this version or draft.',
      args: {
        filter: t.arg({
          type: OrganizationNumberFilter,
          required: true,
          defaultValue: 'LISTED',
          description: 'Selects the numbers to return.',
        }),
        ...pageArguments(t.arg),
      },
      resolve: (seen, { filter, ...page }, context) => pageOfNumbers(seen, filter, page, context),
    }),
  }),
});

async function warningsOf(seen: AccountSeen, context: OperationContext): Promise<readonly WarningShape[]> {
  const { seenFrom, tenant } = seen;
  const reads = context.reads(tenant);
  if ('revision' in seenFrom) return draftWarnings(seenFrom, await reads.numbers(seen.account.sid));
  const live = await reads.live();
  return live.version === seenFrom.version ? reads.warnings() : [];
}

async function pageOfNumbers(
  seen: AccountSeen,
  filter: NumberFilter,
  page: PageArguments,
  context: OperationContext,
): Promise<NumberPage> {
  const { run } = context.reads(seen.tenant);
  const view = { accountSid: seen.account.sid, selected: seen.selected };
  const kind = { list: `numbers/${seen.tenant}/${view.accountSid}`, parseKey: parsePhoneNumber };
  const keyOf = ({ phoneNumber }: NumberSeen) => phoneNumber;
  const numbers = await readPage(page, kind, keyOf, async (after, limit) => {
    const found = await run((tx) => pageNumbers(tx, view, { filter, after: after ?? '', limit }));
    return found.map((number) => onAccount(seen, number));
  });
  return { ...numbers, count: () => run((tx) => countNumbers(tx, view)) };
}

function onAccount({ tenant, key }: AccountSeen, number: NumberShape): NumberSeen {
  return { ...number, tenant, seenOn: key };
}

/** From where an account is seen. */
type SeenFrom = { readonly version: number } | { readonly draftId: Uuid };

const VERSION_KEY = /^v([1-9][0-9]{0,8})$/;

function parseKey(key: string): SeenFrom | undefined {
  const version = VERSION_KEY.exec(key)?.[1];
  if (version !== undefined) return { version: Number(version) };
  const draftId = key.startsWith('d') ? parseUuid(key.slice(1)) : undefined;
  return draftId && { draftId };
}

async function findAccount(
  context: OperationContext,
  tenant: TenantId,
  from: SeenFrom,
): Promise<AccountSeen | null> {
  const reads = context.reads(tenant);
  if ('version' in from) {
    const configuration = await reads.configurations.load(from.version);
    return configuration && accountOfVersion(configuration);
  }
  const draft = await reads.draft();
  return draft?.id === from.draftId ? accountOfDraft(draft) : null;
}

findable('TwilioAccount', parseKey, findAccount);

function parseNumberKey(
  text: string,
): { readonly from: SeenFrom; readonly phoneNumber: PhoneNumber } | undefined {
  const [key = '', number = '', ...rest] = text.split('/');
  const from = parseKey(key);
  const phoneNumber = parsePhoneNumber(number);
  if (from === undefined || phoneNumber === undefined || rest.length > 0) return undefined;
  return { from, phoneNumber };
}

findable('OrganizationNumber', parseNumberKey, async (context, tenant, { from, phoneNumber }) => {
  const seen = await findAccount(context, tenant, from);
  if (seen === null) return null;
  const view = { accountSid: seen.account.sid, selected: seen.selected };
  const [number] = await context.reads(tenant).run((tx) => findNumbers(tx, view, [phoneNumber]));
  return number === undefined ? null : onAccount(seen, number);
});
