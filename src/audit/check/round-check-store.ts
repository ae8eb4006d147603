import { and, eq, gt, lt, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import { ledgerHead, ledgerLeaf, ledgerRound, ledgerRoundHead } from '../../database/tables.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import { EMPTY_TREE, extendTree, HASH_BYTES, leafHash, rootOf } from '../../ledger/tree/merkle-rules.ts';

/** Up to `limit` leaves of the host log after an index and before its end, with the hash that their rounds have. */
export async function pageRounds(
  tx: Transaction,
  log: { readonly epoch: number; readonly size: number },
  after: number,
  limit: number,
) {
  const { tenantId, epoch, leafIndex } = ledgerLeaf;
  const rows = await tx.sql
    .select({
      leafIndex,
      entryId: ledgerLeaf.entryId,
      leafHash: ledgerLeaf.leafHash,
      root: ledgerRound.root,
      heads: ledgerRound.heads,
    })
    .from(ledgerLeaf)
    .leftJoin(ledgerRound, and(eq(ledgerRound.epoch, epoch), eq(ledgerRound.round, leafIndex)))
    .where(and(eq(tenantId, HOST_LOG), eq(epoch, log.epoch), gt(leafIndex, after), lt(leafIndex, log.size)))
    .orderBy(leafIndex)
    .limit(limit);
  return rows.map(({ root, heads, ...leaf }) => ({
    ...leaf,
    entryHash: root === null || heads === null ? null : leafHash(root),
    isRound:
      root === null || heads === null || rootOf(extendTree(EMPTY_TREE, hashesIn(heads)).tree).equals(root),
  }));
}

function hashesIn(heads: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(heads.length / HASH_BYTES) }, (_, index) =>
    heads.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

/** The rounds in which the log came to a size beyond `from`, up to `to`, in their order, with the leaf hash of its head in each. */
export async function roundsWithin(
  tx: Transaction,
  log: { readonly tenant: string; readonly epoch: number },
  from: number,
  to: number,
) {
  const { tenantId, epoch, round, position, size } = ledgerRoundHead;
  return tx.sql
    .select({
      round,
      size,
      opening: ledgerHead.opening,
      hash: sql<Buffer | null>`substr(${ledgerRound.heads}, ${position} * ${HASH_BYTES} + 1, ${HASH_BYTES})`,
    })
    .from(ledgerRoundHead)
    .leftJoin(ledgerRound, and(eq(ledgerRound.epoch, epoch), eq(ledgerRound.round, round)))
    .leftJoin(ledgerHead, and(eq(ledgerHead.tenantId, tenantId), eq(ledgerHead.epoch, epoch)))
    .where(and(eq(tenantId, log.tenant), eq(epoch, log.epoch), gt(size, from), lte(size, to)))
    .orderBy(size, round);
}
