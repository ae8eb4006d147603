import type { ComponentType } from 'react';

/** The state of a session. The caller of `signed-in` changes whenever somebody else is signed in. */
export type SessionState =
  | { readonly status: 'signed-out'; readonly problem?: string }
  | { readonly status: 'signing-in' }
  | { readonly status: 'signed-in'; readonly caller: string };

/** The authentication of a person that something takes (RFC 9470). */
export interface StepUpWish {
  readonly acrValues: readonly string[];
  readonly methods: readonly string[];
  readonly maxAgeSeconds?: number | null;
}

/** The sign-in of one person, however that came about. */
export interface Session {
  readonly state: () => SessionState;
  /** Tells of each change of the state until the function that it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** A token that is good for a while yet: renewed before it expires. Rejects where nobody is signed in. */
  readonly token: () => Promise<string>;
  /**
   * Asks the person to authenticate again as is wanted; the pages stay as they are. Resolves when a token tells that they have,
   * rejects where they would not, or somebody else did.
   */
  readonly stepUp: (wanted: StepUpWish) => Promise<void>;
  /** Shown in the header of every page: who it is, and how to become another one. */
  readonly Control: ComponentType;
  /** Shown below the header of every page: what the person has to do about the sign-in, if anything. */
  readonly Notices?: ComponentType;
  /** Shown in place of the pages while nobody is signed in. */
  readonly SignIn: ComponentType;
}

/** A state that tells of its changes. */
export function createState<State>(first: State) {
  let state = first;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change(next: State) {
      state = next;
      for (const listener of listeners) listener();
    },
  };
}
