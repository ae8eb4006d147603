import { LRUCache } from 'lru-cache';
import type { RefreshService } from '../../configuration/refresh-service.ts';
import { noteSendSignal } from '../../configuration/send-signal.ts';
import type { Database } from '../../database/client.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { type RequestScope, systemScope } from '../../kernel/scope.ts';
import type { Outage } from '../../kernel/vocabulary/account.ts';
import type { AttemptNews } from '../decide/settlement-rules.ts';
import type { Attempt } from '../record/dispatch.ts';
import { isRefusedForSender, signalOfSend } from './account-signal-rules.ts';

export interface AccountSignalDeps {
  readonly database: Database;
  readonly refreshes: Pick<RefreshService, 'refresh'>;
  /** A monotonic clock, in milliseconds. */
  readonly clock: () => number;
  readonly onError: (error: unknown, tenant: TenantId) => void;
}

/** Passes on what sending tells of the tenants' accounts, beside the dispatches and without holding them up. */
export interface AccountSignals {
  /**
   * Notes the outcome of an attempt of a custom account, whose account had `outages` when it was decided on. Most say nothing
   * that is not known, and cost nothing then.
   */
  note(scope: RequestScope, attempt: Attempt, news: AttemptNews, outages: readonly Outage[]): void;
  /** Resolves when everything is passed on. */
  drain(): Promise<void>;
}

/** The pause between refreshes that sending starts for a tenant, in milliseconds. */
const REFRESH_PAUSE_MS = 60_000;
/** The number of tenants that are remembered for that. */
const REMEMBERED = 10_000;

/** Makes the service from what it needs. */
export function createAccountSignals(deps: AccountSignalDeps): AccountSignals {
  const { database, refreshes, clock } = deps;
  const underWay = new Map<string, Promise<void>>();
  const refreshed = new LRUCache<TenantId, true>({
    max: REMEMBERED,
    ttl: REFRESH_PAUSE_MS,
    perf: { now: clock },
  });

  /** Does it once, however many dispatches come to the same end at the same time. */
  const once = (key: string, tenant: TenantId, work: () => Promise<unknown>): void => {
    if (underWay.has(key)) return;
    const done = work()
      .then(
        () => undefined,
        (error: unknown) => deps.onError(error, tenant),
      )
      .finally(() => underWay.delete(key));
    underWay.set(key, done);
  };

  const mayRefresh = (tenant: TenantId): boolean => {
    if (refreshed.has(tenant)) return false;
    refreshed.set(tenant, true);
    return true;
  };

  return {
    note({ tenant, requestId }, { credentialId }, news, outages) {
      const scope = systemScope(tenant, 'dispatch', requestId);
      const signal = signalOfSend(news);
      const isKnown =
        signal === null || (signal === 'FINE' ? outages.length === 0 : outages.includes(signal));
      if (!isKnown && credentialId !== null) {
        once(`${signal} ${credentialId}`, tenant, () =>
          database.write(tenant, (tx) => noteSendSignal(tx, scope, { credentialId, signal })),
        );
      }
      if (isRefusedForSender(news) && mayRefresh(tenant)) {
        once(`refresh ${tenant}`, tenant, () => refreshes.refresh(scope).catch(unlessRefused));
      }
    },
    async drain() {
      await Promise.all(underWay.values());
    },
  };
}

/** A refresh beyond the tenant's limit, or of an account that has gone meanwhile, is not worth another word (N6). */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
