import type { Transaction } from '../../database/client.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import type { FallbackMode } from '../../kernel/vocabulary/fallback.ts';
import { planStats } from '../../stats/stats-rules.ts';
import { dispatchStats } from '../../stats/stats-service.ts';
import { areRecordsKept } from '../../stats/stats-store.ts';
import { type Billing, billingUnder } from './what-if-rules.ts';
import { readAlikeDispatches } from './what-if-store.ts';

/** The most dispatches that a range may have: each of them is looked at. */
const MOST_DISPATCHES = 1_000_000;

/** The billing of the dispatches of a range: in fact, and under a mode. */
export interface FallbackWhatIf {
  readonly dispatches: number;
  readonly actual: Billing;
  readonly hypothetical: Billing;
}

/**
 * Compares what was billed with what would have been under another fallback mode, for the dispatches of the transaction's tenant
 * that were created in the range. The transaction must be one of a unit of reads.
 *
 * @throws Refusal `VALUE_OUT_OF_RANGE` for the range, too many dispatches, and records that are no longer kept
 */
export async function fallbackWhatIf(
  tx: Transaction,
  range: { readonly from: Date; readonly to: Date },
  mode: FallbackMode,
): Promise<FallbackWhatIf> {
  const query = { ...range, bucket: 'MONTH', timeZone: 'UTC', groupBy: [], filter: {} } as const;
  const plan = planStats(query, 'TENANT');
  if (!(await areRecordsKept(tx, plan))) {
    throw refused('The records of this range are no longer kept.');
  }
  const { totals } = await dispatchStats(tx, query);
  if (totals.dispatches > MOST_DISPATCHES) {
    throw refused(
      `The range has ${totals.dispatches} dispatches; at most ${MOST_DISPATCHES} may be. Request a shorter range.`,
    );
  }
  const all = await readAlikeDispatches(tx, range);
  return {
    dispatches: all.reduce((sum, { dispatches }) => sum + dispatches, 0),
    actual: billingUnder(null, all),
    hypothetical: billingUnder(mode, all),
  };
}

function refused(message: string): InvalidInput {
  return new InvalidInput([{ code: 'VALUE_OUT_OF_RANGE', message, path: ['range'] }]);
}
