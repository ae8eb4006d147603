import { RateLimited, type Refusal } from '../../kernel/errors.ts';

/**
 * The limit of the log that a tenant's requests may write: a token bucket in bytes of entries (X5), since what is written
 * can never be deleted. An entry has some 500 bytes, so what people do by hand never meets it.
 */
export const WRITE_BUDGET = { capacityBytes: 1_048_576, bytesPerSecond: 2_048 } as const;

/** The cost of an entry: its bytes, or a full bucket where it has more. */
export function costOf(bodies: readonly string[]): number {
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  return Math.min(bytes, WRITE_BUDGET.capacityBytes);
}

/** The refusal of a request whose entries cost more than what is left; it says when there is enough again. */
export function budgetSpent(left: number, cost: number, now: Date): Refusal {
  const afterSeconds = Math.max(1, Math.ceil((cost - left) / WRITE_BUDGET.bytesPerSecond));
  const message = `The tenant has made too many changes in a short time. Try again in ${afterSeconds} seconds.`;
  return new RateLimited([{ code: 'RATE_LIMITED', message, path: [] }], {
    at: new Date(now.getTime() + afterSeconds * 1_000),
    afterSeconds,
  });
}
