import type { Actor as ActorShape } from '../kernel/scope.ts';
import type { ActorKind as ActorKindName } from '../kernel/vocabulary/actor.ts';
import { builder } from './builder.ts';
import type { Described } from './described.ts';

/** Who acts. */
export const ActorKind = builder.enumType('ActorKind', {
  description: 'Who acts.',
  values: {
    PERSON: { description: 'A person.' },
    SERVICE: { description: 'A machine of the platform or of the tenant.' },
    SYSTEM: { description: 'Originator itself, such as when it lets a draft expire.' },
  } satisfies Described<ActorKindName>,
});

/** Who did something. */
export const Actor = builder.objectRef<ActorShape>('Actor').implement({
  description: 'Who did something, as it was known at that time.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKind, description: 'Who acted.' }),
    subject: t.exposeString('subject', {
      description: 'The subject of the token; for the system the name of the job.',
    }),
    displayName: t.exposeString('displayName', {
      description: 'The name at that time; empty when the token had none.',
    }),
    authenticatedBy: t.exposeString('authenticatedBy', {
      description: 'How the subject authenticated, in the words of the token, as `pwd` or `mfa`.',
    }),
  }),
});
