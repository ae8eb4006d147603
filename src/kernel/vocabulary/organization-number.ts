/** The reason why a number is not listed: it lacks SMS, voice or both (N2). */
export type ExclusionReason = 'SMS_ONLY' | 'VOICE_ONLY' | 'NEITHER';

/** The filters of numbers (N4): `LISTED` are those that can be or are selected. */
export const NUMBER_FILTERS = ['LISTED', 'SELECTED', 'AVAILABLE', 'EXCLUDED'] as const;

export type NumberFilter = (typeof NUMBER_FILTERS)[number];
