import { and, asc, eq, gte, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { bytesColumn } from '../../database/row-columns.ts';
import { ledgerPublished, ledgerRound } from '../../database/tables.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import { readHead } from '../tree/head-store.ts';

const placed = z.object({
  round: z.coerce.number().int(),
  position: z.number(),
  size: z.coerce.number().int(),
  heads: bytesColumn,
});

/** The last round of some in which a log was moved on, and its place in it. */
export type PlacedHead = z.infer<typeof placed>;

const PLACE: PreparedStatement = {
  name: 'ledger-round-of-head',
  text: `select h.round, h.position, h.size, r.heads
           from (select * from ledger_round_head
                  where tenant_id = $1 and epoch = $2 and round < $3 and size <= $4 order by round desc limit 1) h
           join ledger_round r on r.epoch = h.epoch and r.round = h.round`,
};

/** The place of the tenant's log, up to a size, in the host log of so many rounds; `undefined` where it has none. */
export async function findPlacedHead(
  tx: Transaction,
  epoch: number,
  { rounds, size }: { readonly rounds: number; readonly size: number },
): Promise<PlacedHead | undefined> {
  const [found] = await tx.prepared(PLACE, [tx.tenant, epoch, rounds, size]);
  return found && placed.parse(found);
}

/** The roots of so many rounds from one on, in their order: the entries of the host log. */
export async function readRounds(
  tx: Transaction,
  epoch: number,
  first: number,
  count: number,
): Promise<readonly Buffer[]> {
  const isWanted = and(
    eq(ledgerRound.epoch, epoch),
    gte(ledgerRound.round, first),
    lt(ledgerRound.round, first + count),
  );
  const rows = await tx.sql
    .select({ root: ledgerRound.root })
    .from(ledgerRound)
    .where(isWanted)
    .orderBy(asc(ledgerRound.round));
  if (rows.length < count) throw new Error(`the host log lacks rounds from ${first} on`);
  return rows.map(({ root }) => root);
}

/** The checkpoints of the host log that were published. */
export interface PublishedCheckpoints {
  /** The newest, with the lines of the witnesses that signed it, be they enough or not. */
  readonly note: string;
  /** The newest that enough witnesses signed; null where there is none. */
  readonly witnessedNote: string | null;
  readonly witnessedAt: Date | null;
}

/** The published checkpoints of an epoch; `undefined` where witnesses were never asked. */
export async function readPublished(
  tx: Transaction,
  epoch: number,
): Promise<PublishedCheckpoints | undefined> {
  const [found] = await tx.sql
    .select({
      note: ledgerPublished.note,
      witnessedNote: ledgerPublished.witnessedNote,
      witnessedAt: ledgerPublished.witnessedAt,
    })
    .from(ledgerPublished)
    .where(eq(ledgerPublished.epoch, epoch));
  return found?.note == null ? undefined : { ...found, note: found.note };
}

/** The checkpoint of the host log that everybody is shown: where witnesses are asked, one that they were asked about. */
export async function publishedCheckpoint(tx: Transaction, epoch: number): Promise<string | undefined> {
  const [published, head] = await Promise.all([readPublished(tx, epoch), readHead(tx, epoch, HOST_LOG)]);
  return published?.note ?? head?.note;
}

/** The host log of the present epoch, and how far enough witnesses have signed it. */
export interface HostLogState extends Pick<PublishedCheckpoints, 'note' | 'witnessedNote' | 'witnessedAt'> {
  readonly origin: string;
}

/** The state of the host log; `undefined` before the first round. Reads two rows. */
export async function readHostLogState(tx: Transaction): Promise<HostLogState | undefined> {
  const head = await readHead(tx, null, HOST_LOG);
  if (head === undefined) return undefined;
  const { origin, epoch, note } = head;
  return {
    origin,
    ...((await readPublished(tx, epoch)) ?? { note, witnessedNote: null, witnessedAt: null }),
  };
}
