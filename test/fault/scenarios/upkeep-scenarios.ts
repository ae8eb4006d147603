import { ensurePartitions } from '../../../src/database/availability.ts';
import { makeTenant } from '../../../src/database/tenant-lock.ts';
import { applyRetention } from '../../../src/dispatch/upkeep/retention.ts';
import { HOST_LOG } from '../../../src/kernel/brand.ts';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { NO_PROXIES } from '../../../src/kernel/outgoing-proxy-rules.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { Heads } from '../../../src/ledger/seal/head-memory.ts';
import { findLost } from '../../../src/ledger/seal/one-history.ts';
import { createSealer } from '../../../src/ledger/seal/sealer.ts';
import { createPublisher } from '../../../src/ledger/witness/publisher.ts';
import { sumUpToHours } from '../../../src/stats/hour-rollups.ts';
import { HOUR_MS } from '../../../src/stats/hour-rules.ts';
import { rollupChanges } from '../../../src/stats/rollup-rules.ts';
import { writeRollups } from '../../../src/stats/rollup-store.ts';
import { anInput, countRows, sender } from '../../dispatch/dispatch-kit.ts';
import { makeMonth, monthAgo, moveTo } from '../../dispatch/upkeep/old-months.ts';
import { anEntry } from '../../ledger/ledger-setup.ts';
import { aRecord } from '../../stats/stats-kit.ts';
import { newScope } from '../../support/journey.ts';
import { aWitness, logKey, policyOf } from '../../support/ledger/witnesses.ts';
import type { RunningServices } from '../../support/services.ts';
import { type Swept, swept } from '../commit-faults.ts';
import { wordOf } from '../proxied-services.ts';

/** What the service does by itself, and what platform roles read, which is noted. */
export const UPKEEP_SCENARIOS = [
  'partitions',
  'sealing',
  'publishing',
  'retention',
  'first request',
  'tenants',
  'platform statistics',
  'hour-rollups',
] as const;

type Name = (typeof UPKEEP_SCENARIOS)[number];

/** A scenario for each of them, on services that do nothing by themselves: every commit is the scenario's. */
export function upkeepScenarios(system: RunningServices): Readonly<Record<Name, Swept>> {
  return {
    partitions: swept({
      ...OWN,
      prepare: async () => null,
      act: () => wordOf(ensurePartitions(system.database, 4)),
      facts: () => system.rows('select originator_partitions_ready() as ready'),
    }),
    sealing: sealing(system),
    publishing: publishing(system),
    retention: retention(system),
    'first request': swept({
      ...OWN,
      prepare: async () => newScope().tenant,
      act: (tenant) => wordOf(system.services.tenants.ensure(tenant)),
      facts: (tenant) =>
        system.rows('select count(*)::int as rows from tenant where tenant_id = $1', [tenant]),
    }),
    tenants: reading(system, 'TENANTS_READ', (scope, number) =>
      system.services.tenants.list(scope, { first: number, after: null }),
    ),
    'hour-rollups': hourRollups(system),
    'platform statistics': reading(system, 'STATISTICS_READ', (scope, number) =>
      system.services.platformStats.read(scope, {
        from: new Date(Date.UTC(2026, 0, 1)),
        to: new Date(Date.UTC(2026, 0, 1 + number)),
        bucket: 'DAY',
        timeZone: 'UTC',
        groupBy: [],
        filter: {},
      }),
    ),
  };
}

const OWN = { isOwn: () => true };

/** A log of so many entries that wait to be sealed. */
export async function addEntries({ database }: RunningServices, count: number): Promise<TenantId> {
  const scope = newScope();
  await database.write(scope.tenant, async (tx) => {
    await makeTenant(tx);
    await append(
      tx,
      scope,
      Array.from({ length: count }, (_, index) => anEntry(`mode ${index}`)),
    );
  });
  return scope.tenant;
}

/** One node that goes on sealing, and remembers what it has signed. */
function sealing(system: RunningServices): Swept {
  const { database, ledgerKeys: keys, rows } = system;
  const memory = new Heads();
  const sealer = createSealer({ database, keys, memory });
  return swept({
    ...OWN,
    prepare: () => addEntries(system, 3),
    act: () => wordOf(sealer.seal()),
    facts: async (tenant) => ({
      leaves: await rows('select leaf_index from ledger_leaf where tenant_id = $1 order by leaf_index', [
        tenant,
      ]),
      heads: await rows('select epoch > 0 as there, size from ledger_head where tenant_id = $1', [tenant]),
      queued: await rows('select 1 from ledger_queue where tenant_id = $1', [tenant]),
      lost: (await findLost({ database, memory })).size,
    }),
  });
}

