/** A source that ends as soon as it is told to, even while it waits for its next event. */
export function endable<T>(open: (stop: AbortSignal) => AsyncIterable<T>): AsyncIterableIterator<T> {
  const stop = new AbortController();
  const events = open(stop.signal)[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => events.next(),
    async return() {
      stop.abort();
      await events.return?.();
      return { done: true, value: undefined };
    },
  };
}
