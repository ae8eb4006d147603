import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/client.ts';
import { isDatabaseUnavailable } from '../database/outages.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { DispatchRecord } from './dispatch.ts';
import type { LateSettlements } from './late-settlements.ts';
import { changeDispatches, type RequestedChange } from './settlement.ts';

/** Makes changes that come at the same time in one transaction, as long as they are of one tenant. */
export interface Settler {
  /** Resolves once the change is committed, with the record as it is then; `undefined` when there is none. */
  change(requested: RequestedChange): Promise<DispatchRecord | undefined>;
}

/** What a settler takes. */
export interface SettlerParts {
  readonly database: Database;
  readonly late: LateSettlements;
}

/** How many changes one transaction makes at most. */
const TOGETHER = 64;
/** How many such transactions of one tenant are under way at once; what comes meanwhile waits and goes together. */
const AT_ONCE = 2;
/** How many changes have to wait before a further transaction is worth it. */
const ENOUGH = TOGETHER / 2;

/**
 * How long it is waited between tries while the database is away, in milliseconds: what a call came to is worth some, for
 * nobody else can tell it as soon.
 */
const PAUSES_MS = [50, 200, 800, 1_600];

interface Waiting {
  readonly requested: RequestedChange;
  readonly resolve: (record: DispatchRecord | undefined) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue {
  waiting: Waiting[];
  underWay: number;
}

/** A settler with nothing to do. While little comes each change has a transaction of its own, at once. */
export function createSettler(parts: SettlerParts): Settler {
  const queues = new Map<TenantId, Queue>();

  const work = async (tenant: TenantId, queue: Queue): Promise<void> => {
    queue.underWay += 1;
    while (queue.waiting.length > 0) await settle(parts, tenant, takeNext(queue));
    queue.underWay -= 1;
    if (queue.underWay === 0) queues.delete(tenant);
  };

  return {
    change: (requested) =>
      new Promise((resolve, reject) => {
        const { tenant } = requested.scope;
        const queue = queues.get(tenant) ?? { waiting: [], underWay: 0 };
        queues.set(tenant, queue);
        queue.waiting.push({ requested, resolve, reject });
        if (queue.underWay === 0 || (queue.underWay < AT_ONCE && queue.waiting.length >= ENOUGH))
          void work(tenant, queue);
      }),
  };
}

/** The oldest ones, each record once: two changes of one record are made one after the other. */
function takeNext(queue: Queue): readonly Waiting[] {
  const taken = new Map<string, Waiting>();
  const left: Waiting[] = [];
  for (const one of queue.waiting) {
    if (taken.size < TOGETHER && !taken.has(one.requested.id)) taken.set(one.requested.id, one);
    else left.push(one);
  }
  queue.waiting = left;
  return [...taken.values()];
}

async function settle(parts: SettlerParts, tenant: TenantId, taken: readonly Waiting[]): Promise<void> {
  const requested = taken.map((one) => one.requested);
  try {
    const records = await parts.database.write(tenant, (tx) => changeDispatches(tx, requested));
    for (const [index, { resolve }] of taken.entries()) resolve(records[index]);
  } catch {
    // What cannot be kept must not take others with it. Whether anything was kept may be unknown: each change goes on
    // from the record that it finds (D15).
    await Promise.all(taken.map((one) => settleAlone(parts, tenant, one)));
  }
}

async function settleAlone({ database, late }: SettlerParts, tenant: TenantId, one: Waiting): Promise<void> {
  for (const pauseMs of [...PAUSES_MS, null]) {
    try {
      const [record] = await database.write(tenant, (tx) => changeDispatches(tx, [one.requested]));
      one.resolve(record);
      return;
    } catch (error) {
      if (pauseMs === null || !isDatabaseUnavailable(error)) {
        one.reject(error);
        if (pauseMs === null) keepLate(late, one.requested);
        return;
      }
      await sleep(pauseMs);
    }
  }
}

function keepLate(settlements: LateSettlements, { scope, id, intent, late }: RequestedChange): void {
  if (intent !== undefined && late !== undefined) settlements.add({ scope, id, intent, late });
}
