import { vi } from 'vitest';

/** Longer than any test may take, whose own time is the limit. */
const PATIENCE_MS = 3_600_000;

/** Waits until what is looked at again and again is so, and gives what was seen then; rejects where the look does. */
export function until<T>(look: () => T | Promise<T>, interval = 5): Promise<T> {
  return vi.waitUntil(look, { timeout: PATIENCE_MS, interval });
}
