import { pauseAfter } from '../database/connection/refused-statement.ts';
import type { Logger } from '../http/log/logging.ts';
import { createPeriodicJob, type PeriodicJob } from '../kernel/periodic-job.ts';
import { DamagedLogsError } from '../ledger/seal/damaged-logs.ts';
import { createSealer, type Sealer, type SealerDeps } from '../ledger/seal/sealer.ts';
import type { WitnessPolicy } from '../ledger/witness/policy-rules.ts';
import { createPublisher, type Publisher } from '../ledger/witness/publisher.ts';
import { report } from './background-errors.ts';
import type { Config } from './config.ts';

/** The dependencies of the work on the ledger. */
interface LedgerJobDeps extends Pick<SealerDeps, 'database'> {
  readonly config: Config;
  readonly log: Logger;
}

/** Seals what is recorded, again and again. */
export function createSealing({
  config,
  database,
  ledgerKeys: keys,
  headMemory: memory,
  log,
}: LedgerJobDeps & {
  readonly ledgerKeys: SealerDeps['keys'];
  readonly headMemory: SealerDeps['memory'];
}): PeriodicJob & Pick<Sealer, 'heldLogs'> {
  const sealer = createSealer({ database, keys, memory });
  const job = createPeriodicJob({
    everyMs: config.sealPollMs,
    run: () => sealer.seal(),
    pauseAfter: (error) => pauseAfter(error, config.sealPollMs),
    onError: (error) => {
      const alarm = error instanceof DamagedLogsError ? { code: error.code } : {};
      report(log, error, alarm, 'failed to seal new entries of the audit ledger');
    },
  });
  return { ...job, heldLogs: sealer.heldLogs };
}

/** Publishes the host log and asks its witnesses, again and again; `undefined` where no policy names any. */
export function createPublishing({
  config,
  database,
  witnessPolicy: policy,
  log,
}: LedgerJobDeps & { readonly witnessPolicy: WitnessPolicy | null }):
  | (PeriodicJob & Pick<Publisher, 'state'>)
  | undefined {
  if (policy === null) return undefined;
  const publisher = createPublisher({
    database,
    policy,
    proxies: config.proxies,
    onUnwitnessed: (witness, error) =>
      log.warn({ witness, reason: String(error) }, 'a witness did not cosign the host log'),
  });
  const job = createPeriodicJob({
    everyMs: config.witnesses.pollMs,
    run: () => publisher.run(),
    onError: (error) => report(log, error, {}, 'failed to publish a checkpoint of the host log'),
  });
  return { ...job, state: () => publisher.state() };
}
