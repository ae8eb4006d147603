import type { AccountWarning as WarningShape } from '../../../account/warning-rules.ts';
import { draftWarnings } from '../../../configuration/draft-rules.ts';
import { parseAccountSid } from '../../../kernel/ids.ts';
import { parsePhoneNumber } from '../../../kernel/phone-number.ts';
import type {
  AccountType as AccountTypeName,
  CredentialKind as CredentialKindName,
} from '../../../kernel/vocabulary/account.ts';
import type { NumberFilter } from '../../../kernel/vocabulary/organization-number.ts';
import { countNumbers } from '../../../numbers/number-store.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { pageArguments } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { foundBy } from '../../fields/node.ts';
import { type PageArguments, readPage } from '../../fields/paging.ts';
import {
  type NumberPage,
  type NumberSnapshot,
  numberOnAccount,
  OrganizationNumberConnection,
  OrganizationNumberFilter,
} from '../configuration/organization-number.ts';
import { type AccountSnapshot, findAccount, keyOfAccount, parseSnapshotKey } from './account-snapshot.ts';
import { AccountWarning } from './account-warning.ts';

const AccountStatus = builder.enumType('TwilioAccountStatus', {
  description: 'The status of an account at Twilio when it was verified.',
  values: {
    ACTIVE: {
      description: 'The account can be used. An account with any other known status does not verify.',
    },
    UNKNOWN: { description: 'The API key may not read the account, so its status is not known.' },
  } satisfies Described<'ACTIVE' | 'UNKNOWN'>,
});

const AccountType = builder.enumType('TwilioAccountType', {
  description: 'The type of an account at Twilio.',
  values: {
    TRIAL: { description: 'A trial account, which cannot send to everyone.' },
    FULL: { description: 'A paid account.' },
    UNKNOWN: { description: 'The API key may not read the account, so its type is not known.' },
  } satisfies Described<AccountTypeName>,
});

const CredentialKind = builder.enumType('TwilioCredentialKind', {
  description: 'The kind of credential that an account is used with.',
  values: {
    AUTH_TOKEN: { description: 'The auth token of the account.' },
    API_KEY: { description: 'An API key of the account with its secret.' },
  } satisfies Described<CredentialKindName>,
});

export const TwilioAccount = builder.node(builder.objectRef<AccountSnapshot>('TwilioAccount'), {
  description:
    "A tenant's own Twilio account as one configuration version or the draft contains it. Its auth token is never returned.",
  access: 'configuration:read',
  ...foundBy({
    description: 'The global id. The same account has a different id in each version and draft.',
    keyOf: ({ key }: AccountSnapshot) => key,
    parseKey: parseSnapshotKey,
    plainKey: async (text, context, tenant) => {
      const sid = parseAccountSid(text);
      return sid === undefined
        ? undefined
        : keyOfAccount(context, tenant, ({ account }) => account.sid === sid);
    },
    find: findAccount,
  }),
  fields: (t) => ({
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
      description: 'The time at which the auth token or API key of this version or draft was entered.',
      resolve: ({ account }) => account.tokenSetAt,
    }),
    credentialKind: t.field({
      type: CredentialKind,
      description: 'The kind of credential that was entered; the credential itself is never returned.',
      resolve: ({ account }) => account.credentialKind,
    }),
    warnings: t.field({
      type: [AccountWarning],
      listLength: 10,
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

async function warningsOf(
  seen: AccountSnapshot,
  context: OperationContext,
): Promise<readonly WarningShape[]> {
  const { snapshotOf, tenant } = seen;
  const reads = context.reads(tenant);
  if ('revision' in snapshotOf) return draftWarnings(snapshotOf, await reads.numbers(seen.account.sid));
  const live = await reads.live();
  return live.version === snapshotOf.version ? reads.warnings() : [];
}

async function pageOfNumbers(
  seen: AccountSnapshot,
  filter: NumberFilter,
  page: PageArguments,
  context: OperationContext,
): Promise<NumberPage> {
  const reads = context.reads(seen.tenant);
  const view = { accountSid: seen.account.sid, selected: seen.selected };
  const kind = { list: `numbers/${seen.tenant}/${view.accountSid}`, parseKey: parsePhoneNumber };
  const keyOf = ({ phoneNumber }: NumberSnapshot) => phoneNumber;
  const numbers = await readPage(page, kind, keyOf, async (after, limit) => {
    const found = await reads.pageNumbers(view, { filter, after: after ?? '', limit });
    return found.map((number) => numberOnAccount(seen, number));
  });
  return { ...numbers, count: () => reads.run((tx) => countNumbers(tx, view)) };
}
