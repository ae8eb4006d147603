import type { SendingPause as PauseShape } from '../../../dispatch/policy/pause-rules.ts';
import { MOST_PAUSES, readPauses } from '../../../dispatch/policy/pause-store.ts';
import { PLATFORM_TENANT } from '../../../kernel/ids.ts';
import { builder } from '../../builder.ts';
import { Actor } from '../actor.ts';

export const SendingPause = builder.objectRef<PauseShape>('SendingPause').implement({
  description: 'A stop of sending that stands: a dispatch that it covers is refused by the guard `PAUSED`.',
  access: 'configuration:read',
  fields: (t) => ({
    country: t.exposeString('country', {
      nullable: true,
      description: 'The country to which nothing is sent, as ISO 3166-1 alpha-2; null for all countries.',
    }),
    reason: t.exposeString('reason', { description: 'The reason that was given.' }),
    pausedAt: t.expose('pausedAt', { type: 'DateTime', description: 'The time since when it stands.' }),
    pausedBy: t.expose('pausedBy', { type: Actor, description: 'The actor that stopped sending.' }),
    entryId: t.exposeString('entryId', {
      description: 'The id of the audit entry of kind `SENDING_PAUSED`, as exports have it.',
    }),
  }),
});

builder.queryField('platformSendingPauses', (t) =>
  t.field({
    type: [SendingPause],
    listLength: MOST_PAUSES,
    nullable: true,
    description:
      'The stops of sending that stand for all tenants; the one for all countries is the first. For platform roles.',
    access: ['configuration:read', 'tenants:read'],
    resolve: (_root, _args, context) => context.reads(PLATFORM_TENANT).run(readPauses),
  }),
);
