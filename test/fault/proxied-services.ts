import { checkAudit } from '../../src/audit/check/audit-check.ts';
import { isDatabaseUnavailable } from '../../src/database/connection/outages.ts';
import { Refusal } from '../../src/kernel/errors.ts';
import { checkStats } from '../../src/stats/stats-check.ts';
import { type CommitProxy, startCommitProxy } from '../support/proxies/commit-proxy.ts';
import type { RunningServices, ServiceOptions } from '../support/services.ts';
import { until } from '../support/until.ts';
import { UNAVAILABLE } from './commit-faults.ts';

/** A proxy for services that are yet to be started, with the option that has them reach their database through it. */
export interface AwaitedProxy {
  readonly reach: NonNullable<ServiceOptions['reach']>;
  /** Throws before they have been started. */
  get(): CommitProxy;
  close(): Promise<void>;
}

/** Nothing is listened on before the services start. */
export function awaitProxy(): AwaitedProxy {
  let proxy: CommitProxy | undefined;
  return {
    async reach(databaseUrl) {
      proxy = await startCommitProxy(databaseUrl);
      return proxy.url;
    },
    get() {
      if (proxy === undefined) throw new Error('nothing has been started behind the proxy');
      return proxy;
    },
    async close() {
      await proxy?.close();
    },
  };
}

/** What a verb's answer is called: `DONE`, the codes of its refusal, or that the caller has to retry. */
export async function wordOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'DONE';
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ code }) => code).join(' ');
    return isDatabaseUnavailable(error) ? UNAVAILABLE : String(error);
  }
}

/** Does a round of a job until it has come to its end, as the next round does where one fails. */
export async function untilDone(
  round: () => Promise<unknown>,
  isDone: () => Promise<boolean>,
): Promise<string> {
  return until(async () => {
    const word = await wordOf(round());
    if (word !== 'DONE' && word !== UNAVAILABLE) return word;
    return (await isDone()) ? 'DONE' : '';
  }, 10);
}

/** Where the ledger, the state and the counters do not agree; empty when all is well. */
export async function disagreements({
  database,
  ledgerKeys,
}: Pick<RunningServices, 'database' | 'ledgerKeys'>): Promise<readonly unknown[]> {
  const { differences } = await checkAudit({ database, keys: ledgerKeys });
  return [...differences, ...(await checkStats(database)).differences];
}
