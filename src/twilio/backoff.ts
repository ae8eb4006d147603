import { setTimeout as sleep } from 'node:timers/promises';

/** The pauses between attempts, in milliseconds. */
export interface Backoff {
  /** Before the second attempt; doubled before each further one, and shortened at random by up to a half. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
}

/** The pause after the attempt `attempt`, 1 for the first. */
export function pauseAfter(attempt: number, { backoffMs, maxBackoffMs }: Backoff): number {
  return Math.min(backoffMs * 2 ** (attempt - 1), maxBackoffMs) * (0.5 + Math.random() / 2);
}

/** Waits. False when `signal` cut it short. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
