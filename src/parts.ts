import { createAccountCheckRunner } from './account/account-check-runner.ts';
import { createCheckWatch } from './account/check-watch.ts';
import { createVerificationService } from './account/verification-service.ts';
import type { Config } from './config.ts';
import { createCheckProcedures } from './configuration/check-procedures.ts';
import { createConfigurationService } from './configuration/configuration-service.ts';
import { createDraftService } from './configuration/draft-service.ts';
import { createRefreshService } from './configuration/refresh-service.ts';
import { createTenantService } from './configuration/tenant-service.ts';
import { ensurePartitions, isDatabaseUnavailable } from './database/availability.ts';
import type { Database } from './database/client.ts';
import type { Services } from './graphql/services.ts';
import { createPeriodicJob, type PeriodicJob } from './kernel/periodic-job.ts';
import { createSignal } from './kernel/signal.ts';
import type { KeyRing } from './secrets/key-ring.ts';
import type { Logger } from './server/logging.ts';
import type { TwilioGateway } from './twilio/gateway.ts';

/** How many tenants one round of a periodic job takes on; the next round goes on with the rest. */
const TENANTS_PER_ROUND = 100;
const PARTITION_MONTHS_AHEAD = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the parts are made from. */
export interface Ground {
  readonly config: Config;
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly gateway: TwilioGateway;
  readonly log: Logger;
}

/** What runs beside the requests. */
export interface BackgroundWork {
  start(): void;
  /** Ends it; leases are given up, so that other nodes go on at once. */
  stop(): Promise<void>;
}

/** Makes the services and the work beside them, joined by one signal. Nothing runs before it is started. */
export function createParts(ground: Ground): {
  readonly services: Services;
  readonly background: BackgroundWork;
} {
  const { config, database, keyRing, gateway, log } = ground;
  const { checks } = config;
  const checksChanged = createSignal();
  const common = { database, checksChanged };
  const services: Services = {
    database,
    verifications: createVerificationService({ ...common, keyRing, settings: checks }),
    refreshes: createRefreshService({
      ...common,
      settings: { ...checks, intervalMs: config.refreshIntervalMs },
    }),
    configurations: createConfigurationService(common),
    drafts: createDraftService(common),
    tenants: createTenantService({ database }),
    checkWatch: createCheckWatch({
      ...common,
      pollMs: config.watchPollMs,
      onError: (error) => report(log, error, {}, 'checks could not be read for their subscribers'),
    }),
  };
  const runner = createAccountCheckRunner({
    ...common,
    procedures: createCheckProcedures({ ...common, gateway, keyRing }),
    settings: checks,
    onError: (error, check) =>
      report(log, error, { tenant: check?.tenant, check: check?.id }, 'a check could not go on'),
  });
  const jobs = createJobs(ground, services);
  const background: BackgroundWork = {
    start() {
      runner.start();
      for (const job of jobs) job.start();
    },
    async stop() {
      await Promise.all([runner.stop(), services.checkWatch.close(), ...jobs.map((job) => job.stop())]);
    },
  };
  return { services, background };
}

function createJobs({ config, database, log }: Ground, services: Services): readonly PeriodicJob[] {
  const job = (name: string, everyMs: number, run: () => Promise<unknown>) =>
    createPeriodicJob({
      everyMs,
      run,
      onError: (error) => report(log, error, { job: name }, 'a periodic job failed'),
    });
  return [
    job('draft-expiry', config.draftExpiryPollMs, () => services.drafts.expire(TENANTS_PER_ROUND)),
    job('number-refresh', config.refreshPollMs, () => services.refreshes.refreshDue(TENANTS_PER_ROUND)),
    job('partitions', DAY_MS, () => ensurePartitions(database, PARTITION_MONTHS_AHEAD)),
  ];
}

/** Work that is tried again misses a database that is away several times a second: a line each, without its stack. */
function report(
  log: Logger,
  error: unknown,
  about: Readonly<Record<string, unknown>>,
  message: string,
): void {
  if (isDatabaseUnavailable(error)) log.warn({ ...about, reason: String(error) }, message);
  else log.error({ ...about, err: error }, message);
}
