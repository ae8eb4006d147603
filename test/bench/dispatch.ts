import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { BATCH, CONNECTIONS, manyOfThem, onStage, type Stage } from './dispatch-stage.ts';
import { closedLoop, median, openLoop, post, type Round } from './load.ts';
import { cpuOf, cpuOfPostgres, memoryOf } from './processes.ts';

const ROUNDS = 5;
const ROUND_MS = 4_000;
const WARM_UP_MS = 4_000;
/** How many batches, and as many calls of the adapter alone, until both run as fast as they will. */
const WARM_UP_BATCHES = 5;
/** The share of the bare handler's rate that single dispatches have to reach. */
const LIMIT = 0.5;
const BATCH_OVER_SINGLE = 3;
const BATCH_OVER_ADAPTER = 0.4;
/** How many dispatches memory is watched over, and by how much it may grow after the first fifth. */
const MEMORY_DISPATCHES = 100_000;
const MEMORY_GROWTH = 1.15;

/**
 * Single dispatches and batches beside a bare handler with the same statements, transactions and call, and beside the
 * adapter alone. Gives whether the limits were kept.
 */
export function benchDispatch(): Promise<boolean> {
  return onStage(async (stage) => {
    const singles = await compareSingles(stage);
    printPgbench(stage.databaseUrl);
    await openLoops(stage, singles.perSecond / 2);
    const batches = await compareBatches(stage, singles.perSecond);
    return singles.kept && batches && (await keepNothingPersonal(stage.databaseUrl));
  });
}

/** Personal values lie apart from their entries; what a service sends has none, so that nothing is written for them (A6). */
async function keepNothingPersonal(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('set role originator_system');
    const { rows } = await client.query<{ entries: number; disclosed: number }>(
      `select count(*)::int as entries, count(d.entry_id)::int as disclosed
         from audit_entry e left join audit_disclosure d on d.tenant_id = e.tenant_id and d.entry_id = e.id
        where e.kind like 'DISPATCH%'`,
    );
    const { entries = 0, disclosed = 0 } = rows[0] ?? {};
    const kept = entries > 0 && disclosed === 0;
    say(
      `personal values kept beside ${entries} entries of dispatches: ${disclosed}, 0 wanted: ${verdict(kept)}`,
    );
    return kept;
  } finally {
    await client.end();
  }
}

/** Memory of the server over many dispatches. Gives whether it stayed flat. */
export function benchDispatchMemory(): Promise<boolean> {
  return onStage(async ({ api, pids }) => {
    const samples: number[] = [];
    for (let sent = 0; sent < MEMORY_DISPATCHES; sent += BATCH) {
      await post({ ...api, body: manyOfThem });
      if ((sent / BATCH) % (MEMORY_DISPATCHES / BATCH / 10) === 0)
        samples.push(memoryOf(pids.api) ?? Number.NaN);
    }
    const megabytes = samples.map((bytes) => (bytes / 1e6).toFixed(0));
    const settled = Math.max(...samples.slice(0, 3));
    const kept = Math.max(...samples.slice(-3)) <= settled * MEMORY_GROWTH;
    say(`memory over ${MEMORY_DISPATCHES} dispatches, MB: ${megabytes.join(' ')}: ${verdict(kept)}`);
    return kept;
  });
}

