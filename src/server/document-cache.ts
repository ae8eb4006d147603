/**
 * Keeps the least recently used values out, counting entries and the characters of their keys, so that what
 * clients send cannot fill the memory.
 */
export class BoundedCache<V> {
  readonly #entries = new Map<string, V>();
  readonly #maximumEntries: number;
  readonly #maximumCharacters: number;
  #characters = 0;

  constructor(maximumEntries: number, maximumCharacters: number) {
    this.#maximumEntries = maximumEntries;
    this.#maximumCharacters = maximumCharacters;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: string, value: V): void {
    this.#remove(key);
    this.#entries.set(key, value);
    this.#characters += key.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maximumEntries && this.#characters <= this.#maximumCharacters) {
        return;
      }
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    if (this.#entries.delete(key)) {
      this.#characters -= key.length;
    }
  }
}
