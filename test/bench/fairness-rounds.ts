import { setTimeout as sleep } from 'node:timers/promises';
import type { Greedy } from './abuses.ts';
import { median, openLoop, type Round, type Target } from './load.ts';
import { cpuOf, cpuOfPostgres, memoryOf, Processes, waitedOf } from './processes.ts';

/** What a tenant sends that means well: so many dispatches a second. */
const PER_SECOND = 50;
const ROUND_MS = 6_000;
/** Each of quiet, beside the abuse and beside nothing but its processor time, one after the other. */
const ROUNDS = 3;
/** Until an abuse has taken what it can get, and what it runs is compiled; and until what is left of it is done. */
const SETTLE_MS = 3_000;

/** Who serves, who asks, and which processes are looked at. */
export interface FairnessStage {
  readonly modest: Target;
  readonly greedy: Greedy;
  readonly pids: { readonly server: number; readonly postgres: number };
}

/** What a round came to, with what it took. */
interface MeasuredRound extends Round {
  /** Processors that the server and the database were running on, of the average. */
  readonly server: number;
  readonly database: number;
  /** For which part of the time the server's thread could have run but waited for a processor. */
  readonly waiting: number;
  /** The most memory of the server, in bytes. */
  readonly memory: number;
}

/** The rounds of one kind: the middle of each figure, and the most memory. */
export type Rounds = MeasuredRound;

/** One abuse, compared. */
export interface Comparison {
  readonly quiet: Rounds;
  readonly beside: Rounds;
  /**
   * Beside processes that do nothing but run for as long as the abuse made server and database run: what sharing the
   * processors of this machine costs, however well the server divides what is its own.
   */
  readonly control: Rounds;
}

/** The tenant that means well, alone and beside an abuse, by turns. Rejects where a dispatch of it is not accepted. */
export async function compare(name: string, stage: FairnessStage): Promise<Comparison> {
  const quiet: MeasuredRound[] = [];
  const beside: MeasuredRound[] = [];
  const control: MeasuredRound[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await measured(stage);
    const { url, token } = stage.greedy;
    const abused = await whileRunning([['test/bench/abuser-process.ts', name, url, token]], () =>
      measured(stage),
    );
    const taken = [abused.server - before.server, abused.database - before.database];
    const burners = taken
      .filter((part) => part > 0)
      .map((part) => ['test/bench/burner-process.ts', `${part}`]);
    quiet.push(before);
    beside.push(abused);
    control.push(await whileRunning(burners, () => measured(stage)));
  }
  return { quiet: middle(quiet), beside: middle(beside), control: middle(control) };
}

async function whileRunning<T>(scripts: readonly (readonly string[])[], work: () => Promise<T>): Promise<T> {
  const running = new Processes();
  try {
    for (const script of scripts) await running.start(script, {}, /listening (\S+)/);
    await sleep(SETTLE_MS);
    return await work();
  } finally {
    await running.stop();
    await sleep(SETTLE_MS);
  }
}

async function measured({ modest, pids }: FairnessStage): Promise<MeasuredRound> {
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(memoryOf(pids.server) ?? Number.NaN), 100);
  const used = () => ({
    server: cpuOf(pids.server) ?? Number.NaN,
    database: cpuOfPostgres(pids.postgres) ?? Number.NaN,
    waiting: waitedOf(pids.server) ?? Number.NaN,
  });
  try {
    const before = used();
    const since = performance.now();
    const round = await openLoop(modest, PER_SECOND, ROUND_MS);
    const ms = performance.now() - since;
    const after = used();
    return {
      ...round,
      server: (after.server - before.server) / ms,
      database: (after.database - before.database) / ms,
      waiting: (after.waiting - before.waiting) / ms,
      memory: Math.max(...memory),
    };
  } finally {
    clearInterval(watch);
  }
}

function middle(rounds: readonly MeasuredRound[]): Rounds {
  const of = (figure: keyof MeasuredRound) => median(rounds.map((round) => round[figure]));
  return {
    ...{ perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') },
    ...{ server: of('server'), database: of('database'), waiting: of('waiting') },
    memory: Math.max(...rounds.map(({ memory }) => memory)),
  };
}
