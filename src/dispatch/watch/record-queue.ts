import type { DispatchRecord } from '../record/dispatch.ts';

/** A record that settled or changed, and how many events were dropped since the one before it. */
export interface RecordedEvent {
  readonly record: DispatchRecord;
  readonly missed: number;
}

/**
 * The events that wait for one subscriber, at most `limit` events: anyone who puts records in never waits, and a subscriber that
 * does not keep up loses the oldest, and is told how many.
 */
export class RecordQueue implements AsyncIterableIterator<RecordedEvent, undefined> {
  readonly #limit: number;
  readonly #ended: () => void;
  readonly #waiting: ((result: IteratorResult<RecordedEvent, undefined>) => void)[] = [];
  #records: DispatchRecord[] = [];
  #missed = 0;
  #isOver = false;

  constructor(limit: number, ended: () => void) {
    this.#limit = limit;
    this.#ended = ended;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Puts a record in. */
  offer(record: DispatchRecord): void {
    if (this.#isOver) return;
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting({ done: false, value: { record, missed: 0 } });
      return;
    }
    this.#records.push(record);
    if (this.#records.length <= this.#limit) return;
    this.#records.shift();
    this.#missed += 1;
  }

  next(): Promise<IteratorResult<RecordedEvent, undefined>> {
    if (this.#isOver) return Promise.resolve(OVER);
    const record = this.#records.shift();
    if (record === undefined) return new Promise((resolve) => this.#waiting.push(resolve));
    const missed = this.#missed;
    this.#missed = 0;
    return Promise.resolve({ done: false, value: { record, missed } });
  }

  /** Ends it, also for who waits for its next event. */
  return(): Promise<IteratorResult<RecordedEvent, undefined>> {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#records = [];
      for (const waiting of this.#waiting.splice(0)) waiting(OVER);
      this.#ended();
    }
    return Promise.resolve(OVER);
  }
}

const OVER = { done: true, value: undefined } as const;
