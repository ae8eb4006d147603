import { createHalfTime } from './half-time.ts';
import { createPresence, type Presence } from './presence.ts';
import type { Claim } from './share.ts';

/** Who asks for a turn. */
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
}

/** The claims of an owner that wait, by member; the member at the front is the next whose turn it is. */
type Queue = Map<string, (() => void)[]>;

/** How many claims of an owner are served in a turn while nobody else is about: what begins together goes together. */
const AT_ONCE_ALONE = 16;
const LONGEST_REST_MS = 50;

/**
 * Turns that nobody waits for.
 *
 * @param presence takes note of whoever asks for one
 */
export function createTurns(presence: Presence = createPresence()): Turns {
  return new OwnersTurns(presence);
}

class OwnersTurns implements Turns {
  readonly #queues = new Map<string, Queue>();
  /** How many claims of each owner had their turn since the event loop last went round. */
  readonly #served = new Map<string, number>();
  readonly #presence: Presence;
  readonly #halfTime = createHalfTime(LONGEST_REST_MS);

  constructor(presence: Presence) {
    this.#presence = presence;
  }

  take({ owner, member = '' }: TurnClaim): Promise<void> {
    this.#presence.note(owner);
    const had = this.#served.get(owner) ?? 0;
    if (had < this.#atOnce() && !this.#queues.has(owner)) {
      if (this.#served.size === 0) setImmediate(() => this.#served.clear());
      this.#served.set(owner, had + 1);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      if (this.#queues.size === 0) this.#beginRounds();
      const queue = this.#queues.get(owner) ?? new Map<string, (() => void)[]>();
      this.#queues.set(owner, queue);
      const waiting = queue.get(member);
      if (waiting === undefined) queue.set(member, [resolve]);
      else waiting.push(resolve);
    });
  }

  #atOnce(): number {
    return this.#presence.isShared() ? 1 : AT_ONCE_ALONE;
  }

  #beginRounds(): void {
    // What the thread did before is no reason to rest.
    this.#halfTime();
    setImmediate(() => this.#round());
  }

  #round(): void {
    const atOnce = this.#atOnce();
    for (const [owner, queue] of this.#queues) {
      for (let count = 0; count < atOnce; count += 1) serveNext(queue);
      if (queue.size === 0) this.#queues.delete(owner);
    }
    if (this.#queues.size === 0) return;
    const restMs = this.#halfTime();
    if (this.#presence.isShared()) setTimeout(() => this.#round(), restMs);
    else setImmediate(() => this.#round());
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
