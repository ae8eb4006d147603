import type { ActorRow } from './summary-form.ts';
import { actorOf, type ToldEntry } from './told-entry.ts';

/** So many actors are told apart. */
const MOST_ACTORS = 1_000;
/** More kinds of entry than there are. */
const MOST_KINDS = 200;

/** Counts what each actor did: the closest that a log comes to telling who had which role. */
export class ActorFigures {
  readonly #actors = new Map<string, Omit<ActorRow, 'kinds'> & { readonly kinds: Map<string, number> }>();
  #omitted = 0;

  /** Goes on with an entry of the span. */
  take(entry: ToldEntry): void {
    const { at, kind } = entry;
    const by = actorOf(entry);
    const key = JSON.stringify(Object.values(by));
    const known = this.#actors.get(key);
    if (known === undefined && this.#actors.size === MOST_ACTORS) {
      this.#omitted += 1;
      return;
    }
    const actor = known ?? { by, first: at, last: at, kinds: new Map<string, number>() };
    actor.last = at;
    countKind(actor.kinds, kind);
    if (known === undefined) this.#actors.set(key, actor);
  }

  /** The actors in the order in which they first did something, and the number of entries by others. */
  finish(): { readonly items: ActorRow[]; readonly omitted: number } {
    const items = [...this.#actors.values()].map((actor) => ({ ...actor, kinds: kindsInOrder(actor.kinds) }));
    return { items, omitted: this.#omitted };
  }
}

/** Counts an entry of a kind. */
export function countKind(kinds: Map<string, number>, kind: string): void {
  if (kinds.has(kind) || kinds.size < MOST_KINDS) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}

/** The counts by the names of the kinds, in their order. */
export function kindsInOrder(kinds: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)));
}
