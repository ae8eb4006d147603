/** The modes that an admin can choose; `NOT_DEFINED` is never chosen nor returned to (S8). */
export const FALLBACK_CHOICES = ['DISABLED', 'DEFAULT_ACCOUNT'] as const;
/** The fallback mode that an admin chose (S8). */
export type FallbackChoice = (typeof FALLBACK_CHOICES)[number];

/** The modes of the fallback policy. */
export const FALLBACK_MODES = ['NOT_DEFINED', ...FALLBACK_CHOICES] as const;
/** The mode of a fallback policy (S8, D6). */
export type FallbackMode = (typeof FALLBACK_MODES)[number];
