import { type AccountCheckRunner, createAccountCheckRunner } from '../account/account-check-runner.ts';
import { createVerificationService } from '../account/verification-service.ts';
import { createAcrossTenants } from '../audit/across-tenants/across-tenants.ts';
import { createErasureService } from '../audit/erasure/erasure-service.ts';
import { createHoldService } from '../audit/erasure/hold-service.ts';
import { createAuditExports } from '../audit/export/audit-export.ts';
import { createReceiptService } from '../audit/receipt/receipt-service.ts';
import {
  type ChangeRequestService,
  createChangeRequestService,
} from '../configuration/change-request/change-request-service.ts';
import { createCheckProcedures } from '../configuration/check-procedures.ts';
import { abandonCheck } from '../configuration/check-settlement.ts';
import { createConfigurationService } from '../configuration/configuration-service.ts';
import { createDraftService, type DraftService } from '../configuration/draft-service.ts';
import { createRefreshService, type RefreshService } from '../configuration/refresh-service.ts';
import { ensurePartitions } from '../database/availability.ts';
import { isRefusedStatement, pauseAfter } from '../database/connection/refused-statement.ts';
import type { Databases } from '../database/pools.ts';
import { clearPastWarnings } from '../dispatch/budget/budget-warnings.ts';
import type { FollowUpTimes } from '../dispatch/decide/follow-up-rules.ts';
import { createDispatchService, type DispatchService } from '../dispatch/dispatch-service.ts';
import { credentialInUse } from '../dispatch/follow-up/follow-up-store.ts';
import { createRecovery, type Recovery } from '../dispatch/follow-up/recovery.ts';
import { createStatusCallbacks } from '../dispatch/follow-up/status-callback.ts';
import { type AccountSignals, createAccountSignals } from '../dispatch/guard/account-signals.ts';
import { createCallPlaces } from '../dispatch/guard/call-places.ts';
import { createPauseService } from '../dispatch/policy/pause-service.ts';
import { createRecordQueries } from '../dispatch/record/record-queries.ts';
import type { DispatchPlatform } from '../dispatch/settings/platform.ts';
import { noteGuardRefusals } from '../dispatch/upkeep/refusal-entries.ts';
import { applyRetention, forgetCounts } from '../dispatch/upkeep/retention.ts';
import { eraseRetiredTokens } from '../dispatch/upkeep/token-erasure.ts';
import type { Services } from '../graphql/services.ts';
import type { Limits } from '../http/limits/limits.ts';
import type { ServerShares } from '../http/limits/shares.ts';
import type { Logger } from '../http/log/logging.ts';
import type { Route } from '../http/request/route.ts';
import { auditExportRoute, auditPackRoute } from '../http/routes/audit-export-route.ts';
import { auditKeysRoute } from '../http/routes/audit-keys-route.ts';
import { hostLogRoute } from '../http/routes/host-log-route.ts';
import { statusCallbackRoute } from '../http/routes/status-callback-route.ts';
import { createPeriodicJob, type PeriodicJob } from '../kernel/periodic-job.ts';
import { createSignal, type Signal } from '../kernel/signal.ts';
import type { HeldLogCount } from '../ledger/seal/damaged-logs.ts';
import type { HeadMemory } from '../ledger/seal/head-memory.ts';
import type { LedgerKeys } from '../ledger/tree/ledger-keys.ts';
import type { WitnessPolicy } from '../ledger/witness/policy-rules.ts';
import type { WitnessState } from '../ledger/witness/publisher.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { LookupHashes } from '../secrets/recipient-cipher.ts';
import { sumUpToHours } from '../stats/hour-rollups.ts';
import { createPlatformStats } from '../stats/platform-stats.ts';
import { forgetRequestKeys } from '../tenant/request-key.ts';
import { createTenantService } from '../tenant/tenant-service.ts';
import type { TwilioGateway } from '../twilio/gateway.ts';
import { report } from './background-errors.ts';
import type { Config } from './config.ts';
import { createLedgerJobs } from './ledger-jobs.ts';
import { createWatches } from './watches.ts';

/** The number of tenants that one round of a periodic job takes on; the next round goes on with the rest. */
const TENANTS_PER_ROUND = 100;
const PARTITION_MONTHS_AHEAD = 3;
/** The pause before daily work is tried again where it failed, for example for want of a lock. */
const RETRY_MS = 5_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The context from which services and jobs are made. */
export interface CompositionContext {
  readonly config: Config;
  readonly databases: Databases;
  readonly keyRing: KeyRing;
  readonly gateway: TwilioGateway;
  readonly log: Logger;
  readonly platform: DispatchPlatform;
  readonly hashes: LookupHashes;
  readonly ledgerKeys: LedgerKeys;
  /** The checkpoints that this node has signed. */
  readonly headMemory: HeadMemory;
  /** The witnesses of the host log; null for none. */
  readonly witnessPolicy: WitnessPolicy | null;
  /** The URL at which Twilio reaches this platform; null while there is none. */
  readonly publicUrl: () => string | null;
  /** The monotonic clock of the process, in milliseconds. */
  readonly clock: () => number;
}

