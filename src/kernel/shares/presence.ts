/** True if one owner has a process to itself at the moment, or others are about (X5). */
export interface Presence {
  /** Takes note that the owner asks for something. */
  note(owner: string): void;
  /** True if different owners have asked within the last second. */
  isShared(): boolean;
}

/** The time for which an owner counts as active after a claim, in milliseconds. */
const ABOUT_MS = 1_000;

/** A presence with no interest recorded yet. */
export function createPresence(): Presence {
  let last: string | undefined;
  let otherAt = Number.NEGATIVE_INFINITY;
  return {
    note(owner) {
      if (last !== undefined && owner !== last) otherAt = performance.now();
      last = owner;
    },
    isShared: () => performance.now() - otherAt < ABOUT_MS,
  };
}
