/** The windows in which messages to a recipient are counted, in milliseconds (G2). */
export const WINDOWS_MS = { tenMinutes: 600_000, hour: 3_600_000, day: 86_400_000 } as const;
/** One of them. */
export type Window = keyof typeof WINDOWS_MS;

/**
 * Messages by the stretch of time that they fell in: its number, then how many; the oldest first. A window has twelve such stretches,
 * and as far as it has slid into the next one it still counts the whole of the last: it is never shorter than it says, and longer
 * by a twelfth at most.
 */
export type SlidingCount = readonly number[];

const STRETCHES = 12;

function lengthOf(window: Window): number {
  return WINDOWS_MS[window] / STRETCHES;
}

/** The number of messages within the window that ends at `now`, an instant in milliseconds. */
export function within(count: SlidingCount, window: Window, now: number): number {
  const first = Math.floor(now / lengthOf(window)) - STRETCHES;
  let sum = 0;
  for (let at = 0; at + 1 < count.length; at += 2) if ((count[at] ?? 0) >= first) sum += count[at + 1] ?? 0;
  return sum;
}

/** The count with one more message at `now`, without what no window sees any more. */
export function withOneMore(count: SlidingCount, window: Window, now: number): SlidingCount {
  const current = Math.max(Math.floor(now / lengthOf(window)), count.at(-2) ?? 0);
  const kept: number[] = [];
  for (let at = 0; at + 1 < count.length; at += 2)
    if ((count[at] ?? 0) >= current - STRETCHES) kept.push(count[at] ?? 0, count[at + 1] ?? 0);
  if (kept.at(-2) === current) kept.push((kept.pop() ?? 0) + 1);
  else kept.push(current, 1);
  return kept;
}

/** The instant from which on the window holds fewer than `limit` messages if none is added; `undefined` where it never will. */
export function freeAt(count: SlidingCount, window: Window, now: number, limit: number): number | undefined {
  if (limit <= 0) return undefined;
  let left = within(count, window, now);
  if (left < limit) return now;
  const first = Math.floor(now / lengthOf(window)) - STRETCHES;
  for (let at = 0; at + 1 < count.length; at += 2) {
    const stretch = count[at] ?? 0;
    if (stretch < first) continue;
    left -= count[at + 1] ?? 0;
    if (left < limit) return (stretch + STRETCHES + 1) * lengthOf(window);
  }
  return undefined;
}
