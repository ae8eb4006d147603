import type { LeavingSignal } from '../operation-limits.ts';
import type { Presence } from './presence.ts';
import {
  type FullPart,
  fullPart,
  type PlaceKind,
  placeFor,
  placesFor,
  restMs,
  type ShareLimits,
  type ShareUse,
} from './share-rules.ts';

/** A request for a place. */
export interface Claim {
  /** The tenant, or the address of an unauthenticated caller. */
  readonly owner: string;
  /** The subject or address within the owner; without one only the owner counts. */
  readonly member?: string;
  /** True if it is one of many, which come after what somebody waits for by itself. */
  readonly isBulk?: boolean;
}

/** A place taken, to be given back; doing so again changes nothing. */
export interface Place {
  release(): void;
}

/** The time that a claim waits. */
export interface Waiting {
  readonly timeoutMs: number;
  /** Ends the waiting. */
  readonly stop?: LeavingSignal;
}

/** Something that a node has a limited number of, divided among those who ask for it (X5). */
export interface Share {
  readonly limits: ShareLimits;
  /** A place at once, or `undefined`. Nobody is passed over by it who waits and could take that place. */
  tryTake(claim: Claim): Place | undefined;
  /**
   * A place, as soon as it is the claim's turn: bulk work comes last, owners take turns, the claims of one come in
   * order. `undefined` where the time was over first, `stop` was aborted, or too many claims of the owner wait already.
   */
  take(claim: Claim, waiting: Waiting): Promise<Place | undefined>;
  /** The number of places that claims like this one could take at this moment. */
  free(claim: Claim): number;
  /** The bound that a refused claim meets. */
  full(claim: Claim): FullPart;
  /** True if different owners are about, so that each holds less beyond its guaranteed part. */
  isShared(): boolean;
  /** The number of places that are taken. */
  readonly taken: number;
}

interface Waiter {
  readonly claim: Claim;
  readonly serve: (place: Place) => void;
}

/** The claims that wait, by owner; the owner at the front is the next whose turn it is. */
type Queue = Map<string, readonly Waiter[]>;

/**
 * A share of which nothing is taken.
 *
 * @param presence whether owners are about who have no claim on this share; without it none are
 */
export function createShare(limits: ShareLimits, presence?: Pick<Presence, 'isShared'>): Share {
  return new CountedShare(limits, presence);
}

class CountedShare implements Share {
  readonly limits: ShareLimits;
  readonly #guaranteed = new Map<string, number>();
  readonly #members = new Map<string, number>();
  readonly #single: Queue = new Map();
  readonly #bulk: Queue = new Map();
  #total = 0;
  readonly #presence: Pick<Presence, 'isShared'> | undefined;
  #open = 0;

  constructor(limits: ShareLimits, presence: Pick<Presence, 'isShared'> | undefined) {
    this.limits = limits;
    this.#presence = presence;
  }

  get taken(): number {
    return this.#total;
  }

  tryTake(claim: Claim): Place | undefined {
    const kind = placeFor(this.limits, this.#use(claim), claim.isBulk === true);
    if (kind === undefined) return undefined;
    this.#count(claim, kind, 1);
    const since = performance.now();
    let isHeld = true;
    const giveBack = () => {
      this.#count(claim, kind, -1);
      this.#serve();
    };
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        if (this.#hasToRest(claim)) {
          setTimeout(giveBack, restMs(this.limits, performance.now() - since));
        } else {
          giveBack();
        }
      },
    };
  }

  #hasToRest({ owner }: Claim): boolean {
    if (this.limits.longestRestMs === 0 || !this.isShared()) return false;
    return this.#single.has(owner) || this.#bulk.has(owner);
  }

  take(claim: Claim, { timeoutMs, stop }: Waiting): Promise<Place | undefined> {
    const place = this.tryTake(claim);
    const queue = this.#queueOf(claim);
    const before = queue.get(claim.owner) ?? [];
    const isInVain = timeoutMs <= 0 || stop?.aborted === true || before.length >= this.limits.waiting;
    if (place !== undefined || isInVain) return Promise.resolve(place);
    return new Promise((resolve) => {
      const done = (found: Place | undefined) => {
        clearTimeout(timer);
        stop?.removeEventListener('abort', giveUp);
        resolve(found);
      };
      const waiter: Waiter = { claim, serve: done };
      const giveUp = () => {
        forget(queue, waiter);
        done(undefined);
      };
      const timer = setTimeout(giveUp, timeoutMs);
      stop?.addEventListener('abort', giveUp, { once: true });
      queue.set(claim.owner, [...before, waiter]);
    });
  }

  free(claim: Claim): number {
    return placesFor(this.limits, this.#use(claim), claim.isBulk === true);
  }

  full(claim: Claim): FullPart {
    return fullPart(this.limits, this.#use(claim));
  }

  isShared(): boolean {
    return this.#presence?.isShared() ?? false;
  }

  #queueOf({ isBulk }: Claim): Queue {
    return isBulk === true ? this.#bulk : this.#single;
  }

  #use(claim: Claim): ShareUse {
    return {
      total: this.#total,
      open: this.#open,
      guaranteedOfOwner: this.#guaranteed.get(claim.owner) ?? 0,
      isShared: this.isShared(),
      ofMember: claim.member === undefined ? 0 : (this.#members.get(memberKey(claim)) ?? 0),
    };
  }

  #count(claim: Claim, kind: PlaceKind, change: 1 | -1): void {
    this.#total += change;
    if (kind === 'OPEN') this.#open += change;
    else add(this.#guaranteed, claim.owner, change);
    if (claim.member !== undefined) add(this.#members, memberKey(claim), change);
  }

  /** Gives what has come free to those whose turn it is. */
  #serve(): void {
    while (this.#serveOne(this.#single) || this.#serveOne(this.#bulk)) {
      // Each of them may have left a place for the next.
    }
  }

  #serveOne(queue: Queue): boolean {
    for (const waiters of queue.values()) {
      let without: Claim | undefined;
      for (const waiter of waiters) {
        // Of claims that fare alike, one is tried: with thirty in a queue, trying each took longer than checking a token.
        if (without !== undefined && without.member === waiter.claim.member) continue;
        const place = this.tryTake(waiter.claim);
        if (place === undefined) {
          without = waiter.claim;
          continue;
        }
        const left = forget(queue, waiter);
        // To the end: the others come first now.
        queue.delete(waiter.claim.owner);
        if (left.length > 0) queue.set(waiter.claim.owner, left);
        waiter.serve(place);
        return true;
      }
    }
    return false;
  }
}

function memberKey({ owner, member = '' }: Claim): string {
  return `${owner.length} ${owner}${member}`;
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

/** The claims of the waiter's owner that are left without it. */
function forget(queue: Queue, waiter: Waiter): readonly Waiter[] {
  const { owner } = waiter.claim;
  const left = (queue.get(owner) ?? []).filter((one) => one !== waiter);
  if (left.length > 0) queue.set(owner, left);
  else queue.delete(owner);
  return left;
}
