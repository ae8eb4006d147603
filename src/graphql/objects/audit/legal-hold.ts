import type { LegalHold as HoldShape } from '../../../audit/erasure/hold-rules.ts';
import { builder } from '../../builder.ts';
import { Actor } from '../actor.ts';

export const LegalHold = builder.objectRef<HoldShape>('LegalHold').implement({
  description:
    'A legal hold that stands: nobody whom it covers can be erased, and no dispatch that it covers is removed with age. It covers what meets all of `subject`, `from` and `to` that are not null; without any, the whole tenant.',
  access: 'privacy:erase',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id to release it by. It cannot be passed to `node`.' }),
    subject: t.exposeString('subject', {
      nullable: true,
      description: 'The subject of the person whom it is for.',
    }),
    from: t.expose('from', {
      type: 'DateTime',
      nullable: true,
      description: 'It is for what happened at or after this time.',
    }),
    to: t.expose('to', {
      type: 'DateTime',
      nullable: true,
      description: 'It is for what happened before this time.',
    }),
    reason: t.exposeString('reason', { description: 'The reason why it was placed.' }),
    reference: t.exposeString('reference', { description: 'The reference of the matter elsewhere.' }),
    placedBy: t.expose('placedBy', { type: Actor, description: 'The actor that placed it.' }),
    placedAt: t.expose('placedAt', { type: 'DateTime', description: 'The time at which it was placed.' }),
    entryId: t.exposeString('entryId', {
      description: 'The id of the audit entry of kind `LEGAL_HOLD_PLACED`, as exports have it.',
    }),
  }),
});
