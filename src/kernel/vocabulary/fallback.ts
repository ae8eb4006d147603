/** The modes that an admin can choose; `NOT_DEFINED` is never chosen nor returned to (S8). */
export const FALLBACK_CHOICES = ['DISABLED', 'DEFAULT_ACCOUNT'] as const;
/** The fallback mode that an admin chose (S8). */
export type FallbackChoice = (typeof FALLBACK_CHOICES)[number];

/** The modes of the fallback policy. */
export const FALLBACK_MODES = ['NOT_DEFINED', ...FALLBACK_CHOICES] as const;
/** The mode of a fallback policy (S8, D6). */
export type FallbackMode = (typeof FALLBACK_MODES)[number];

/** The reasons why it cannot be known who would have been billed under another mode. */
export const WHAT_IF_REASONS = [
  'PENDING',
  'OUTCOME_OPEN',
  'NOT_TRIED_AFTER_API_ERROR',
  'NOT_TRIED_WITHOUT_NUMBER',
  'ACCEPTED_LATE',
] as const;
/** The reason why nobody can know who would have been billed. */
export type WhatIfReason = (typeof WHAT_IF_REASONS)[number];
