import type { AccountWarning as WarningShape } from '../../../account/warning-rules.ts';
import type { WarningKind } from '../../../kernel/vocabulary/account.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';

const MESSAGES: Readonly<Record<WarningKind, string>> = {
  TRIAL: 'This is a trial account: it sends to verified recipients only. Upgrade it at Twilio.',
  TOKEN_REJECTED: 'Twilio rejects the auth token. Verify the account with its present token and save.',
  ACCOUNT_NOT_ACTIVE: 'The account is suspended, closed or not usable. Resolve that with Twilio.',
  SELECTED_NUMBER_GONE: 'A selected number is no longer available at Twilio. Select another one and save.',
  NO_NUMBER_LEFT: 'No selected number is available at Twilio: nothing originates from this account.',
  REFRESH_FAILED: 'The numbers could not be read from Twilio; what is shown may be out of date.',
  FALLBACK_NOT_DEFINED: 'Nobody has chosen a fallback policy: the default account may be billed.',
};

export const AccountWarningKind = builder.enumType('AccountWarningKind', {
  description: 'A condition of an account that an admin should know about.',
  values: {
    TRIAL: { description: 'The account is a trial account, which cannot send to everyone.' },
    TOKEN_REJECTED: { description: 'Twilio rejects the auth token.' },
    ACCOUNT_NOT_ACTIVE: { description: 'The account is suspended, closed or not usable.' },
    SELECTED_NUMBER_GONE: { description: 'A selected number is no longer available.' },
    NO_NUMBER_LEFT: { description: 'No selected number is available.' },
    REFRESH_FAILED: { description: 'The last refresh could not read the numbers of the account.' },
    FALLBACK_NOT_DEFINED: {
      description: 'No fallback policy has ever been chosen, so the default account may be billed.',
    },
  } satisfies Described<WarningKind>,
});

export const AccountWarning = builder.objectRef<WarningShape>('AccountWarning').implement({
  description: 'A warning about an account that holds at present.',
  access: 'configuration:read',
  fields: (t) => ({
    kind: t.expose('kind', { type: AccountWarningKind, description: 'The kind of warning.' }),
    since: t.expose('since', { type: 'DateTime', description: 'The time since which the warning has held.' }),
    message: t.string({
      description: 'A message for people: what happened and what to do.',
      resolve: ({ kind }) => MESSAGES[kind],
    }),
  }),
});
