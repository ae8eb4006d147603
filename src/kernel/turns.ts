import type { Claim } from './share.ts';

/** Who asks for a turn. */
export type TurnClaim = Pick<Claim, 'owner' | 'member'>;

/**
 * The one thread of a process, divided among those who want it (X5): in each turn of the event loop, one claim of each
 * owner is served, its members by turns. Whoever sends thousands of requests at once waits for itself, and each of the
 * others for no more than one of them.
 */
export interface Turns {
  /** Resolves when it is the claim's turn: at once where its owner has not had one since the event loop last went round. */
  take(claim: TurnClaim): Promise<void>;
}

/** The claims of an owner that wait, by member; the member at the front is the next whose turn it is. */
type Queue = Map<string, (() => void)[]>;

/** Turns that nobody waits for. */
export function createTurns(): Turns {
  const queues = new Map<string, Queue>();
  const served = new Set<string>();

  const turn = (): void => {
    served.clear();
    for (const [owner, queue] of queues) {
      served.add(owner);
      serveNext(queue);
      if (queue.size === 0) queues.delete(owner);
    }
    if (served.size > 0) setImmediate(turn);
  };

  return {
    take({ owner, member = '' }) {
      if (!served.has(owner)) {
        if (served.size === 0) setImmediate(turn);
        served.add(owner);
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const queue = queues.get(owner) ?? new Map<string, (() => void)[]>();
        queues.set(owner, queue);
        const waiting = queue.get(member);
        if (waiting === undefined) queue.set(member, [resolve]);
        else waiting.push(resolve);
      });
    },
  };
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
