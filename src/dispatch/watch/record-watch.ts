import { createHash } from 'node:crypto';
import type { Database, Transaction } from '../../database/client.ts';
import { pauseAfter } from '../../database/connection/refused-statement.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import { createSignal } from '../../kernel/signal.ts';
import type { DispatchRecord } from '../record/dispatch.ts';
import { CHANGE_OVERLAP_S } from '../record/record-change-rules.ts';
import { isMeant, type RecordFilter } from '../record/record-filter-rules.ts';
import { type RecordedEvent, RecordQueue } from './record-queue.ts';
import { type RecordVersion, readChangedRecords } from './record-watch-store.ts';

/** Follows dispatch records for the subscribers of this node, whichever node sends. */
export interface RecordWatch {
  /**
   * Each record of the tenant when it has settled, and again whenever it has changed since; what changes twice between
   * two looks is given once. Resolves when it has begun: nothing that changes from the call on is left out.
   */
  watch(tenant: TenantId, filter: RecordFilter): Promise<AsyncIterableIterator<RecordedEvent, undefined>>;
  close(): Promise<void>;
}

/** The number of records that are read at once; where there are more, the next look follows at once. */
const READ_LIMIT = 500;
/** The number of events that wait for a subscriber before it misses some. */
const QUEUE_LIMIT = 1_000;

interface Watcher {
  readonly tenant: TenantId;
  readonly filter: RecordFilter;
  readonly queue: RecordQueue;
  /** On the process's monotonic clock. */
  readonly begunAt: number;
  /** Until the first look that includes it. */
  begin: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | null;
}

interface SentVersion {
  readonly version: string;
  readonly changedAt: Date;
  readonly content: string;
}

export interface RecordWatchDeps {
  readonly database: Database;
  /** The time that it waits between two looks, in milliseconds. */
  readonly pollMs: number;
  /** A monotonic clock, in milliseconds. */
  readonly clock: () => number;
  /** Told when a look fails; the next one follows by itself. */
  readonly onError: (error: unknown) => void;
  readonly queueLimit?: number;
  readonly readLimit?: number;
}

/** A watch that looks for all of the node's subscribers in one statement, every `pollMs`, while there are any. */
export function createRecordWatch(deps: RecordWatchDeps): RecordWatch {
  return new NodeWatch(deps);
}

class NodeWatch implements RecordWatch {
  readonly #deps: RecordWatchDeps;
  readonly #watchers = new Set<Watcher>();
  readonly #joined = createSignal();
  readonly #closing = new AbortController();
  readonly #sent = new Map<Uuid, SentVersion>();
  #lookedAt: Date | null = null;
  #looking: Promise<void> | undefined;

  constructor(deps: RecordWatchDeps) {
    this.#deps = deps;
  }

  async watch(
    tenant: TenantId,
    filter: RecordFilter,
  ): Promise<AsyncIterableIterator<RecordedEvent, undefined>> {
    const { queueLimit = QUEUE_LIMIT, clock } = this.#deps;
    const queue: RecordQueue = new RecordQueue(queueLimit, () => this.#watchers.delete(watcher));
    const watcher: Watcher = { tenant, filter, queue, begunAt: clock(), begin: null };
    if (this.#closing.signal.aborted) {
      await queue.return();
      return queue;
    }
    const begun = new Promise<void>((resolve, reject) => {
      watcher.begin = { resolve, reject };
    });
    this.#watchers.add(watcher);
    this.#looking ??= this.#keepLooking();
    this.#joined.notify();
    try {
      await begun;
    } catch (error) {
      await queue.return();
      throw error;
    }
    return queue;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#looking;
    for (const { queue, begin } of [...this.#watchers]) {
      begin?.resolve();
      await queue.return();
    }
  }

  async #keepLooking(): Promise<void> {
    const { onError, pollMs } = this.#deps;
    const { signal } = this.#closing;
    const listener = this.#joined.listen();
    while (this.#watchers.size > 0 && !signal.aborted) {
      let pauseMs = pollMs;
      const hasMore = await this.#look().catch((error: unknown) => {
        onError(error);
        for (const watcher of this.#watchers) watcher.begin?.reject(error);
        pauseMs = pauseAfter(error, pollMs);
        return false;
      });
      if (!hasMore) await listener.wait(pauseMs, signal);
    }
    listener.close();
    this.#sent.clear();
    this.#lookedAt = null;
    this.#looking = undefined;
  }

  /** Reads what has changed and gives it out. Whether there may be more to read at once. */
  async #look(): Promise<boolean> {
    const { readLimit = READ_LIMIT } = this.#deps;
    const watched = [...this.#watchers];
    const { changed, now, ahead } = await this.#read(watched, readLimit);
    for (const change of changed) {
      if (!this.#isNews(change)) continue;
      for (const watcher of watched) {
        if (isFor(watcher, change.record, ahead)) watcher.queue.offer(change.record);
      }
    }
    const hasMore = changed.length === readLimit;
    if (!hasMore || this.#lookedAt === null) this.#lookedAt = now;
    if (hasMore) return true;
    this.#forget(now.getTime() - CHANGE_OVERLAP_S * 1_000);
    for (const watcher of watched) {
      watcher.begin?.resolve();
      watcher.begin = null;
    }
    return false;
  }

  #read(watched: readonly Watcher[], limit: number) {
    const tenants = [...new Set(watched.map(({ tenant }) => tenant))];
    const asked = { tenants, after: this.#lookedAt, overlapS: CHANGE_OVERLAP_S, given: this.#sent, limit };
    return this.#deps.database.system(async (tx) => {
      const [changed, { now, ahead }] = await Promise.all([readChangedRecords(tx, asked), this.#clocks(tx)]);
      return { changed, now, ahead };
    });
  }

  /**
   * The database's clock, and what it shows more than that of the process: at the least, since with more a change that came
   * after a subscriber while the look waited for its connection would seem to be one of before.
   */
  async #clocks(tx: Transaction) {
    const now = await tx.now;
    return { now, ahead: now.getTime() - this.#deps.clock() };
  }

  /** Remembers what is given. Whether it says anything else than what was given before of the same record. */
  #isNews({ record, version }: RecordVersion): boolean {
    const content = contentOf(record);
    const before = this.#sent.get(record.id);
    this.#sent.set(record.id, { version, changedAt: record.changedAt, content });
    return before?.content !== content;
  }

  #forget(before: number): void {
    for (const [id, { changedAt }] of this.#sent) {
      if (changedAt.getTime() < before) this.#sent.delete(id);
    }
  }
}

/** True if a subscriber is to be given a record; what changed before it came is none of its own. */
function isFor(watcher: Watcher, record: DispatchRecord, ahead: number): boolean {
  const { tenant, filter, begin, begunAt } = watcher;
  const isTooEarly = begin !== null && record.changedAt.getTime() < begunAt + ahead;
  return tenant === record.tenant && !isTooEarly && isMeant(record, filter);
}

/** A digest of what readers see of a record; when it was written and what is only ours is not in it. */
function contentOf(record: DispatchRecord): string {
  const { changedAt: _changed, sealedRecipient: _sealed, leaseUntil: _lease, ...rest } = record;
  const { followUpAt: _followUp, followUps: _followUps, recipientHash: _hash, ...seen } = rest;
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64');
}
