/** The changes that can wait for another person: a save, a removal, and the end of that very requirement. */
export const CHANGE_REQUEST_KINDS = ['SAVE', 'REMOVAL', 'FOUR_EYES_OFF'] as const;
/** The change that a request asks for. */
export type ChangeRequestKind = (typeof CHANGE_REQUEST_KINDS)[number];

/** The states of a change request; it is open in the first two. */
export const CHANGE_REQUEST_STATES = [
  'PENDING',
  'APPROVED',
  'APPLIED',
  'REJECTED',
  'WITHDRAWN',
  'STALE',
] as const;
/** The state of a change request. */
export type ChangeRequestState = (typeof CHANGE_REQUEST_STATES)[number];

/** The steps of a change request, each an entry. */
export const CHANGE_DECISIONS = [
  'APPROVED',
  'OVERRIDDEN',
  'APPLIED',
  'REJECTED',
  'WITHDRAWN',
  'STALE',
] as const;
/** A step of a change request. */
export type ChangeDecision = (typeof CHANGE_DECISIONS)[number];

/** The ones that can require another person for a change of who sends. */
export const FOUR_EYES = ['OFF', 'TENANT', 'PLATFORM'] as const;
/** The one that requires another person; `OFF` where nobody does. */
export type FourEyes = (typeof FOUR_EYES)[number];
