import type { TenantId } from '../../kernel/ids.ts';

/** The time that a log that cannot be sealed is left alone, at first and at most; each time twice as long. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 600_000;

/** Logs that cannot be gone on with, since what is kept of them contradicts itself or what was signed; all others are sealed. */
export class DamagedLogsError extends AggregateError {
  override readonly name = 'DamagedLogsError';
  /** The code to search for in the log of the process. */
  readonly code: 'LEDGER_ROLLED_BACK' | 'LEDGER_DAMAGED';

  constructor(damaged: ReadonlyMap<TenantId, unknown>) {
    const errors = [...damaged.values()];
    const lost = errors.find((error) => error instanceof RolledBackLogError);
    super(
      errors,
      `the logs of ${[...damaged.keys()].join(', ')} cannot be sealed: ${lost?.message ?? 'see npm run audit:check'}`,
    );
    this.code = lost === undefined ? 'LEDGER_DAMAGED' : 'LEDGER_ROLLED_BACK';
  }
}

/** The database has less of a log than this node has signed, or something else: to go on would be a second history (A3). */
export class RolledBackLogError extends Error {
  override readonly name = 'RolledBackLogError';

  constructor(origin: string, signed: number, found: string) {
    super(
      `this node has signed ${origin} with ${signed} entries, but the database has ${found}. The database was restored to an ` +
        'older state or replaced by another one; stop all nodes and run npm run audit:epoch',
    );
  }
}

/** The number of logs that are left alone: those that the database has less of than was signed, and all others. */
export interface HeldLogCount {
  readonly rolledBack: number;
  readonly damaged: number;
}

interface Hold {
  readonly pauseMs: number;
  readonly until: number;
  readonly error: unknown;
}

/** The logs that are skipped for a while, so that each is retried, and reported, less and less often. */
export class HeldLogs {
  readonly #held = new Map<TenantId, Hold>();
  readonly #clock: () => number;

  /** @param clock in milliseconds, never set back */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Leaves a log alone because of `error`, for twice as long as the last time. */
  hold(tenant: TenantId, error: unknown): void {
    const before = this.#held.get(tenant);
    const pauseMs = before === undefined ? FIRST_PAUSE_MS : Math.min(2 * before.pauseMs, LONGEST_PAUSE_MS);
    this.#held.set(tenant, { pauseMs, until: this.#clock() + pauseMs, error });
  }

  release(tenant: TenantId): void {
    this.#held.delete(tenant);
  }

  /** The error of a log that the database has less of than was signed; it remains even if there is nothing to seal. */
  lossOf(tenant: TenantId): RolledBackLogError | undefined {
    const error = this.#held.get(tenant)?.error;
    return error instanceof RolledBackLogError ? error : undefined;
  }

  count(): HeldLogCount {
    const rolledBack = this.all().filter((tenant) => this.lossOf(tenant) !== undefined).length;
    return { rolledBack, damaged: this.#held.size - rolledBack };
  }

  has(tenant: TenantId): boolean {
    return this.#held.has(tenant);
  }

  /** True of one whose pause is not over. */
  isLeftAlone(tenant: TenantId): boolean {
    return this.has(tenant) && !this.due().includes(tenant);
  }

  /** True if a log is due, or was never held; it is then held from now on. So what is wrong with it is told now and then. */
  isToBeTold(tenant: TenantId, error: unknown): boolean {
    if (this.isLeftAlone(tenant)) return false;
    this.hold(tenant, error);
    return true;
  }

  all(): readonly TenantId[] {
    return [...this.#held.keys()];
  }

  /** Those whose pause is over. */
  due(): readonly TenantId[] {
    const now = this.#clock();
    return [...this.#held].filter(([, { until }]) => until <= now).map(([tenant]) => tenant);
  }
}
