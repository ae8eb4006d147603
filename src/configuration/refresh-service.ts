import type { AccountCheck } from '../account/account-check.ts';
import {
  insertAccountCheck,
  REMEMBERED_CHECK,
  recentCheckInstants,
  unfinishedAccountChecks,
} from '../account/account-check-store.ts';
import { CHECK_WINDOW_MS, refuseTooMany } from '../account/check-limit-rules.ts';
import type { Database, Transaction } from '../database/client.ts';
import { refuse } from '../kernel/errors.ts';
import { newUuid } from '../kernel/ids.ts';
import { type RequestScope, systemScope } from '../kernel/scope.ts';
import type { Signal } from '../kernel/signal.ts';
import type { AccountCheckTrigger } from '../kernel/vocabulary/account.ts';
import { once } from '../tenant/request-key.ts';
import { forEachTenant } from '../tenant/tenant-round.ts';
import { lockConfigurationState } from './configuration-state.ts';
import { tenantsDueForRefresh } from './refresh-store.ts';

/** The limits and times of refreshes. */
export interface RefreshSettings {
  /** The time that a refresh may take in all, in milliseconds. */
  readonly budgetMs: number;
  /** The number of refreshes that a tenant may ask for within a minute (N6). */
  readonly perMinute: number;
  /** The age of the last refresh at which the next one is due, in milliseconds (N6). */
  readonly intervalMs: number;
}

/** Begins to read again which numbers the tenants' accounts have (N6). */
export interface RefreshService {
  /**
   * Begins a refresh of the live account and the draft and answers at once; one that is under way is given instead.
   * Refuses where there is no account, and more than the allowed number a minute.
   */
  refresh(scope: RequestScope): Promise<AccountCheck>;
  /** Begins the refreshes that are due by themselves, for up to `limit` tenants. Gives how many. */
  refreshDue(limit: number): Promise<number>;
}

/** Makes the service from what it needs. */
export function createRefreshService(deps: {
  readonly database: Database;
  /** Notified when there is a new check to run. */
  readonly checksChanged: Signal;
  readonly settings: RefreshSettings;
}): RefreshService {
  const { database, checksChanged, settings } = deps;
  return {
    refresh: (scope) =>
      database.write(
        scope.tenant,
        (tx) => once(tx, scope, REMEMBERED_CHECK, () => beginAsked(deps, tx, scope)),
        scope.limits,
      ),

    async refreshDue(limit) {
      const due = await database.system((tx) => tenantsDueForRefresh(tx, settings.intervalMs, limit));
      await forEachTenant(due, (tenant) =>
        database.write(tenant, async (tx) => {
          await lockConfigurationState(tx);
          // Another node may have been faster.
          if ((await unfinishedAccountChecks(tx, 'REFRESH')).length > 0) return;
          tx.afterCommit(checksChanged.notify);
          await begin(tx, systemScope(tenant, 'number-refresh', 'hourly'), 'HOURLY', settings.budgetMs);
        }),
      );
      return due.length;
    },
  };
}

async function beginAsked(
  { checksChanged, settings }: Parameters<typeof createRefreshService>[0],
  tx: Transaction,
  scope: RequestScope,
): Promise<AccountCheck> {
  const { live, draft } = await lockConfigurationState(tx);
  if (live.account === null && draft === null) {
    const message = 'There is no custom account, so there are no numbers to refresh.';
    throw refuse('NOT_POSSIBLE', 'NOT_FOUND', message);
  }
  const [underWay] = await unfinishedAccountChecks(tx, 'REFRESH');
  if (underWay !== undefined) return underWay;
  const now = await tx.now;
  const recent = await recentCheckInstants(tx, 'REFRESH', new Date(now.getTime() - CHECK_WINDOW_MS));
  refuseTooMany('refreshes', recent, settings.perMinute, now);
  tx.afterCommit(checksChanged.notify);
  return begin(tx, scope, 'ON_DEMAND', settings.budgetMs);
}

async function begin(
  tx: Transaction,
  scope: RequestScope,
  trigger: AccountCheckTrigger,
  budgetMs: number,
): Promise<AccountCheck> {
  const now = await tx.now;
  return insertAccountCheck(tx, {
    tenant: scope.tenant,
    id: newUuid(now),
    kind: 'REFRESH',
    trigger,
    accountSid: null,
    credentialId: null,
    requestedBy: scope.actor,
    requestId: scope.requestId,
    createdAt: now,
    deadlineAt: new Date(now.getTime() + budgetMs),
  });
}
