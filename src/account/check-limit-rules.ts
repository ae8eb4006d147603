import { RateLimited } from '../kernel/errors.ts';

/** Length of the window in which a tenant's checks are counted, in milliseconds (V9). */
export const CHECK_WINDOW_MS = 60_000;

/**
 * Refuses one check more than `perWindow` within the window, saying when to come back (V9, N6).
 *
 * @param recent when the checks of the window were begun, oldest first
 */
export function refuseTooMany(what: string, recent: readonly Date[], perWindow: number, now: Date): void {
  const decisive = recent[recent.length - perWindow];
  if (decisive === undefined) return;
  const at = new Date(decisive.getTime() + CHECK_WINDOW_MS);
  const afterSeconds = Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000));
  throw new RateLimited(
    [
      {
        code: 'RATE_LIMITED',
        message: `At most ${perWindow} ${what} a minute are allowed. Try again in ${afterSeconds} seconds.`,
        path: [],
      },
    ],
    { at, afterSeconds },
  );
}
