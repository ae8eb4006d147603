import { pauseAfter } from '../database/connection/refused-statement.ts';
import type { Logger } from '../http/log/logging.ts';
import { createPeriodicJob, type PeriodicJob } from '../kernel/periodic-job.ts';
import { DamagedLogsError } from '../ledger/seal/damaged-logs.ts';
import { createSealer, type Sealer, type SealerDeps } from '../ledger/seal/sealer.ts';
import type { WitnessPolicy } from '../ledger/witness/policy-rules.ts';
import { createPublisher, type Publisher, type WitnessState } from '../ledger/witness/publisher.ts';
import { report } from './background-errors.ts';
import type { Config } from './config.ts';

/** The dependencies of the work on the ledger. */
interface LedgerJobDeps extends Pick<SealerDeps, 'database'> {
  readonly config: Config;
  readonly ledgerKeys: SealerDeps['keys'];
  readonly headMemory: SealerDeps['memory'];
  /** The witnesses of the host log; null for none. */
  readonly witnessPolicy: WitnessPolicy | null;
  readonly log: Logger;
}

/** The work on the ledger, and what it tells of its state. */
export interface LedgerJobs extends Pick<Sealer, 'heldLogs'> {
  readonly jobs: readonly PeriodicJob[];
  /** The state of what witnesses have signed of the host log; null where none is asked. */
  readonly witnesses: (() => WitnessState | undefined) | null;
}

/** Seals what is recorded, and publishes the host log where its witnesses are named. */
export function createLedgerJobs(deps: LedgerJobDeps): LedgerJobs {
  const sealing = createSealing(deps);
  const publishing = createPublishing(deps);
  return {
    jobs: publishing === undefined ? [sealing] : [sealing, publishing],
    heldLogs: sealing.heldLogs,
    witnesses: publishing?.state ?? null,
  };
}

function createSealing({
  config,
  database,
  ledgerKeys: keys,
  headMemory: memory,
  log,
}: LedgerJobDeps): PeriodicJob & Pick<Sealer, 'heldLogs'> {
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

function createPublishing({
  config,
  database,
  witnessPolicy: policy,
  log,
}: LedgerJobDeps): (PeriodicJob & Pick<Publisher, 'state'>) | undefined {
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
