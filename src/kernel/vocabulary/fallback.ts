/** What an admin may choose; `NOT_DEFINED` is never chosen nor returned to (S8). */
export const FALLBACK_CHOICES = ['DISABLED', 'DEFAULT_ACCOUNT'] as const;
/** What an admin chose for messages that the custom account could not originate (S8). */
export type FallbackChoice = (typeof FALLBACK_CHOICES)[number];

/** What can happen to a message that the custom account could not originate. */
export const FALLBACK_MODES = ['NOT_DEFINED', ...FALLBACK_CHOICES] as const;
/** What happens to a message that the custom account could not originate (S8, D6). */
export type FallbackMode = (typeof FALLBACK_MODES)[number];
