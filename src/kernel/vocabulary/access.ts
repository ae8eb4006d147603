/** Everything a token can permit (X1). A scope says what may be done, never for which tenant. */
export const SCOPES = [
  'configuration:read',
  'configuration:write',
  'consents:read',
  'audit:read',
  'records:read',
  'records:read-own',
  'statistics:read',
  'live:read',
  'preview',
  'dispatch',
  'tenants:read',
  'platform-log:read',
  'privacy:erase',
  'sending:pause',
] as const;
/** One permission of a token. */
export type AccessScope = (typeof SCOPES)[number];

/** The kinds of change that the platform can ask a person to authenticate again for (X7). */
export const STEP_UP_VERBS = ['save', 'remove', 'decline', 'policy', 'holds', 'pauses', 'approvals'] as const;
/** A kind of change that the platform can ask a person to authenticate again for (X7). */
export type StepUpVerb = (typeof STEP_UP_VERBS)[number];

/** The roles, in the order of the table of X1. */
export const ROLE_NAMES = [
  'admin',
  'auditor',
  'analyst',
  'dispatcher',
  'privacy-officer',
  'platform-admin',
  'platform-auditor',
  'platform-analyst',
  'platform-dispatcher',
  'platform-privacy-officer',
] as const;
/** A bundle of scopes that a token is issued for. */
export type Role = (typeof ROLE_NAMES)[number];