/** One node that goes on publishing what is sealed, and has it witnessed. */
function publishing(system: RunningServices): Swept {
  const { database, ledgerKeys: keys, rows } = system;
  const missing: string[] = [];
  const begin = async () => {
    // An epoch may have begun meanwhile, which gives the host log another name.
    const [head] = await rows(
      'select epoch from ledger_head where tenant_id = $1 order by epoch desc limit 1',
      [HOST_LOG],
    );
    const policy = policyOf([await aWitness('w.example', [logKey({ keys }, head?.['epoch'])])], 'quorum w1');
    const onUnwitnessed = (name: string) => missing.push(name);
    return createPublisher({ database, policy, proxies: NO_PROXIES, onUnwitnessed });
  };
  let begun: ReturnType<typeof begin> | undefined;
  return swept({
    ...OWN,
    async prepare() {
      await addEntries(system, 1);
      await system.sealAll();
      begun ??= begin();
      return begun;
    },
    act: (publisher) => wordOf(publisher.run()),
    facts: async () => ({
      missing,
      published: await rows(
        `select p.size = h.size as newest, p.note = p.witnessed_note as witnessed, p.lease_until <= now() as free
           from ledger_published p join ledger_head h on h.epoch = p.epoch and h.tenant_id = $1
          order by p.epoch desc limit 1`,
        [HOST_LOG],
      ),
    }),
  });
}

/** A month long ago, of which everything can go. Its dispatch was moved there by hand, which no check forgives. */
function retention(system: RunningServices): Swept {
  const { database, rows, services } = system;
  const applied = async () =>
    (await rows(`select 1 from audit_entry where kind = 'RETENTION_APPLIED'`)).length;
  return swept({
    ...OWN,
    async prepare() {
      const month = await monthAgo(rows, 4);
      await makeMonth(rows, month);
      const { id, tenant } = await services.dispatches.dispatch(sender(), anInput());
      await moveTo(rows, month, id);
      return { tenant, before: await applied() };
    },
    act: () => wordOf(applyRetention(database, 2)),
    facts: async ({ tenant, before }) => ({
      left: await countRows(system, tenant),
      told: (await applied()) - before,
    }),
  });
}

/** Hours that are to be summed up, with counters in one of them, of nothing: no record is without an entry. */
function hourRollups({ database, rows }: RunningServices): Swept {
  return swept({
    ...OWN,
    async prepare() {
      await rows(`truncate dispatch_hour_rollup, dispatch_charge_hour_rollup, dispatch_country_hour_rollup,
        dispatch_failure_hour_rollup`);
      await rows(
        `update rollup_progress set hours_until = date_trunc('hour', now() - interval '80 hours', 'UTC')`,
      );
      const { tenant } = newScope();
      const record = aRecord(tenant, new Date(Date.now() - 78 * HOUR_MS).toISOString());
      const [came, went] = [
        rollupChanges(null, record),
        rollupChanges(record, { ...record, state: 'PENDING' }),
      ];
      for (const changes of [came, went]) await database.write(tenant, (tx) => writeRollups(tx, changes));
      return tenant;
    },
    act: () => wordOf(sumUpToHours(database)),
    facts: async (tenant) => ({
      hours: await rows('select dispatches from dispatch_hour_rollup where tenant_id = $1', [tenant]),
      moved: await rows(`select hours_until > now() - interval '27 hours' as on from rollup_progress`),
    }),
  });
}

/** What a platform role reads across tenants: the same person's equal readings of a minute share an entry (A1, X5). */
function reading(
  { rows }: RunningServices,
  kind: string,
  read: (scope: ReturnType<typeof newScope>, number: number) => Promise<unknown>,
): Swept {
  let number = 0;
  return swept({
    ...OWN,
    async prepare() {
      number += 1;
      return { number, scope: newScope({ subject: `reader ${number}` }) };
    },
    act: ({ scope, number: asked }) => wordOf(read(scope, asked)),
    facts: ({ scope }) =>
      rows(
        `select count(*)::int as entries from audit_entry e join audit_disclosure d on d.entry_id = e.id
          where e.kind = $1 and d.path = '/actor/subject' and d.value = to_json($2::text)::text`,
        [kind, scope.actor.subject],
      ),
  });
}
