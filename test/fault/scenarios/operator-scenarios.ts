import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { publishDocuments } from '../../../src/consent/document-service.ts';
import { migrate } from '../../../src/database/migrate/migrate.ts';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { developmentPlatform } from '../../../src/dispatch/settings/development-platform.ts';
import { recordPlatform } from '../../../src/dispatch/settings/settings-log.ts';
import { noteKeys } from '../../../src/dispatch/upkeep/key-check-store.ts';
import { checkKeys, retireMasterKey } from '../../../src/dispatch/upkeep/key-checks.ts';
import { rotateMasterKeys } from '../../../src/dispatch/upkeep/key-rotation.ts';
import { startEpoch } from '../../../src/ledger/seal/epoch.ts';
import { Heads } from '../../../src/ledger/seal/head-memory.ts';
import { recordLedgerKey } from '../../../src/ledger/seal/key-log.ts';
import { createKeyRing, type KeyRing } from '../../../src/secrets/key-ring.ts';
import { anInput, sender } from '../../dispatch/dispatch-kit.ts';
import { newKeys } from '../../ledger/ledger-setup.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/cluster.ts';
import { begin, newAccount, newScope } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { type Swept, sweep, swept } from '../commit-faults.ts';
import { wordOf } from '../proxied-services.ts';
import { addEntries } from './upkeep-scenarios.ts';

/** What happens when a node starts, and what an operator has it do. */
export const OPERATOR_SCENARIOS = [
  'start',
  'migrate',
  'rotate-keys',
  'rotate-keys --retire',
  'audit:epoch',
] as const;

/** A scenario for each of them, on services that do nothing by themselves: every commit is the scenario's. */
export function operatorScenarios(
  system: RunningServices,
): Readonly<Record<(typeof OPERATOR_SCENARIOS)[number], Swept>> {
  return {
    start: starting(system),
    migrate: migration(),
    'rotate-keys': rotation(system),
    'rotate-keys --retire': retirement(system),
    'audit:epoch': epochs(system),
  };
}

/** Twilio accepts what is sent to it, and the answer is cut off. */
const ANSWER_LOST = '+15005010602';

const OWN = { isOwn: () => true };
const LOOKUP_KEY = randomBytes(32);

/** A node that starts with a text, a rate card and a key that are new to the database. */
function starting({ database, keyRing, rows }: RunningServices): Swept {
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
          await checkKeys(database, { keyRing, lookupKey: LOOKUP_KEY });
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

/** A master key that was used, and that nothing is sealed by. */
function retirement({ database, rows }: RunningServices): Swept {
  const newRing = () =>
    createKeyRing([{ id: `key-${randomBytes(4).toString('hex')}`, bytes: randomBytes(32) }]);
  return swept({
    ...OWN,
    async prepare() {
      const ring = newRing();
      await database.system((tx) =>
        noteKeys(tx, [{ kind: 'MASTER', keyId: ring.current.id, value: Buffer.alloc(32) }]),
      );
      return ring.current.id;
    },
    async act(id) {
      let became = '';
      const word = await wordOf(retireMasterKey(database, id).then((retired) => (became = retired)));
      return became || word;
    },
    facts: (id) =>
      rows(
        `select retired_at is not null as retired,
                (select count(*)::int from audit_entry where kind = 'MASTER_KEY_RETIRED' and object = 'master-key/' || $1) as told
           from key_check where key_id = $1`,
        [id],
      ),
  });
}

/** A new database, which is reached through the same proxy. */
function migration(): Swept {
  return async (proxy) => {
    const made: TestDatabase[] = [];
    const found = await sweep(proxy, {
      ...OWN,
      async prepare() {
        const empty = await createTestDatabase({ content: 'empty' });
        made.push(empty);
        return empty;
      },
      act: ({ url }) => {
        const through = new URL(proxy.url);
        through.pathname = new URL(url).pathname;
        return wordOf(migrate({ url: through.href }));
      },
      facts: ({ adminUrl }) => applied(adminUrl),
    });
    for (const empty of made) await empty.drop();
    return found;
  };
}

/** How many migrations the database has, and whether each was applied once. */
async function applied(adminUrl: string) {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query(
    'select count(*)::int as applied, count(distinct hash)::int as different from drizzle.__drizzle_migrations',
  );
  await client.end();
  return rows;
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
