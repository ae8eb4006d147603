import type { Uuid } from '../../kernel/ids.ts';

/**
 * The id of a dispatch's n-th attempt: that of the dispatch with `ordinal` added to its last byte without carry (XOR). The
 * database checks it, so the key of attempts admits each ordinal once, no matter who decides on it and how often (D15).
 */
export function attemptId(dispatch: Uuid, ordinal: number): Uuid {
  const last = Number.parseInt(dispatch.slice(-2), 16) ^ ordinal;
  return `${dispatch.slice(0, -2)}${last.toString(16).padStart(2, '0')}` as Uuid;
}
