import { HOST_LOG } from '../../kernel/brand.ts';
import { newUuid } from '../../kernel/ids.ts';
import type { LedgerHead } from '../tree/head-store.ts';
import type { LedgerKeys } from '../tree/ledger-keys.ts';
import { EMPTY_TREE, extendTree, leafHash, rootOf } from '../tree/merkle-rules.ts';
import { type OpenedHead, type Round, roundOf } from '../tree/round-rules.ts';
import { signedHead } from '../tree/signed-head.ts';
import type { PlacedLeaf, PlacedNode } from './seal-store.ts';

/** A head that a transaction moves on. */
export type MovedHead = Omit<LedgerHead, 'sealedAt'>;

/** A round of sealing as the host log takes it in: its leaf, and how far the host log has come with it (A7). */
export interface HostRound {
  readonly head: MovedHead;
  readonly leaf: PlacedLeaf;
  readonly nodes: readonly PlacedNode[];
  readonly round: Round<OpenedHead & Pick<MovedHead, 'tenant'>>;
}

/** The round of these heads, of which there is at least one, as the next leaf of the host log. */
export function hostRound(
  {
    epoch,
    head,
    moved,
  }: {
    readonly epoch: number;
    /** The head of the host log in this epoch; `undefined` where it begins. */
    readonly head: MovedHead | undefined;
    readonly moved: readonly MovedHead[];
  },
  keys: LedgerKeys,
  now: Date,
): HostRound {
  const opened = moved.map(({ tenant, origin, opening, tree }) => ({
    tenant,
    origin,
    opening: opening ?? keys.openingOf(origin),
    size: tree.size,
    root: rootOf(tree),
  }));
  const round = roundOf(opened);
  const before = head?.tree ?? EMPTY_TREE;
  const hash = leafHash(round.root);
  const { tree, completed } = extendTree(before, [hash]);
  return {
    head: signedHead({ tenant: HOST_LOG, epoch, origin: head?.origin, tree }, keys),
    leaf: { tenant: HOST_LOG, entryId: newUuid(now), leafHash: hash, leafIndex: before.size },
    nodes: completed.map((node) => ({ ...node, tenant: HOST_LOG })),
    round,
  };
}
