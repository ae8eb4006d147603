import type { Disclosure } from '../../ledger/entries/commitment.ts';
import type { ToldActor, ToldValue } from './summary-form.ts';

/** An entry of a log as a pack reads it: any JSON object, since whether it is one of Originator's is for the verifier to say. */
export interface ToldEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly leafIndex: number;
  /** Its line. */
  readonly text: string;
  /** The length of that in bytes. */
  readonly length: number;
  readonly actor: unknown;
  readonly before: unknown;
  readonly after: unknown;
  readonly disclosures: readonly Disclosure[];
}

/** A member of a value, `undefined` of anything that is no object. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A member that is a text; null where it is none. */
export function textIn(value: unknown, name: string): string | null {
  const text = member(value, name);
  return typeof text === 'string' ? text : null;
}

/** The value at a path of the entry, from the entry itself or as it is disclosed; null where there is none. */
export function toldAt({ disclosures }: ToldEntry, path: string, value: unknown): ToldValue {
  if (typeof value === 'string') return { value, told: 'SHOWN' };
  const disclosure = disclosures.find((one) => one.path === path);
  if (disclosure === undefined) return { value: null, told: value == null ? 'SHOWN' : 'WITHHELD' };
  if ('erasedBy' in disclosure) return { value: null, told: 'ERASED' };
  return { value: typeof disclosure.value === 'string' ? disclosure.value : null, told: 'SHOWN' };
}

/** The actor of the entry. */
export function actorOf(entry: ToldEntry): ToldActor {
  const { actor } = entry;
  const subject = toldAt(entry, '/actor/subject', member(actor, 'subject'));
  const name = toldAt(entry, '/actor/displayName', member(actor, 'displayName'));
  return {
    kind: textIn(actor, 'kind'),
    subject: subject.value,
    displayName: name.value,
    authenticatedBy: textIn(actor, 'authenticatedBy'),
    told: subject.told,
  };
}

/** The most that a list of a pack holds: so many items, and those of so many bytes of entries. */
const MOST_ITEMS = 2_000;
const MOST_BYTES = 4 * 1_024 * 1_024;

/** A list as a pack has it: its first items, and the number of those that it had no room for. */
export class BoundedList<T> {
  readonly #items: T[] = [];
  #omitted = 0;
  #bytes = 0;

  /** Adds an item, unless it or one before it has no room; true if it was added. */
  add(item: T, { length }: Pick<ToldEntry, 'length'>): boolean {
    const isFull =
      this.#omitted > 0 || this.#items.length === MOST_ITEMS || this.#bytes + length > MOST_BYTES;
    if (isFull) this.#omitted += 1;
    else {
      this.#items.push(item);
      this.#bytes += length;
    }
    return !isFull;
  }

  list(): { readonly items: T[]; readonly omitted: number } {
    return { items: this.#items, omitted: this.#omitted };
  }
}
