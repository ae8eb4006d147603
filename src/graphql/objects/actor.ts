import type { Actor as ActorShape } from '../../kernel/scope.ts';
import type { ActorKind as ActorKindName } from '../../kernel/vocabulary/actor.ts';
import { builder } from '../builder.ts';
import type { Described } from '../fields/described.ts';

export const ActorKind = builder.enumType('ActorKind', {
  description: 'The kind of actor.',
  values: {
    PERSON: { description: 'A person.' },
    SERVICE: { description: 'A service of the platform or of the tenant.' },
    SYSTEM: { description: 'Originator itself, for example when a draft expires.' },
  } satisfies Described<ActorKindName>,
});

export const Actor = builder.objectRef<ActorShape>('Actor').implement({
  description: 'The person, service or job that did something, as known at that time.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKind, description: 'The kind of actor.' }),
    subject: t.exposeString('subject', {
      description: 'The subject of the token; for `SYSTEM`, the name of the job.',
    }),
    displayName: t.exposeString('displayName', {
      description: 'The display name at that time; empty if the token had none.',
    }),
    authenticatedBy: t.exposeString('authenticatedBy', {
      description:
        'The way in which the subject authenticated, as the token states it, for example `pwd` or `mfa`.',
    }),
  }),
});
