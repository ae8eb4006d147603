import type { AccountCheck } from '../../../account/account-check.ts';
import type { AccountCheckStatus } from '../../../kernel/vocabulary/account.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { Actor } from '../actor.ts';
import { ConfigurationDraft } from '../configuration/configuration-draft.ts';
import { AccountWarningKind } from './account-warning.ts';
import { foundCheck } from './found-check.ts';
import { VerificationFailure } from './verification-failure.ts';

const VerificationStatus = builder.enumType('VerificationStatus', {
  description: 'The status of a verification. `VERIFIED` and `FAILED` are final.',
  values: {
    PENDING: { description: 'It has not started yet.' },
    CHECKING_CREDENTIALS: { description: 'The account is being fetched from Twilio.' },
    LISTING_NUMBERS: { description: 'The numbers of the account are being fetched from Twilio.' },
    VERIFIED: { description: 'The account is verified and has become the draft.' },
    FAILED: { description: 'The account was not verified. Nothing else changed.' },
  } satisfies Described<Exclude<AccountCheckStatus, 'REFRESHED'>>,
});

/** The status of a verification; only refreshes end as refreshed. */
function statusOf({ status }: AccountCheck): Exclude<AccountCheckStatus, 'REFRESHED'> {
  if (status === 'REFRESHED') throw new Error('a verification ended as refreshed');
  return status;
}

export const Verification = builder.node(builder.objectRef<AccountCheck>('Verification'), {
  description:
    'A verification of an account at Twilio. It runs in the background: subscribe to `verificationStatus` or query it again to follow it.',
  access: 'configuration:read',
  ...foundCheck('VERIFICATION'),
  fields: (t) => ({
    status: t.field({ type: VerificationStatus, description: 'The present status.', resolve: statusOf }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      nullable: true,
      description: "The SID that was entered, in Twilio's spelling once that is known.",
    }),
    failure: t.expose('failureReason', {
      type: VerificationFailure,
      nullable: true,
      description: 'The reason for the failure; null unless it failed.',
    }),
    warnings: t.expose('warnings', {
      type: [AccountWarningKind],
      listLength: 5,
      description: 'Warnings about the verified account.',
    }),
    requestedBy: t.expose('requestedBy', {
      type: Actor,
      description: 'The actor that requested it.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time of the request.',
    }),
    deadlineAt: t.expose('deadlineAt', {
      type: 'DateTime',
      description: 'The time at which it will have ended at the latest.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which it ended; null while it is running.',
    }),
    draft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description:
        'The draft that the verification created; null if it created none or the draft no longer exists.',
      resolve: async ({ tenant, status, credentialId }, _args, context) => {
        if (status !== 'VERIFIED') return null;
        const draft = await context.reads(tenant).draft();
        return draft?.account.credentialId === credentialId ? draft : null;
      },
    }),
  }),
});
