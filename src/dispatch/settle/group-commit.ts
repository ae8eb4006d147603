import type { TenantId } from '../../kernel/ids.ts';

/** Commits what is asked for at the same time in one transaction, as long as it is of one tenant. */
export interface GroupCommit<Item, Result> {
  /** Resolves once the item is committed, with what came of it. */
  add(tenant: TenantId, item: Item): Promise<Result>;
}

export interface GroupCommitDeps<Item, Result> {
  /** Items with the same key never share a transaction: they are committed one after the other. */
  keyOf(item: Item): string;
  /** True if the item is one of many that nobody waits for by itself. */
  isBulk(item: Item): boolean;
  /** Commits the items in one transaction; gives what came of each, in order. */
  commit(tenant: TenantId, items: readonly Item[]): Promise<readonly Result[]>;
  /** Commits one item of a group that failed: what cannot be kept must not take others with it. */
  commitAlone(tenant: TenantId, item: Item, failed: FailedGroup): Promise<Result>;
}

/** The error of a group that could not be committed, and the number of its items. */
export interface FailedGroup {
  readonly error: unknown;
  readonly size: number;
}

/** The number of items that one transaction has at most. */
const TOGETHER = 256;
/** The number of such transactions of one tenant that are under way at once; what comes meanwhile waits and goes together. */
const AT_ONCE = 2;
/** The number of items that have to be waited for before a further transaction is worth it. */
const ENOUGH = 32;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue<Item, Result> {
  waiting: Waiting<Item, Result>[];
  /** The number of those that wait and are not bulk. */
  single: number;
  underWay: number;
}

/** A group commit with nothing to do. While little comes each item has a transaction of its own, at once. */
export function createGroupCommit<Item, Result>(
  deps: GroupCommitDeps<Item, Result>,
): GroupCommit<Item, Result> {
  const queues = new Map<TenantId, Queue<Item, Result>>();

  const work = async (tenant: TenantId, queue: Queue<Item, Result>): Promise<void> => {
    queue.underWay += 1;
    while (queue.waiting.length > 0) await commitGroup(deps, tenant, takeNext(deps, queue));
    queue.underWay -= 1;
    if (queue.underWay === 0) queues.delete(tenant);
  };

  return {
    add: (tenant, item) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(tenant) ?? { waiting: [], single: 0, underWay: 0 };
        queues.set(tenant, queue);
        queue.waiting.push({ item, resolve, reject });
        if (!deps.isBulk(item)) queue.single += 1;
        if (queue.underWay === 0 || (queue.underWay < AT_ONCE && queue.single >= ENOUGH))
          void work(tenant, queue);
      }),
  };
}

/** The oldest ones, each key once. */
function takeNext<Item, Result>(
  { keyOf, isBulk }: GroupCommitDeps<Item, Result>,
  queue: Queue<Item, Result>,
): readonly Waiting<Item, Result>[] {
  const taken = new Map<string, Waiting<Item, Result>>();
  const left: Waiting<Item, Result>[] = [];
  for (const one of queue.waiting) {
    const key = keyOf(one.item);
    if (taken.size < TOGETHER && !taken.has(key)) taken.set(key, one);
    else left.push(one);
  }
  queue.waiting = left;
  queue.single = left.filter(({ item }) => !isBulk(item)).length;
  return [...taken.values()];
}

async function commitGroup<Item, Result>(
  { commit, commitAlone }: GroupCommitDeps<Item, Result>,
  tenant: TenantId,
  taken: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await commit(
      tenant,
      taken.map(({ item }) => item),
    );
    for (const [index, result] of results.entries()) taken[index]?.resolve(result);
  } catch (error) {
    const failed = { error, size: taken.length };
    await Promise.all(
      taken.map(({ item, resolve, reject }) => commitAlone(tenant, item, failed).then(resolve, reject)),
    );
  }
}
