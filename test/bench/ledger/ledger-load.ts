import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { SEALING_LOCK } from '../../../src/ledger/seal/seal-store.ts';
import { createLedgerKeys } from '../../../src/ledger/tree/ledger-keys.ts';
import { CONNECTIONS, onStage, type Stage } from '../dispatch-stage.ts';
import { closedLoop, median } from '../load.ts';
import { judged, SEED, say } from './ledger-stage.ts';
import { withWitness } from './witness-stage.ts';

const ROUNDS = 5;
const ROUND_MS = 6_000;
const WARM_UP_MS = 4_000;
/** The share of the rate without sealing that dispatches keep. */
const RATE_LIMIT = 0.8;
/** From commit to sealed, at the 99th percentile, in milliseconds. */
const LAG_LIMIT_MS = 2_000;
const SAMPLE_MS = 10;

const HOST = 'bench';
/** Much more often than a server asks its witnesses by default. */
const WITNESSED_EVERY_MS = '250';

/**
 * Sealing under full dispatch load while a witness is asked, in rounds with and without sealing. Gives whether the limits
 * were kept.
 */
export function benchLedgerLoad(): Promise<boolean> {
  return withWitness(createLedgerKeys({ host: HOST, seed: SEED, past: [] }), ({ policyFile }) =>
    onStage(compareLoads, {
      environment: { LEDGER_HOST: HOST, WITNESS_POLICY: policyFile, WITNESS_POLL_MS: WITNESSED_EVERY_MS },
      ledgerSeed: SEED,
    }),
  );
}

async function compareLoads({ api, databaseUrl }: Stage): Promise<boolean> {
  const client = await systemClient(databaseUrl);
  try {
    await closedLoop(api, CONNECTIONS, WARM_UP_MS);
    const ratios: number[] = [];
    const lags: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const without = await withoutSealing(client, () => closedLoop(api, CONNECTIONS, ROUND_MS));
      await drained(client);
      const sampler = new LagSampler(client);
      const sealing = await closedLoop(api, CONNECTIONS, ROUND_MS);
      const lag = await sampler.finish();
      ratios.push(sealing.perSecond / without.perSecond);
      lags.push(lag.p99);
      say(
        `round ${round}   without sealing ${without.perSecond.toFixed(0)}/s   sealing ${sealing.perSecond.toFixed(0)}/s   ` +
          `from commit to sealed p50 ${lag.p50.toFixed(0)} ms, p99 ${lag.p99.toFixed(0)} ms`,
      );
    }
    const [ratio, lag] = [median(ratios), median(lags)];
    const { rows } = await client.query<{ witnessed: number }>(
      'select count(*)::int as witnessed from ledger_published where witnessed_at is not null',
    );
    return judged(
      `under load: ${(ratio * 100).toFixed(1)} % of the dispatches without sealing, at least ${RATE_LIMIT * 100} % wanted; ` +
        `sealed ${lag.toFixed(0)} ms after the commit at p99, at most ${LAG_LIMIT_MS} wanted; witnessed: ${rows[0]?.witnessed === 1}`,
      ratio >= RATE_LIMIT && lag <= LAG_LIMIT_MS && rows[0]?.witnessed === 1,
    );
  } finally {
    await client.end();
  }
}

async function systemClient(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('set role originator_system');
  return client;
}

/** Does the work while nobody can be elected to seal. */
async function withoutSealing<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('select pg_advisory_lock($1)', [SEALING_LOCK]);
  try {
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [SEALING_LOCK]);
  }
}

interface Counts {
  readonly sealed: number;
  readonly committed: number;
}

async function counts(client: Client): Promise<Counts> {
  const { rows } = await client.query<{ sealed: number; queued: number }>(
    `select (select coalesce(sum(size), 0)::float8 from ledger_head) as sealed,
            (select count(*)::float8 from ledger_queue) as queued`,
  );
  const { sealed = 0, queued = 0 } = rows[0] ?? {};
  return { sealed, committed: sealed + queued };
}

async function drained(client: Client): Promise<void> {
  for (;;) {
    const { sealed, committed } = await counts(client);
    if (sealed === committed) return;
    await sleep(SAMPLE_MS);
  }
}

/** Watches how many entries are committed and how many are sealed; entries are sealed in about the order of their commits. */
class LagSampler {
  readonly #client: Client;
  /** When the nth entry was first seen to be committed, and has not been seen to be sealed. */
  readonly #waiting: number[] = [];
  readonly #lags: number[] = [];
  readonly #done: Promise<void>;
  #last: Counts | undefined;
  #stopping = false;

  constructor(client: Client) {
    this.#client = client;
    this.#done = this.#watch();
  }

  async #watch(): Promise<void> {
    while (!this.#stopping || this.#waiting.length > 0) {
      const now = await counts(this.#client);
      const at = performance.now();
      const before = this.#last ?? now;
      for (let nth = before.committed; nth < now.committed; nth += 1) this.#waiting.push(at);
      for (const since of this.#waiting.splice(0, now.sealed - before.sealed)) this.#lags.push(at - since);
      this.#last = now;
      await sleep(SAMPLE_MS);
    }
  }

  async finish(): Promise<{ readonly p50: number; readonly p99: number }> {
    this.#stopping = true;
    await this.#done;
    const sorted = [...this.#lags].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    return { p50: at(0.5), p99: at(0.99) };
  }
}