/** The work that runs beside the requests. */
export interface BackgroundWork {
  start(): void;
  /** Ends it; leases are given up, so that other nodes go on at once. */
  stop(): Promise<void>;
  /** The number of logs of the ledger that are not sealed here. */
  heldLogs(): HeldLogCount;
  /** The state of what witnesses have signed of the host log; null where none is asked. */
  readonly witnesses: (() => WitnessState | undefined) | null;
}

/** Within what a server serves. */
export interface Serving {
  readonly limits: Limits;
  readonly shares: ServerShares;
}

/** Makes the services and the work beside them, joined by one signal. Nothing runs before it is started. */
export function compose(context: CompositionContext): {
  readonly services: Services;
  readonly background: BackgroundWork;
  /** The routes that are served besides GraphQL. */
  readonly routes: (serving: Serving) => readonly Route[];
} {
  const { config, databases, keyRing, log } = context;
  const [checksChanged, versionsChanged] = [createSignal(), createSignal()];
  const asked = { database: databases.reading, checksChanged };
  const unasked = { database: databases.jobs, checksChanged };
  const refreshing = { ...config.checks, intervalMs: config.refreshIntervalMs };
  const dueRefreshes = createRefreshService({ ...unasked, settings: refreshing });
  const signals = createAccountSignals({
    database: databases.sending,
    refreshes: dueRefreshes,
    clock: context.clock,
    onError: (err, tenant) => log.error({ err, tenant }, 'failed to record account health after a send'),
  });
  const changing = changingBy(context, versionsChanged);
  const watching = createWatches({ ...context, ...unasked, versionsChanged, pollMs: config.watchPollMs });
  const services: Services = {
    database: databases.reading,
    verifications: createVerificationService({ ...asked, keyRing, settings: config.checks }),
    refreshes: createRefreshService({ ...asked, settings: refreshing }),
    configurations: createConfigurationService({ ...asked, ...changing }),
    changeRequests: createChangeRequestService({ ...asked, ...changing }),
    drafts: createDraftService(asked),
    tenants: createTenantService(databases),
    dispatches: createDispatches(context, signals),
    records: createRecordQueries(context),
    platformStats: createPlatformStats(asked),
    acrossTenants: createAcrossTenants(asked),
    receipts: createReceiptService(asked),
    erasures: createErasureService(asked),
    holds: createHoldService(asked),
    pauses: createPauseService(asked),
    hashes: context.hashes,
    stepUp: { policy: config.stepUp, clock: Date.now, toleranceMs: config.tokens.clockToleranceMs },
    ...watching.watches,
  };
  const runner = createCheckRunner(context, checksChanged);
  const recovery = createRecoveryOf(context);
  const changeRequests = createChangeRequestService({ ...unasked, ...changing });
  const due = { changeRequests, drafts: createDraftService(unasked), refreshes: dueRefreshes, recovery };
  const ledger = createLedgerJobs({ ...context, database: databases.jobs });
  const jobs = [...createJobs(context, due), ...ledger.jobs];
  const background: BackgroundWork = {
    heldLogs: ledger.heldLogs,
    witnesses: ledger.witnesses,
    start() {
      runner.start();
      for (const job of jobs) job.start();
    },
    async stop() {
      recovery.stop();
      await Promise.all([
        services.dispatches.drain().then(() => signals.drain()),
        runner.stop(),
        watching.close(),
        ...jobs.map((job) => job.stop()),
      ]);
    },
  };
  return { services, background, routes: (serving) => createRoutes(context, services, serving) };
}

/** Everything that making a version takes besides its database. */
function changingBy({ config, platform }: CompositionContext, versionsChanged: Signal) {
  const { sendingLimits } = platform;
  return { versionsChanged, credentialInUse, sendingLimits, fourEyesForAll: config.fourEyesForAll };
}

function createCheckRunner(
  { config, databases, keyRing, gateway, log }: CompositionContext,
  checksChanged: Signal,
): AccountCheckRunner {
  const { jobs: database } = databases;
  const common = { database, checksChanged };
  return createAccountCheckRunner({
    ...common,
    procedures: createCheckProcedures({ ...common, gateway, keyRing }),
    abandon: (check) => database.write(check.tenant, (tx) => abandonCheck(tx, check)),
    settings: config.checks,
    onError: (error, check) =>
      report(log, error, { tenant: check?.tenant, check: check?.id }, 'a verification or refresh failed'),
  });
}

