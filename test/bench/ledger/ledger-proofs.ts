import type { Database } from '../../../src/database/client.ts';
import { parseUuid, type TenantId, type Uuid } from '../../../src/kernel/ids.ts';
import { proveInclusion } from '../../../src/ledger/tree/proofs.ts';
import { seal } from '../../support/ledger/sealing.ts';
import { median } from '../load.ts';
import { judged, onLedger, say, tenantNamed } from './ledger-stage.ts';

const SMALL = 1_000;
const LARGE = 1_000_000;
const ROUNDS = 5;
const PROOFS = 200;
/** In milliseconds, at the large log. */
const LIMIT_MS = 1.5;
/** How much longer a proof may take at the large log: as much as its logarithm is larger. */
const GROWTH = Math.log(LARGE) / Math.log(SMALL);

/** Inclusion proofs in a small log and a large one. Gives whether the limits were kept. */
export function benchProofs(): Promise<boolean> {
  return onLedger(async ({ database, keys }) => {
    const [small, large] = [tenantNamed('small'), tenantNamed('large')];
    for (const [tenant, size] of [
      [small, SMALL],
      [large, LARGE],
    ] as const) {
      await queueLeaves(database, tenant, size);
      await seal({ database, keys });
      say(`the log of ${size} entries is sealed`);
    }
    const times = new Map<TenantId, number[]>([
      [small, []],
      [large, []],
    ]);
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [tenant, of] of times) {
        const taken = await timeProofs(database, tenant, await someEntries(database, tenant));
        if (round > 0) of.push(taken);
      }
    }
    const [ofSmall, ofLarge] = [median(times.get(small) ?? []), median(times.get(large) ?? [])];
    const growth = ofLarge / ofSmall;
    return judged(
      `inclusion proofs: ${ofSmall.toFixed(2)} ms at ${SMALL} entries, ${ofLarge.toFixed(2)} ms at ${LARGE}, at most ` +
        `${LIMIT_MS} wanted; ${growth.toFixed(2)} times as long, at most ${GROWTH.toFixed(2)} wanted`,
      ofLarge < LIMIT_MS && growth <= GROWTH,
    );
  });
}

/** Leaves without entries: a proof does not look at these. */
async function queueLeaves(database: Database, tenant: TenantId, count: number): Promise<void> {
  await database.system((tx) =>
    tx.prepared(
      {
        name: 'bench-queue',
        text: `insert into ledger_queue (tenant_id, entry_id, leaf_hash)
               select $1, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, sha256(n::text::bytea)
                 from generate_series(1, $2::int) n`,
      },
      [tenant, count],
    ),
  );
}

async function someEntries(database: Database, tenant: TenantId): Promise<readonly Uuid[]> {
  const rows = await database.system((tx) =>
    tx.prepared(
      {
        name: 'bench-some',
        text: 'select entry_id from ledger_leaf where tenant_id = $1 order by random() limit $2',
      },
      [tenant, PROOFS],
    ),
  );
  return rows.flatMap(({ entry_id }) => parseUuid(String(entry_id)) ?? []);
}

/** The middle time of a proof, its transaction included, in milliseconds. */
async function timeProofs(database: Database, tenant: TenantId, entries: readonly Uuid[]): Promise<number> {
  const times: number[] = [];
  for (const entry of entries) {
    const begun = performance.now();
    const unit = database.read(tenant);
    const proof = await unit.run((tx) => proveInclusion(tx, entry));
    await unit.close();
    times.push(performance.now() - begun);
    if (proof === undefined) throw new Error('an entry was not proven');
  }
  return median(times);
}
