/** The number of connections that a process may have for each kind of work, which never waits for those of another kind (X5). */
export interface PoolSizes {
  /** Taking dispatches in, settling them, and Twilio's callbacks. */
  readonly sending: number;
  /** Connections for reads of callers and for changes that send nothing. */
  readonly reading: number;
  /** The work that nobody asked for. */
  readonly jobs: number;
  /** Finding out whether the node can serve, and ending the statements that others have given up. */
  readonly health: number;
}

/** The fewest connections of a pool. */
const LEAST = 1;

/** It asks once a second at most, and takes milliseconds. */
const HEALTH = 1;

/**
 * The sizes of the pools: of all connections about half are for sending, a third for reading, and a fifth for jobs and
 * health, and at least one for each, unless a pool's own size is given.
 */
export function poolSizes(
  total: number,
  given: { readonly [Name in Exclude<keyof PoolSizes, 'health'>]?: number | undefined },
): PoolSizes {
  const jobs = Math.max(LEAST, Math.floor(total / 5) - HEALTH);
  const reading = Math.max(LEAST, Math.floor(total / 3));
  const sending = Math.max(LEAST, total - reading - jobs - HEALTH);
  return {
    sending: given.sending ?? sending,
    reading: given.reading ?? reading,
    jobs: given.jobs ?? jobs,
    health: HEALTH,
  };
}