function createRoutes(
  context: CompositionContext,
  { tenants }: Services,
  serving: Serving,
): readonly Route[] {
  const { config, databases, ledgerKeys } = context;
  const { sending, reading: database } = databases;
  const callbacks = createStatusCallbacks({
    ...context,
    database: sending,
    followUpTimes: followUpTimes(config),
  });
  const exports = createAuditExports({ database });
  return [
    statusCallbackRoute(callbacks, serving.shares),
    auditExportRoute({ database, exports, tenants, ...serving }),
    auditPackRoute({ database, exports, tenants, keys: ledgerKeys, ...serving }),
    auditKeysRoute(ledgerKeys),
    hostLogRoute({ database, ...serving }),
  ];
}

/** A lease outlives the budget by this much, so that nobody takes over what its process still settles. */
const LEASE_MARGIN_MS = 10_000;

function createDispatches(context: CompositionContext, signals: AccountSignals): DispatchService {
  const { config } = context;
  return createDispatchService({
    ...context,
    database: context.databases.sending,
    budget: config.dispatch,
    leaseMs: config.dispatch.totalMs + LEASE_MARGIN_MS,
    callPlaces: createCallPlaces(config.dispatch),
    followUpTimes: followUpTimes(config),
    onCustomOutcome: (...told) => signals.note(...told),
    onLost: (err, { scope: { tenant }, id: dispatch }) =>
      context.log.error({ err, tenant, dispatch }, 'failed to record the outcome of an attempt'),
  });
}

/** Absence is told from when the call of an attempt is over at the latest. */
function followUpTimes({ dispatch }: Config): FollowUpTimes {
  return { ...dispatch.followUp, absenceMs: dispatch.followUp.absenceMs + dispatch.totalMs };
}

function createRecoveryOf(context: CompositionContext): Recovery {
  const { config, log } = context;
  return createRecovery({
    ...context,
    database: context.databases.jobs,
    followUpTimes: followUpTimes(config),
    callMs: config.dispatch.totalMs,
    onError: (err, { tenant, id: dispatch }) =>
      log.error({ err, tenant, dispatch }, 'failed to recover a dispatch'),
  });
}

/** The work that periodic jobs call. */
interface Due {
  readonly changeRequests: Pick<ChangeRequestService, 'applyDue'>;
  readonly drafts: Pick<DraftService, 'expire'>;
  readonly refreshes: Pick<RefreshService, 'refreshDue'>;
  readonly recovery: Recovery;
}

function createJobs(
  { config, databases, log }: CompositionContext,
  { changeRequests, drafts, refreshes, recovery }: Due,
): readonly PeriodicJob[] {
  const { jobs: database } = databases;
  const { recoveryPollMs, retentionMonths, tokenErasurePollMs } = config.dispatch;
  const job = (name: string, everyMs: number, run: () => Promise<unknown>) =>
    createPeriodicJob({
      everyMs,
      run,
      pauseAfter: (error) =>
        isRefusedStatement(error) ? pauseAfter(error, everyMs) : Math.min(everyMs, RETRY_MS),
      onError: (error) => report(log, error, { job: name }, 'periodic job failed'),
    });
  return [
    job('draft-expiry', config.draftExpiryPollMs, () => drafts.expire(TENANTS_PER_ROUND)),
    job('change-requests', config.changeRequestPollMs, () => changeRequests.applyDue(TENANTS_PER_ROUND)),
    job('number-refresh', config.refreshPollMs, () => refreshes.refreshDue(TENANTS_PER_ROUND)),
    job('dispatch-recovery', recoveryPollMs, () => recovery.recover()),
    job('dispatch-follow-up', recoveryPollMs, () => recovery.followUp()),
    job('token-erasure', tokenErasurePollMs, () => eraseRetiredTokens(database, tokenErasurePollMs)),
    ...(retentionMonths > 0
      ? [job('retention', DAY_MS, () => applyRetention(database, retentionMonths))]
      : []),
    job('hour-rollups', DAY_MS / 24, async () => {
      await sumUpToHours(database);
      await noteGuardRefusals(database);
      await clearPastWarnings(database);
    }),
    job('partitions', DAY_MS, async () => {
      await ensurePartitions(database, PARTITION_MONTHS_AHEAD);
      await forgetRequestKeys(database);
      await forgetCounts(database);
    }),
  ];
}
