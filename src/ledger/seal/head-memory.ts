import type { Checkpoint } from '../tree/checkpoint.ts';

/** The heads that one transaction is to bring. */
export interface SignedBatch {
  /** The transaction's id, by which the database tells later what became of it. */
  readonly transaction: string;
  readonly heads: readonly Checkpoint[];
}

/**
 * The largest checkpoint of each log that this node has signed, kept apart from the database: it must never sign another
 * history, also where somebody has brought yesterday's database back (A3). A batch is kept before its transaction commits,
 * since from then on anybody may have seen it; whether it did commit is asked of the database before the next one.
 */
export interface HeadMemory {
  /** Brings in what other processes with the same memory have kept. */
  refresh(): Promise<void>;
  /** The largest head that was signed of this log; `undefined` when there is none. */
  of(origin: string): Checkpoint | undefined;
  /** The largest of each log. */
  all(): readonly Checkpoint[];
  /** The batch that was kept last, where it is not known yet whether it committed. */
  pending(): SignedBatch | undefined;
  /** Keeps a batch, as pending; durable once it resolves. */
  keep(batch: SignedBatch): Promise<void>;
  /** Takes note of what became of the pending batch: what was rolled back was seen by nobody. */
  settle(committed: boolean): Promise<void>;
}

/** Signed checkpoints that are kept in memory only. A node that is restarted knows nothing of it. */
export class Heads implements HeadMemory {
  readonly #signed = new Map<string, Checkpoint>();
  #pending: SignedBatch | undefined;

  async refresh(): Promise<void> {}

  of(origin: string): Checkpoint | undefined {
    return this.#signed.get(origin);
  }

  all(): readonly Checkpoint[] {
    return [...this.#signed.values()];
  }

  pending(): SignedBatch | undefined {
    return this.#pending;
  }

  async keep(batch: SignedBatch): Promise<void> {
    await this.settle(true);
    this.#pending = batch;
  }

  async settle(committed: boolean): Promise<void> {
    if (committed) for (const head of this.#pending?.heads ?? []) this.#add(head);
    this.#pending = undefined;
  }

  #add(head: Checkpoint): void {
    if (head.size > (this.#signed.get(head.origin)?.size ?? -1)) this.#signed.set(head.origin, head);
  }
}
