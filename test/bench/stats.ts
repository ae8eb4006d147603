import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate/migrate.ts';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import { sumUpToHours } from '../../src/stats/hour-rollups.ts';
import { checkStats } from '../../src/stats/stats-check.ts';
import { dispatchStats } from '../../src/stats/stats-service.ts';
import { median } from './load.ts';

const SMALL = 200_000;
const LARGE = 2_000_000;
const DAYS = 30;
const ROUNDS = 5;
const REPETITIONS = 10;
/** How much longer ten times the records may take. */
const GROWTH_LIMIT = 1.6;
/** How many times faster than counting the records it has to be. */
const SPEED_LIMIT = 100;
const STATEMENT_TIMEOUT_MS = 3_600_000;

/**
 * Statistics of 30 days by the hour for a tenant of 200 thousand records and one of 2 million, beside counting the
 * records. Gives whether the limits were kept.
 */
export async function benchStats(): Promise<boolean> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const postgres = await startEmbeddedServer({ dataDir, log: () => {} });
  await migrate({ url: postgres.url });
  const database = openDatabase({
    ...{ url: postgres.url, poolSize: 4, statementTimeoutMs: STATEMENT_TIMEOUT_MS, connectTimeoutMs: 5_000 },
    onConnectionLost: () => {},
  });
  try {
    const [small, large] = [tenant('small'), tenant('large')];
    await fill(database, small, SMALL);
    await fill(database, large, LARGE);
    await administer(postgres.url, `update rollup_progress set hours_until = '${FROM.toISOString()}'`);
    await sumUpToHours(database);
    const { records, differences } = await checkStats(database);
    if (differences.length > 0 || records !== SMALL + LARGE) throw new Error('the load counts wrongly');
    // As PostgreSQL does by itself where tables grow bit by bit: counting is then planned best.
    await administer(postgres.url, 'analyze');
    return await compare(database, small, large);
  } finally {
    await database.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function tenant(name: string): TenantId {
  const id = parseTenantId(name);
  if (id === undefined) throw new Error('the name is no tenant id');
  return id;
}

const HOUR_MS = 3_600_000;
/** The last 30 days, up to the full hour. */
const TO = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
const FROM = new Date(TO.getTime() - DAYS * 24 * HOUR_MS);

/** Keeps so many records of all kinds, evenly over the days, and what the rollups count of them. */
async function fill(database: Database, id: TenantId, count: number): Promise<void> {
  const begun = performance.now();
  await database.write(id, async (tx) => {
    await tx.prepared({ name: 'bench-records', text: RECORDS }, [id, count, FROM, TO]);
    await tx.prepared({ name: 'bench-rollups', text: ROLLUPS }, [id]);
    await tx.prepared({ name: 'bench-charges', text: CHARGES }, [id]);
    await tx.prepared({ name: 'bench-countries', text: COUNTRIES }, [id]);
  });
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(`${count} records of the tenant ${id} are loaded, in ${seconds.toFixed(0)} s\n`);
}

/** An identifier begins with its instant; of ten dispatches six are billed to the custom account. */
const RECORDS = `
  insert into dispatch_record (tenant_id, id, idempotency_key, channel, recipient_masked, recipient_hash, country, segments,
         configuration_version, fallback_mode, settings, state, delivery, billed_account, trigger, rule, charge_amount,
         charge_currency, requested_by, request_id, created_at, settled_at, changed_at, fell_back)
  select $1, (lpad(to_hex((extract(epoch from d.at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(d.n % 4096), 3, '0')
              || '8' || lpad(to_hex(d.n), 15, '0'))::uuid,
         'key-' || d.n, case when d.n % 7 = 0 then 'VOICE' else 'SMS' end, '+491•••••01', decode(md5(d.n::text), 'hex'),
         (array['DE', 'US', 'GB', 'FR'])[1 + d.n % 4], 1, 1, 'DEFAULT_ACCOUNT', '{}',
         case d.n % 10 when 9 then 'FAILED' else 'ACCEPTED' end, case when d.n % 7 = 0 then 'COMPLETED' else 'DELIVERED' end,
         case d.n % 10 when 9 then 'NONE' when 8 then 'DEFAULT' when 7 then 'DEFAULT' when 6 then 'DEFAULT' else 'CUSTOM' end,
         case when d.n % 10 >= 6 then 'API_ERROR' end,
         case when d.n % 10 >= 6 then 'FALLBACK_ALLOWED' else 'CUSTOM_FIRST' end,
         case when d.n % 10 in (6, 7, 8) then 0.0930 end, case when d.n % 10 in (6, 7, 8) then 'USD' end,
         '{}', 'bench', d.at, d.at, d.at, d.n % 10 >= 6
    from (select n, date_trunc('milliseconds', $3::timestamptz + ($4::timestamptz - $3::timestamptz) * (n::float8 / $2::int)) as at
            from generate_series(0, $2::int - 1) n) d`;

const QUARTER = `date_bin('15 minutes', created_at, '2000-01-01Z')`;
const DELIVERIES = [
  ...['NONE', 'QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'UNDELIVERED', 'FAILED', 'RINGING', 'IN_PROGRESS'],
  ...['COMPLETED', 'BUSY', 'NO_ANSWER', 'CANCELED'],
];
const COLUMNS = DELIVERIES.map((status) => `delivery_${status.toLowerCase()}`).join(', ');
const COUNTS = DELIVERIES.map((status) => `count(*) filter (where delivery = '${status}')`).join(', ');

const ROLLUPS = `
  insert into dispatch_rollup (tenant_id, bucket, channel, billed_account, state, trigger, rule, fell_back, lane, dispatches, ${COLUMNS})
  select tenant_id, ${QUARTER}, channel, billed_account, state, coalesce(trigger, ''), rule, fell_back, 0, count(*), ${COUNTS}
    from dispatch_record where tenant_id = $1
   group by tenant_id, ${QUARTER}, channel, billed_account, state, coalesce(trigger, ''), rule, fell_back`;
const COUNTRIES = `
  insert into dispatch_country_rollup (tenant_id, bucket, country, channel, billed_account, state, trigger, rule, fell_back, lane,
    dispatches, ${COLUMNS})
  select tenant_id, ${QUARTER}, country, channel, billed_account, state, coalesce(trigger, ''), rule, fell_back, 0,
    count(*), ${COUNTS}
    from dispatch_record where tenant_id = $1
   group by tenant_id, ${QUARTER}, country, channel, billed_account, state, coalesce(trigger, ''), rule, fell_back`;
const CHARGES = `
  insert into dispatch_charge_rollup (tenant_id, bucket, channel, billed_account, country, currency, lane, charged, amount)
  select tenant_id, ${QUARTER}, channel, billed_account, country, charge_currency, 0, count(*), sum(charge_amount)
    from dispatch_record where tenant_id = $1 and charge_amount is not null
   group by tenant_id, ${QUARTER}, channel, billed_account, country, charge_currency`;

/** The same question, asked of the records. */
const GROUP_BY = {
  name: 'bench-group-by',
  text: `select date_trunc('hour', created_at) as hour, count(*), count(*) filter (where state = 'PENDING'),
                count(*) filter (where billed_account = 'CUSTOM'), count(*) filter (where billed_account = 'DEFAULT'),
                count(*) filter (where rule <> 'NO_CUSTOM_ACCOUNT'), count(*) filter (where trigger is not null),
                count(*) filter (where fell_back)
           from dispatch_record
          where tenant_id = $1 and id >= originator_first_uuid($2::timestamptz) and created_at >= $2::timestamptz
            and created_at < $3::timestamptz
          group by 1`,
};

async function compare(database: Database, small: TenantId, large: TenantId): Promise<boolean> {
  for (const id of [small, large]) await askRollups(database, id);
  await askRecords(database, large);
  const growths: number[] = [];
  const speeds: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const ofSmall = await timed(REPETITIONS, () => askRollups(database, small));
    const ofLarge = await timed(REPETITIONS, () => askRollups(database, large));
    const counted = await timed(1, () => askRecords(database, large));
    growths.push(ofLarge / ofSmall);
    speeds.push(counted / ofLarge);
    process.stdout.write(
      `round ${round}   200 thousand ${ofSmall.toFixed(1)} ms   2 million ${ofLarge.toFixed(1)} ms   ` +
        `GROUP BY over 2 million ${counted.toFixed(0)} ms\n`,
    );
  }
  const [growth, speed] = [median(growths), median(speeds)];
  const kept = growth <= GROWTH_LIMIT && speed >= SPEED_LIMIT;
  process.stdout.write(
    `statistics: ten times the records take ${growth.toFixed(2)} times as long, at most ${GROWTH_LIMIT} wanted; ` +
      `${speed.toFixed(0)} times faster than GROUP BY, at least ${SPEED_LIMIT} wanted: ${kept ? 'kept' : 'MISSED'}\n`,
  );
  return kept;
}

/** How long it takes, in milliseconds: the middle of some repetitions. */
async function timed(repetitions: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times);
}

async function askRollups(database: Database, id: TenantId): Promise<void> {
  const unit = database.read(id);
  try {
    const { totals } = await unit.run((tx) =>
      dispatchStats(tx, {
        ...{ from: FROM, to: TO, bucket: 'HOUR', timeZone: 'UTC', filter: {} },
        groupBy: [],
      }),
    );
    if (totals.dispatches === 0) throw new Error('nothing was counted');
  } finally {
    await unit.close();
  }
}

async function askRecords(database: Database, id: TenantId): Promise<void> {
  const unit = database.read(id);
  try {
    const rows = await unit.run((tx) => tx.prepared(GROUP_BY, [id, FROM, TO]));
    if (rows.length === 0) throw new Error('nothing was counted');
  } finally {
    await unit.close();
  }
}
