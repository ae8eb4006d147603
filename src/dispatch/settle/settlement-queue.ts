import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../database/client.ts';
import { isDatabaseUnavailable } from '../../database/connection/outages.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { DispatchRecord } from '../record/dispatch.ts';
import { createGroupCommit } from './group-commit.ts';
import type { LateSettlements } from './late-settlements.ts';
import { changeDispatches, type RequestedChange } from './settlement.ts';

/** Makes changes that come at the same time in one transaction, as long as they are of one tenant. */
export interface SettlementQueue {
  /** Resolves once the change is committed, with the record as it is then; `undefined` when there is none. */
  change(requested: RequestedChange): Promise<DispatchRecord | undefined>;
}

export interface SettlementQueueDeps {
  readonly database: Database;
  readonly late: LateSettlements;
}

/**
 * The pause between tries while the database is away, in milliseconds: what a call came to is worth some, for
 * nobody else can tell it as soon.
 */
const PAUSES_MS = [50, 200, 800, 1_600];

/** An empty settlement queue. */
export function createSettlementQueue(deps: SettlementQueueDeps): SettlementQueue {
  const groups = createGroupCommit<RequestedChange, DispatchRecord | undefined>({
    keyOf: ({ id }) => id,
    isBulk: ({ isBulk }) => isBulk === true,
    commit: (tenant, requested) => deps.database.write(tenant, (tx) => changeDispatches(tx, requested)),
    // Whether anything was kept may be unknown: each change goes on from the record that it finds (D15).
    commitAlone: (tenant, requested) => settleAlone(deps, tenant, requested),
  });
  return { change: (requested) => groups.add(requested.scope.tenant, requested) };
}

async function settleAlone(
  { database, late }: SettlementQueueDeps,
  tenant: TenantId,
  requested: RequestedChange,
): Promise<DispatchRecord | undefined> {
  const settle = async () => (await database.write(tenant, (tx) => changeDispatches(tx, [requested])))[0];
  for (const pauseMs of PAUSES_MS) {
    try {
      return await settle();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      await sleep(pauseMs);
    }
  }
  try {
    return await settle();
  } catch (error) {
    keepLate(late, requested);
    throw error;
  }
}

function keepLate(settlements: LateSettlements, { scope, id, intent, late }: RequestedChange): void {
  if (intent !== undefined && late !== undefined) settlements.add({ scope, id, intent, late });
}