async function compareSingles({
  api,
  bare,
  pids,
}: Stage): Promise<{ readonly kept: boolean; readonly perSecond: number }> {
  await closedLoop(api, CONNECTIONS, WARM_UP_MS);
  await closedLoop(bare, CONNECTIONS, WARM_UP_MS);
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const ofBare = await closedLoop(bare, CONNECTIONS, ROUND_MS);
    const before = cpuTimes(pids);
    const ofApi = await closedLoop(api, CONNECTIONS, ROUND_MS);
    const after = cpuTimes(pids);
    ratios.push(ofApi.perSecond / ofBare.perSecond);
    rates.push(ofApi.perSecond);
    const dispatches = ofApi.perSecond * (ROUND_MS / 1000);
    const cpu = Object.entries(after).map(
      ([name, ms]) => `${name} ${((ms - (before[name] ?? 0)) / dispatches).toFixed(2)}`,
    );
    say(
      `round ${round}   bare ${shown(ofBare)}   dispatch ${shown(ofApi)}   ratio ${percent(ratios.at(-1) ?? 0)}`,
    );
    say(`          processor ms per dispatch: ${cpu.join(', ')}`);
  }
  const ratio = median(ratios);
  const kept = ratio >= LIMIT;
  say(
    `single dispatches: ${percent(ratio)} of the bare handler, at least ${percent(LIMIT)} wanted: ${verdict(kept)}`,
  );
  return { kept, perSecond: median(rates) };
}

function cpuTimes(pids: Stage['pids']): Readonly<Record<string, number>> {
  return {
    server: cpuOf(pids.api) ?? Number.NaN,
    database: cpuOfPostgres(pids.postgres) ?? Number.NaN,
    simulator: cpuOf(pids.simulator) ?? Number.NaN,
  };
}

async function openLoops({ api, bare }: Stage, perSecond: number): Promise<void> {
  for (const [name, target] of [
    ['bare', bare],
    ['dispatch', api],
  ] as const) {
    say(`open loop   ${name.padEnd(8)} ${shown(await openLoop(target, perSecond, ROUND_MS))}`);
  }
}

async function compareBatches({ api, bare }: Stage, singles: number): Promise<boolean> {
  const overSingles: number[] = [];
  const overAdapter: number[] = [];
  const adapterAlone = async () =>
    Number(await post({ ...bare, url: `${bare.url}adapter`, body: String(BATCH) }));
  for (let warmUp = 1; warmUp <= WARM_UP_BATCHES; warmUp += 1) {
    await post({ ...api, body: manyOfThem });
    await adapterAlone();
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    const adapter = await adapterAlone();
    const begun = performance.now();
    const answer = await post({ ...api, body: manyOfThem });
    const perSecond = BATCH / ((performance.now() - begun) / 1000);
    const accepted = answer.split('"ACCEPTED"').length - 1;
    if (accepted !== BATCH) throw new Error(`${accepted} of ${BATCH} were accepted`);
    overSingles.push(perSecond / singles);
    overAdapter.push(perSecond / adapter);
    say(
      `round ${round}   batch ${perSecond.toFixed(0)}/s   single ${singles.toFixed(0)}/s   adapter alone ${adapter.toFixed(0)}/s`,
    );
  }
  const [single, adapter] = [median(overSingles), median(overAdapter)];
  const kept = single >= BATCH_OVER_SINGLE && adapter >= BATCH_OVER_ADAPTER;
  say(
    `batches of ${BATCH}: ${single.toFixed(2)} times single dispatches, at least ${BATCH_OVER_SINGLE} wanted; ` +
      `${percent(adapter)} of the adapter alone, at least ${percent(BATCH_OVER_ADAPTER)} wanted: ${verdict(kept)}`,
  );
  return kept;
}

/** What pgbench makes of the same server: its small update, one durable transaction each. */
function printPgbench(databaseUrl: string): void {
  const made = spawnSync('pgbench', ['-i', '-q', '-s', '10', databaseUrl], { encoding: 'utf8' });
  if (made.status !== 0) {
    say('pgbench is not installed, or cannot use this server');
    return;
  }
  const { stdout } = spawnSync(
    'pgbench',
    ['-N', '-M', 'prepared', '-c', '10', '-j', '2', '-T', '5', databaseUrl],
    {
      encoding: 'utf8',
    },
  );
  say(`pgbench -N at 10 connections: ${/tps = [\d.]+/.exec(stdout)?.[0] ?? 'no figure'}`);
}

function shown({ perSecond, p50, p99 }: Round): string {
  return `${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function verdict(kept: boolean): string {
  return kept ? 'kept' : 'MISSED';
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
