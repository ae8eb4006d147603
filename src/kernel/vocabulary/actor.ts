/** Who can act. */
export const ACTOR_KINDS = ['PERSON', 'SERVICE', 'SYSTEM'] as const;
/** Who acts: a person of the tenant, a machine of the platform, or Originator itself (A4). */
export type ActorKind = (typeof ACTOR_KINDS)[number];
