/** How many connections a process may have for each kind of work, which never waits for those of another kind (X5). */
export interface PoolSizes {
  /** Taking dispatches in, settling them, and Twilio's callbacks. */
  readonly sending: number;
  /** What callers read, and what they change without sending. */
  readonly reading: number;
  /** The work that nobody asked for, health, and ending what others have given up. */
  readonly jobs: number;
}

/** What each pool has at least. */
const LEAST = 1;

/**
 * The sizes of the pools: of all connections about half are for sending, a third for reading and a fifth for jobs, and at
 * least one for each, unless a pool's own size is given.
 */
export function poolSizes(
  total: number,
  given: { readonly [Name in keyof PoolSizes]?: number | undefined },
): PoolSizes {
  const jobs = Math.max(LEAST, Math.floor(total / 5));
  const reading = Math.max(LEAST, Math.floor(total / 3));
  const sending = Math.max(LEAST, total - reading - jobs);
  return {
    sending: given.sending ?? sending,
    reading: given.reading ?? reading,
    jobs: given.jobs ?? jobs,
  };
}
