import type { AccountCheck } from '../account/account-check.ts';
import { parseUuid } from '../kernel/ids.ts';
import type { AccountCheckStatus } from '../kernel/vocabulary/account.ts';
import { AccountWarningKind } from './account-warning.ts';
import { Actor } from './actor.ts';
import { builder } from './builder.ts';
import { ConfigurationDraft } from './configuration-draft.ts';
import type { Described } from './described.ts';
import { listOf } from './list-length.ts';
import { findable, idOf, Node } from './node.ts';
import { VerificationFailure } from './verification-failure.ts';

const VerificationStatus = builder.enumType('VerificationStatus', {
  description: 'How far a verification has come. `VERIFIED` and `FAILED` are final.',
  values: {
    PENDING: { description: 'It waits to be begun.' },
    CHECKING_CREDENTIALS: { description: 'The account is fetched from Twilio.' },
    LISTING_NUMBERS: { description: 'Its numbers are fetched from Twilio.' },
    VERIFIED: { description: 'The account is verified and has become the draft.' },
    FAILED: { description: 'The account is not verified; nothing else has changed.' },
  } satisfies Described<Exclude<AccountCheckStatus, 'REFRESHED'>>,
});

/** The status of a verification; only refreshes end as refreshed. */
function statusOf({ status }: AccountCheck): Exclude<AccountCheckStatus, 'REFRESHED'> {
  if (status === 'REFRESHED') throw new Error('a verification ended as refreshed');
  return status;
}

/** A verification of an account. */
export const Verification = builder.objectRef<AccountCheck>('Verification').implement({
  description:
    'A verification of an account at Twilio. It runs by itself: follow it by `verificationStatus` or by asking again.',
  interfaces: [Node],
  access: 'configuration:read',
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: idOf('Verification', ({ id }) => id) }),
    status: t.field({ type: VerificationStatus, description: 'How far it has come.', resolve: statusOf }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      nullable: true,
      description: "The SID given, in Twilio's spelling once it is known.",
    }),
    failure: t.expose('failureReason', {
      type: VerificationFailure,
      nullable: true,
      description: 'Why it failed; null unless it did.',
    }),
    warnings: t.expose('warnings', {
      type: [AccountWarningKind],
      extensions: listOf(5),
      description: 'What an admin should know of the verified account.',
    }),
    requestedBy: t.expose('requestedBy', {
      type: Actor,
      description: 'Who asked for it.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was asked for.',
    }),
    deadlineAt: t.expose('deadlineAt', {
      type: 'DateTime',
      description: 'When it will have ended at the latest.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
    draft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description: 'The draft that it made, as long as that is there.',
      resolve: async ({ tenant, status, credentialId }, _args, context) => {
        if (status !== 'VERIFIED') return null;
        const draft = await context.reads(tenant).draft();
        return draft?.account.credentialId === credentialId ? draft : null;
      },
    }),
  }),
});

findable('Verification', parseUuid, async (context, tenant, id) => {
  const check = await context.reads(tenant).checks.load(id);
  return check?.kind === 'VERIFICATION' ? check : null;
});
