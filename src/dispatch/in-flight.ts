import type { AccountSid } from '../kernel/ids.ts';

/** How many calls may be under way at once; limits of our own, never an API error. */
export interface InFlightLimits {
  readonly perAccount: number;
  readonly perNode: number;
}

/** Counts the calls that this process has under way. */
export interface InFlight {
  /** Takes a place for a call of the account at once, or `undefined` where there is none. */
  tryTake(account: AccountSid): Place | undefined;
  /** Waits for a place until `timeoutMs` are over; `undefined` where none came free. */
  take(account: AccountSid, timeoutMs: number): Promise<Place | undefined>;
  /** How many places the account has at this moment. */
  free(account: AccountSid): number;
  /** How many calls are under way. */
  readonly count: number;
}

/** A place taken, to be given back; doing so again changes nothing. */
export interface Place {
  release(): void;
}

/** A count that starts at nothing. */
export function createInFlight(limits: InFlightLimits): InFlight {
  const ofAccount = new Map<AccountSid, number>();
  const waiting = new Set<() => boolean>();
  let total = 0;

  const free = (account: AccountSid): number =>
    Math.min(limits.perNode - total, limits.perAccount - (ofAccount.get(account) ?? 0));

  const tryTake = (account: AccountSid): Place | undefined => {
    if (free(account) <= 0) return undefined;
    ofAccount.set(account, (ofAccount.get(account) ?? 0) + 1);
    total += 1;
    let isHeld = true;
    return {
      release() {
        if (isHeld) release(account);
        isHeld = false;
      },
    };
  };

  const release = (account: AccountSid): void => {
    const left = (ofAccount.get(account) ?? 1) - 1;
    if (left === 0) ofAccount.delete(account);
    else ofAccount.set(account, left);
    total -= 1;
    for (const attempt of waiting) if (attempt()) break;
  };

  return {
    tryTake,
    take(account, timeoutMs) {
      const place = tryTake(account);
      if (place !== undefined || timeoutMs <= 0) return Promise.resolve(place);
      return new Promise((resolve) => {
        const attempt = () => {
          const found = tryTake(account);
          if (found === undefined) return false;
          done(found);
          return true;
        };
        const done = (found: Place | undefined) => {
          clearTimeout(timer);
          waiting.delete(attempt);
          resolve(found);
        };
        const timer = setTimeout(() => done(undefined), timeoutMs);
        waiting.add(attempt);
      });
    },
    free,
    get count() {
      return total;
    },
  };
}
