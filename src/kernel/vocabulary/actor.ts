export const ACTOR_KINDS = ['PERSON', 'SERVICE', 'SYSTEM'] as const;
/** The kind of an actor: a person of the tenant, a service, or Originator itself (A4). */
export type ActorKind = (typeof ACTOR_KINDS)[number];
