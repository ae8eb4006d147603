/** The kinds of consent record. */
export const CONSENT_KINDS = ['GIVEN', 'DECLINED', 'ENDED'] as const;
/** The kind of a consent record (C3). */
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** The reasons why consents end. */
export const CONSENT_END_REASONS = ['ACCOUNT_REPLACED', 'ACCOUNT_REMOVED'] as const;
/** The reason why a consent ended: its account was replaced or removed. */
export type ConsentEndReason = (typeof CONSENT_END_REASONS)[number];

/** The status of a consent record: a consent is valid until it ends (C6). */
export type ConsentStatus = 'VALID' | Exclude<ConsentKind, 'GIVEN'>;
