import type { PreparedStatement, Transaction } from '../../database/client.ts';
import type { HostRound } from './host-round.ts';

const INSERT: PreparedStatement = {
  name: 'ledger-insert-round',
  text: `with placed as (
           insert into ledger_round_head (tenant_id, epoch, round, position, size)
           select h.tenant_id, $1, $2, h.ordinal - 1, h.size
             from unnest($5::text[], $6::bigint[]) with ordinality as h (tenant_id, size, ordinal))
         insert into ledger_round (epoch, round, root, heads) values ($1, $2, $3, $4)`,
};

/** Writes a round of sealing, and where each head lies in it. Rejects where there is one of that number. Runs as the system. */
export async function insertRound(
  tx: Transaction,
  epoch: number,
  { leaf, round }: Pick<HostRound, 'leaf' | 'round'>,
): Promise<void> {
  await tx.prepared(INSERT, [
    epoch,
    leaf.leafIndex,
    round.root,
    Buffer.concat(round.leafHashes),
    round.heads.map(({ tenant }) => tenant),
    round.heads.map(({ size }) => size),
  ]);
}
