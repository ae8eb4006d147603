import type { RecordedActor } from '../../kernel/scope.ts';
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

export const Actor = builder.objectRef<RecordedActor>('Actor').implement({
  description: 'The person, service or job that did something, as known at that time.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKind, description: 'The kind of actor.' }),
    subject: t.exposeString('subject', {
      nullable: true,
      description:
        'The subject of the token; for `SYSTEM`, the name of the job. Null if the person has been erased.',
    }),
    displayName: t.exposeString('displayName', {
      nullable: true,
      description:
        'The display name at that time; empty if the token had none. Null if the person has been erased.',
    }),
    erased: t.boolean({
      description: 'True if this is a person whose data has been erased.',
      resolve: ({ subject }) => subject === null,
    }),
    authenticatedBy: t.exposeString('authenticatedBy', {
      description:
        'The way in which the subject authenticated, as the token states it, for example `pwd` or `mfa`.',
    }),
  }),
});
