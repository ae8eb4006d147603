/** The kinds of account that Twilio has. */
export const ACCOUNT_TYPES = ['TRIAL', 'FULL', 'UNKNOWN'] as const;
/** The kind of an account at Twilio; one of `TRIAL` cannot send to everyone. `UNKNOWN` where an API key may not read it. */
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** The kinds of credentials. */
export const CREDENTIAL_KINDS = ['AUTH_TOKEN', 'API_KEY'] as const;
/** The kind of credential that an account is used with: its auth token, or the secret of one of its API keys. */
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** The kinds of check of an account at Twilio. */
export const ACCOUNT_CHECK_KINDS = ['VERIFICATION', 'REFRESH'] as const;
/** The purpose of reading an account at Twilio: to verify it (V5) or to refresh its numbers (N6). */
export type AccountCheckKind = (typeof ACCOUNT_CHECK_KINDS)[number];

export const ACCOUNT_CHECK_TRIGGERS = ['ON_DEMAND', 'HOURLY'] as const;
export type AccountCheckTrigger = (typeof ACCOUNT_CHECK_TRIGGERS)[number];

export const ACCOUNT_CHECK_STATUSES = [
  'PENDING',
  'CHECKING_CREDENTIALS',
  'LISTING_NUMBERS',
  'VERIFIED',
  'REFRESHED',
  'FAILED',
] as const;
/** The status of a check. `VERIFIED`, `REFRESHED` and `FAILED` are terminal and never change. */
export type AccountCheckStatus = (typeof ACCOUNT_CHECK_STATUSES)[number];

/** The reasons why verifications fail (V4). */
export const VERIFICATION_FAILURES = [
  'INCORRECT_CREDENTIALS',
  'TEST_CREDENTIALS',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_CLOSED',
  'ACCOUNT_NOT_USABLE',
  'NO_ORIGINATING_NUMBERS',
  'NO_USABLE_NUMBERS',
  'SUPERSEDED',
  'INTERNAL',
  'TWILIO_UNAVAILABLE',
] as const;
/** The reason why a verification failed (V4). */
export type VerificationFailure = (typeof VERIFICATION_FAILURES)[number];

/** The warnings that say that an account does not let us in. */
export const OUTAGES = ['TOKEN_REJECTED', 'ACCOUNT_NOT_ACTIVE'] as const;
/** One of them. */
export type Outage = (typeof OUTAGES)[number];

/** The kinds of warning about an account, in the order in which they are shown (S11). */
export const ACCOUNT_WARNINGS = [
  'TRIAL',
  ...OUTAGES,
  'SELECTED_NUMBER_GONE',
  'NO_NUMBER_LEFT',
  'REFRESH_FAILED',
  'FALLBACK_NOT_DEFINED',
] as const;
export type WarningKind = (typeof ACCOUNT_WARNINGS)[number];
