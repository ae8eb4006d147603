import type { AccountCheck } from '../../../account/account-check.ts';
import type { AccountCheckStatus } from '../../../kernel/vocabulary/account.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { foundCheck } from '../account/found-check.ts';
import { VerificationFailure } from '../account/verification-failure.ts';
import { Actor } from '../actor.ts';

const NumberRefreshStatus = builder.enumType('NumberRefreshStatus', {
  description: 'The status of a refresh. `REFRESHED` and `FAILED` are final.',
  values: {
    PENDING: { description: 'It has not started yet.' },
    CHECKING_CREDENTIALS: { description: 'An account is being fetched from Twilio.' },
    LISTING_NUMBERS: { description: 'The numbers of an account are being fetched from Twilio.' },
    REFRESHED: { description: 'Every account was read completely, and availability is up to date.' },
    FAILED: {
      description:
        'An account could not be read completely. The known availability of its numbers stays as it was.',
    },
  } satisfies Described<Exclude<AccountCheckStatus, 'VERIFIED'>>,
});

/** The status of a refresh; only verifications end as verified. */
function statusOf({ status }: AccountCheck): Exclude<AccountCheckStatus, 'VERIFIED'> {
  if (status === 'VERIFIED') throw new Error('a refresh ended as verified');
  return status;
}

export const NumberRefresh = builder.node(builder.objectRef<AccountCheck>('NumberRefresh'), {
  description:
    'A refresh: it reads from Twilio the numbers of the live account and of the draft. It runs in the background.',
  access: 'configuration:read',
  ...foundCheck('REFRESH'),
  fields: (t) => ({
    status: t.field({ type: NumberRefreshStatus, description: 'The present status.', resolve: statusOf }),
    failure: t.expose('failureReason', {
      type: VerificationFailure,
      nullable: true,
      description: 'The reason for the failure; null unless it failed.',
    }),
    requestedBy: t.expose('requestedBy', {
      type: Actor,
      description: 'The actor that requested the refresh; `SYSTEM` for a scheduled one.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time of the request.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which it ended; null while it is running.',
    }),
  }),
});
