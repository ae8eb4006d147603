import type { AccountCheck } from '../account/account-check.ts';
import { parseUuid } from '../kernel/ids.ts';
import type { AccountCheckStatus } from '../kernel/vocabulary/account.ts';
import { Actor } from './actor.ts';
import { builder } from './builder.ts';
import type { Described } from './described.ts';
import { findable, idOf, Node } from './node.ts';
import { VerificationFailure } from './verification-failure.ts';

const NumberRefreshStatus = builder.enumType('NumberRefreshStatus', {
  description: 'How far a refresh has come. `REFRESHED` and `FAILED` are final.',
  values: {
    PENDING: { description: 'It waits to be begun.' },
    CHECKING_CREDENTIALS: { description: 'An account is fetched from Twilio.' },
    LISTING_NUMBERS: { description: 'The numbers of an account are fetched from Twilio.' },
    REFRESHED: { description: 'Every account was read completely.' },
    FAILED: { description: 'An account could not be read; what is known of its numbers stays.' },
  } satisfies Described<Exclude<AccountCheckStatus, 'VERIFIED'>>,
});

/** The status of a refresh; only verifications end as verified. */
function statusOf({ status }: AccountCheck): Exclude<AccountCheckStatus, 'VERIFIED'> {
  if (status === 'VERIFIED') throw new Error('a refresh ended as verified');
  return status;
}

/** A refresh of what numbers the accounts have. */
export const NumberRefresh = builder.objectRef<AccountCheck>('NumberRefresh').implement({
  description: 'A reading of which numbers the live account and the draft have at Twilio. It runs by itself.',
  interfaces: [Node],
  access: 'configuration:read',
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: idOf('NumberRefresh', ({ id }) => id) }),
    status: t.field({ type: NumberRefreshStatus, description: 'How far it has come.', resolve: statusOf }),
    failure: t.expose('failureReason', {
      type: VerificationFailure,
      nullable: true,
      description: 'Why it failed; null unless it did.',
    }),
    requestedBy: t.expose('requestedBy', {
      type: Actor,
      description: 'Who asked for it; the system, for one that came by itself.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was asked for.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
  }),
});

findable('NumberRefresh', parseUuid, async (context, tenant, id) => {
  const check = await context.reads(tenant).checks.load(id);
  return check?.kind === 'REFRESH' ? check : null;
});
