import { createHalfTime } from './half-time.ts';
import { createPresence, type Presence } from './presence.ts';
import type { Claim } from './share.ts';

/** A request for a turn. */
export type TurnClaim = Pick<Claim, 'owner' | 'member'>;

/**
 * The one thread of a process, divided among those who want it (X5): in each turn of the event loop, one claim of each
 * owner is served at once. What an owner wants beyond that waits in its queue, of which one is served in each round, its
 * members by turns. While different owners are about, the thread is left idle between rounds for as long as it was busy: a
 * thread that is never idle keeps everybody waiting at each step.
 */
export interface Turns {
  /** Resolves when it is the claim's turn: at once where its owner has not had one since the event loop last went round. */
  take(claim: TurnClaim): Promise<void>;
  /**
   * Resolves when long work that has begun may go on with its next part: while different owners are about, not before the
   * thread was idle for as long as it was busy, lest each step of theirs meets a part of it.
   */
  goOn(claim: TurnClaim): Promise<void>;
}

/** The claims of an owner that wait, by member; the member at the front is the next whose turn it is. */
type Queue = Map<string, (() => void)[]>;

/** The number of claims of an owner that are served in a turn while nobody else is about: what begins together goes together. */
const AT_ONCE_ALONE = 16;
const LONGEST_REST_MS = 50;

/**
 * Turns that nobody waits for.
 *
 * @param presence records who asks for one
 */
export function createTurns(presence: Presence = createPresence()): Turns {
  return new OwnersTurns(presence);
}

class OwnersTurns implements Turns {
  /** The number of claims of each owner that had their turn since the event loop last went round. */
  readonly #served = new Map<string, number>();
  readonly #presence: Presence;
  readonly #begin: Rounds;
  readonly #goOn: Rounds;

  constructor(presence: Presence) {
    this.#presence = presence;
    this.#begin = new Rounds(presence);
    this.#goOn = new Rounds(presence);
  }

  take(claim: TurnClaim): Promise<void> {
    const { owner } = claim;
    this.#presence.note(owner);
    const had = this.#served.get(owner) ?? 0;
    if (had >= atOnce(this.#presence) || this.#begin.hasQueue(owner)) return this.#begin.wait(claim, false);
    if (this.#served.size === 0) setImmediate(() => this.#served.clear());
    this.#served.set(owner, had + 1);
    return Promise.resolve();
  }

  goOn(claim: TurnClaim): Promise<void> {
    this.#presence.note(claim.owner);
    return this.#goOn.wait(claim, this.#presence.isShared());
  }
}

function atOnce(presence: Presence): number {
  return presence.isShared() ? 1 : AT_ONCE_ALONE;
}

/** Those who wait, served round by round with a rest between while different owners are about. */
class Rounds {
  readonly #queues = new Map<string, Queue>();
  readonly #presence: Presence;
  readonly #halfTime = createHalfTime(LONGEST_REST_MS);

  constructor(presence: Presence) {
    this.#presence = presence;
  }

  hasQueue(owner: string): boolean {
    return this.#queues.has(owner);
  }

  /** Resolves in the owner's turn. The first to wait does so for a rest, too, where what was done before is a reason for one. */
  wait({ owner, member = '' }: TurnClaim, withRest: boolean): Promise<void> {
    return new Promise((resolve) => {
      if (this.#queues.size === 0) this.#next(withRest);
      const queue = this.#queues.get(owner) ?? new Map<string, (() => void)[]>();
      this.#queues.set(owner, queue);
      const waiting = queue.get(member);
      if (waiting === undefined) queue.set(member, [resolve]);
      else waiting.push(resolve);
    });
  }

  #next(withRest: boolean): void {
    const restMs = this.#halfTime();
    if (withRest) setTimeout(() => this.#round(), restMs);
    else setImmediate(() => this.#round());
  }

  #round(): void {
    const most = atOnce(this.#presence);
    for (const [owner, queue] of this.#queues) {
      for (let count = 0; count < most; count += 1) serveNext(queue);
      if (queue.size === 0) this.#queues.delete(owner);
    }
    if (this.#queues.size > 0) this.#next(this.#presence.isShared());
  }
}

function serveNext(queue: Queue): void {
  const [next] = queue;
  if (next === undefined) return;
  const [member, waiting] = next;
  waiting.shift()?.();
  // To the end: the others come first now.
  queue.delete(member);
  if (waiting.length > 0) queue.set(member, waiting);
}
