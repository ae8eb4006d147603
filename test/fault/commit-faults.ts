import type { Commit } from '../support/database/commit-watch.ts';
import { isShort } from '../support/processes/fault-size.ts';
import { COMMIT_FAULTS, type CommitProxy, type PlannedFault } from '../support/proxies/commit-proxy.ts';

/** Something that is done on a stage of its own each time, with one of its commits failing. */
export interface Scenario<Stage> {
  /** Makes the stage; none of these commits fails. */
  readonly prepare: () => Promise<Stage>;
  /** Which commits belong to it. */
  readonly isOwn: (commit: Commit, stage: Stage) => boolean;
  /** How many of its commits never get to the server, whichever fails then; none unless said. */
  readonly outage?: number;
  /**
   * Does it and waits until nothing of it is under way. Gives what was answered in a word, `UNAVAILABLE` where the caller
   * is to come back: then it is done again.
   */
  readonly act: (stage: Stage) => Promise<string>;
  /** What may be answered to one who comes back, beside what is answered where nothing fails. */
  readonly answersAgain?: readonly string[];
  /** What there is afterwards: the same whichever commit fails. */
  readonly facts: (stage: Stage) => Promise<unknown>;
}

/** What became of a scenario. */
export interface Sweep {
  /** How many commits it has where none fails. */
  readonly commits: number;
  /** How many faults happened. */
  readonly faults: number;
  /** What does not hold, with the fault that it comes from; empty when all is well. */
  readonly broken: readonly string[];
}

/** The word for an answer that says nothing of what was done. */
export const UNAVAILABLE = 'UNAVAILABLE';

/** How often each commit fails each way. */
const TIMES = isShort() ? 1 : 5;
const NONE: PlannedFault = { fault: 'NOT_SENT', nth: Number.POSITIVE_INFINITY, matches: () => false };

/** Does it once in peace to learn of its commits, and then once for each of them and for each way in which it can fail. */
export async function sweep<Stage>(proxy: CommitProxy, scenario: Scenario<Stage>): Promise<Sweep> {
  const peace = await round(proxy, scenario, NONE);
  const broken: string[] = [];
  let faults = 0;
  const planned = COMMIT_FAULTS.flatMap((fault) =>
    Array.from({ length: peace.commits * TIMES }, (_, index) => ({
      fault,
      nth: 1 + (index % peace.commits),
    })),
  );
  for (const { fault, nth } of planned) {
    const found = await round(proxy, scenario, { ...NONE, fault, nth });
    const { struck } = found;
    // What goes together at one time may go apart at another.
    if (struck === undefined) continue;
    faults += 1;
    const where = `${fault} of commit ${nth} (${struck.statements.map((text) => text.slice(0, 40)).join('; ')})`;
    broken.push(...differences(scenario, peace, found).map((what) => `${where}: ${what}`));
  }
  return { commits: peace.commits, faults, broken };
}

/** A scenario whose stage is nobody else's business. */
export type Swept = (proxy: CommitProxy) => Promise<Sweep>;

export function swept<Stage>(scenario: Scenario<Stage>): Swept {
  return (proxy) => sweep(proxy, scenario);
}

interface Round {
  readonly commits: number;
  readonly struck: Commit | undefined;
  readonly answers: readonly string[];
  readonly facts: string;
}

async function round<Stage>(
  proxy: CommitProxy,
  scenario: Scenario<Stage>,
  planned: PlannedFault,
): Promise<Round> {
  const stage = await scenario.prepare();
  const { outage = 0 } = scenario;
  const strike = proxy.plan({ ...planned, outage, matches: (commit) => scenario.isOwn(commit, stage) });
  const answers = [await scenario.act(stage)];
  strike.end();
  if (answers[0] === UNAVAILABLE) answers.push(await scenario.act(stage));
  const facts = JSON.stringify(await scenario.facts(stage));
  return { commits: strike.seen - outage, struck: strike.struck, answers, facts };
}

function differences<Stage>({ answersAgain = [] }: Scenario<Stage>, peace: Round, found: Round) {
  const wrong: string[] = [];
  const [first = '', again] = found.answers;
  if (first !== UNAVAILABLE && first !== peace.answers[0]) wrong.push(`the answer is ${first}`);
  if (again !== undefined && ![peace.answers[0], ...answersAgain].includes(again))
    wrong.push(`the answer to the repetition is ${again}`);
  if (found.facts !== peace.facts) wrong.push(`there is ${found.facts} instead of ${peace.facts}`);
  return wrong;
}
