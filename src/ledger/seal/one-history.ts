import type { Database, Transaction } from '../../database/client.ts';
import { parseLogOwner, type TenantId } from '../../kernel/ids.ts';
import { type Checkpoint, parseOrigin } from '../tree/checkpoint.ts';
import { isRolledBack, type LedgerHead, logsBehind, readEpoch } from '../tree/head-store.ts';
import { frontierPlan, rootOf } from '../tree/merkle-rules.ts';
import { readFrontiers } from '../tree/proof-store.ts';
import { RolledBackLogError } from './damaged-logs.ts';
import type { HeadMemory } from './head-memory.ts';

/** A head as it is remembered. */
export function checkpointOf({ origin, tree }: Pick<LedgerHead, 'origin' | 'tree'>): Checkpoint {
  return { origin, size: tree.size, root: rootOf(tree) };
}

/** Asks the database what became of the batch that was kept last. For who has been elected to seal. */
export async function settlePending(tx: Transaction, memory: HeadMemory): Promise<void> {
  const pending = memory.pending();
  if (pending !== undefined) await memory.settle(!(await isRolledBack(tx, pending.transaction)));
}

/**
 * Throws `RolledBackLogError` where this node has signed more of one of these logs than there is, or something else than
 * what is there begins with (A3). Only where another node has gone on since is anything read for it.
 */
export async function refuseOtherHistories(
  tx: Transaction,
  memory: HeadMemory,
  epoch: number,
  logs: readonly Pick<LedgerHead, 'tenant' | 'origin' | 'tree'>[],
): Promise<void> {
  const goneOn: (Pick<LedgerHead, 'tenant'> & { readonly signed: Checkpoint })[] = [];
  for (const { tenant, origin, tree } of logs) {
    const signed = memory.of(origin);
    if (signed === undefined) continue;
    if (tree.size < signed.size) throw new RolledBackLogError(origin, signed.size, String(tree.size));
    if (tree.size > signed.size) goneOn.push({ tenant, signed });
    else if (!rootOf(tree).equals(signed.root)) throw otherEntries(signed);
  }
  if (goneOn.length === 0) return;
  const wanted = goneOn.map(({ tenant, signed: { size } }) => ({ tenant, places: frontierPlan(size) }));
  const frontiers = await readFrontiers(tx, epoch, wanted);
  for (const [index, { signed }] of goneOn.entries()) {
    const hashes = frontiers[index];
    if (hashes === undefined || !rootOf({ size: signed.size, hashes }).equals(signed.root))
      throw otherEntries(signed);
  }
}

function otherEntries({ origin, size }: Checkpoint): RolledBackLogError {
  return new RolledBackLogError(origin, size, 'other entries in their place');
}

/** The logs of the present epoch of which the database has less than this node has signed, with what is to be told. */
export async function findLost({
  database,
  memory,
}: {
  readonly database: Database;
  readonly memory: HeadMemory;
}): Promise<ReadonlyMap<TenantId, RolledBackLogError>> {
  await memory.refresh();
  return database.system(async (tx) => {
    const epoch = await readEpoch(tx);
    const signed = memory.all().filter(({ origin }) => (parseOrigin(origin)?.epoch ?? 0) >= epoch);
    const lost = new Map<TenantId, RolledBackLogError>();
    for (const origin of await logsBehind(tx, signed)) {
      const tenant = parseLogOwner(parseOrigin(origin)?.tenant ?? '');
      if (tenant !== undefined)
        lost.set(tenant, new RolledBackLogError(origin, memory.of(origin)?.size ?? 0, 'fewer'));
    }
    return lost;
  });
}
