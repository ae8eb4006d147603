import { performance } from 'node:perf_hooks';

/**
 * The pause between parts of one work after which the thread was idle for as long as it was busy, in milliseconds. What a
 * part brings with it goes on during the rest: each rest is twice what the thread was busy for since the one before.
 *
 * @param longestMs a thread that was busy for longer was so with other work too
 */
export function createHalfTime(longestMs: number): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { active } = performance.eventLoopUtilization(now, last);
    last = now;
    return Math.min(2 * active, longestMs);
  };
}
