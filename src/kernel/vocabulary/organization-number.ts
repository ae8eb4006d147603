/** Why a number is not listed: what it can do, which is not both (N2). */
export type ExclusionReason = 'SMS_ONLY' | 'VOICE_ONLY' | 'NEITHER';

/** Which numbers a list shows (N4): `LISTED` is what can be selected or is. */
export type NumberFilter = 'LISTED' | 'SELECTED' | 'AVAILABLE' | 'EXCLUDED';
