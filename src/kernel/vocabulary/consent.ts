/** The kinds of consent record. */
export const CONSENT_KINDS = ['GIVEN', 'DECLINED', 'ENDED'] as const;
/** The kind of a consent record (C3). */
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** Why consents end. */
export const CONSENT_END_REASONS = ['ACCOUNT_REPLACED', 'ACCOUNT_REMOVED'] as const;
/** Why a consent ended: the tenant took another account, or removed it. */
export type ConsentEndReason = (typeof CONSENT_END_REASONS)[number];

/** How it stands with what somebody decided: a consent is valid until it ends (C6). */
export type ConsentStatus = 'VALID' | Exclude<ConsentKind, 'GIVEN'>;
