/** Why a number is not listed: what it can do, which is not both (N2). */
export type ExclusionReason = 'SMS_ONLY' | 'VOICE_ONLY' | 'NEITHER';

/** Which numbers a list shows (N4): `LISTED` is what can be selected or is. */
export const NUMBER_FILTERS = ['LISTED', 'SELECTED', 'AVAILABLE', 'EXCLUDED'] as const;

/** One of `NUMBER_FILTERS`. */
export type NumberFilter = (typeof NUMBER_FILTERS)[number];
