import { performance } from 'node:perf_hooks';

/**
 * How long to rest between parts of one work so that the thread is idle for as long as it is busy, in milliseconds. What
 * a part brings with it goes on during the rest: each rest is twice what the thread was busy for since the one before.
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
