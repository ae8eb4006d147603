import { randomBytes } from 'node:crypto';
import { publishDocuments } from '../../src/consent/document-service.ts';
import { ensurePartitions, partitionsReady } from '../../src/database/availability.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import { developmentPlatform } from '../../src/dispatch/development-platform.ts';
import { rotateMasterKeys } from '../../src/dispatch/key-rotation.ts';
import { recordPlatform } from '../../src/dispatch/platform-log.ts';
import { applyRetention } from '../../src/dispatch/retention.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { append } from '../../src/ledger/append.ts';
import { startEpoch } from '../../src/ledger/epoch.ts';
import { Heads } from '../../src/ledger/head-memory.ts';
import { recordLedgerKey } from '../../src/ledger/key-log.ts';
import { findLost } from '../../src/ledger/one-history.ts';
import { createSealer } from '../../src/ledger/sealer.ts';
import { createKeyRing, type KeyRing } from '../../src/secrets/key-ring.ts';
import { simulatedPlatform } from '../../src/simulator/simulator.ts';
import { anInput, countRows, sender } from '../dispatch/dispatch-kit.ts';
import { makeMonth, monthAgo, moveTo } from '../dispatch/old-months.ts';
import { anEntry, newKeys } from '../ledger/ledger-ground.ts';
import { begin, newAccount, newScope } from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { type Swept, swept } from './commit-faults.ts';
import { wordOf } from './proxied-services.ts';

/** What the service does by itself or an operator has it do, and what platform roles read, which is noted. */
export const UPKEEP_SCENARIOS = [
  'start',
  'partitions',
  'sealing',
  'retention',
  'rotate-keys',
  'audit:epoch',
  'first request',
  'tenants',
  'platform statistics',
] as const;

type Name = (typeof UPKEEP_SCENARIOS)[number];

/** Twilio accepts what is sent to it, and the answer is cut off. */
const ANSWER_LOST = '+15005010602';

/** A scenario for each of them, on services that do nothing by themselves: every commit is the scenario's. */
export function upkeepScenarios(system: RunningServices): Readonly<Record<Name, Swept>> {
  return {
    start: starting(system),
    partitions: swept({
      ...OWN,
      prepare: async () => null,
      act: () => wordOf(ensurePartitions(system.database, 4)),
      facts: () => partitionsReady(system.database),
    }),
    sealing: sealing(system),
    retention: retention(system),
    'rotate-keys': rotation(system),
    'audit:epoch': epochs(system),
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

/** A node that starts with a text, a rate card and a key that are new to the database. */
function starting({ database, rows }: RunningServices): Swept {
  let number = 1_000;
  return swept({
    ...OWN,
    async prepare() {
      number += 1;
      return { number, keys: newKeys() };
    },
    act: ({ number: version, keys }) =>
      wordOf(
        (async () => {
          const text = {
            version,
            locale: 'en',
            title: 'A text',
            body: 'Its words',
            inForceFrom: new Date(0),
          };
          await publishDocuments(database, [text]);
          const platform = developmentPlatform(simulatedPlatform());
          const rateCard = { ...platform.rateCard, version: `card ${version}` };
          await recordPlatform(database, { ...platform, rateCard });
          await recordLedgerKey(database, keys);
        })(),
      ),
    async facts({ number: version, keys }) {
      const named = [
        `consent-document/${version}/en`,
        `rate-card/card ${version}`,
        `ledger-key/${keys.current.keyId}`,
      ];
      return rows(
        `select kind, count(*)::int as times from audit_entry where tenant_id = '$platform' and object = any($1)
          group by kind order by kind`,
        [named],
      );
    },
  });
}

async function addEntries({ database }: RunningServices, count: number): Promise<TenantId> {
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

/** A new master key for the token of a verification and the recipient of an open attempt. */
function rotation(system: RunningServices): Swept {
  const { database, rows, services } = system;
  let latest: KeyRing = system.keyRing;
  const under = async (comparison: '=' | '<>', id: string) => {
    const [found] = await rows(
      `select (select count(*)::int from account_credential where erased_at is null and master_key_id ${comparison} $1) as credentials,
              (select count(*)::int from dispatch_record where recipient_sealed is not null and recipient_key_id ${comparison} $1) as recipients`,
      [id],
    );
    return found;
  };
  return swept({
    ...OWN,
    async prepare() {
      await begin(system, newScope(), newAccount(system));
      await services.dispatches.dispatch(sender(), anInput({ to: ANSWER_LOST }));
      const id = `key-${randomBytes(4).toString('hex')}`;
      const [former, { current }] = [latest, createKeyRing([{ id, bytes: randomBytes(32) }])];
      latest = {
        current,
        ids: [id, ...former.ids],
        key: (name) => (name === id ? current : former.key(name)),
      };
      return { ring: latest, id, stale: await under('<>', id) };
    },
    act: ({ ring }) => wordOf(rotateMasterKeys(database, ring)),
    async facts({ id, stale }) {
      const [told] = await rows(
        `select sum((body::jsonb -> 'after' ->> 'credentials')::int)::int as credentials,
                sum((body::jsonb -> 'after' ->> 'recipients')::int)::int as recipients
           from audit_entry where kind = 'MASTER_KEYS_ROTATED' and object = $1`,
        [`master-key/${id}`],
      );
      return {
        isTold: JSON.stringify(told) === JSON.stringify(stale),
        left: await under('<>', id),
      };
    },
  });
}

/** The command of an operator, on one machine: each log goes on in one new epoch. */
function epochs(system: RunningServices): Swept {
  const { database, ledgerKeys: keys, rows } = system;
  const memory = new Heads();
  const newest = async () =>
    Number((await rows('select max(epoch) as epoch from ledger_epoch'))[0]?.['epoch']);
  return swept({
    ...OWN,
    async prepare() {
      await addEntries(system, 2);
      await system.sealAll();
      return { before: await newest() };
    },
    act: () => wordOf(startEpoch({ database, keys, memory }, [])),
    async facts({ before }) {
      const logs = await rows(
        `select h.size::int as size, count(e.id)::int as told from ledger_head h
           left join audit_entry e on e.tenant_id = h.tenant_id and e.kind = 'LEDGER_EPOCH_STARTED' and e.object = 'epoch/' || h.epoch
          where h.epoch = $1 group by h.tenant_id, h.size`,
        [before + 1],
      );
      return {
        epochs: (await newest()) - before,
        isEachToldOnce: logs.every(({ size, told }) => size === 1 && told === 1),
        isPending: memory.pending() !== undefined,
      };
    },
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
      rows('select count(*)::int as entries from audit_entry where kind = $1 and actor_subject = $2', [
        kind,
        scope.actor.subject,
      ]),
  });
}
