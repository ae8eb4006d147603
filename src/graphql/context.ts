import type { ReadUnit, Transaction } from '../database/client.ts';
import { type Principal, scopeOf } from '../kernel/access.ts';
import { PLATFORM_TENANT, type TenantId } from '../kernel/ids.ts';
import type { OperationLimits } from '../kernel/operation-limits.ts';
import type { RequestOrigin, RequestScope } from '../kernel/scope.ts';
import type { ToldLimit } from '../kernel/vocabulary/limits.ts';
import type { DispatchStats } from '../stats/stats.ts';
import { MAX_ROWS, rowsOf } from '../stats/stats-rules.ts';
import { oneTenantAtATime } from './fields/query-errors.ts';
import { DocumentReads } from './loaders/document-reads.ts';
import { TenantReads } from './loaders/tenant-reads.ts';
import { AnswerBudget } from './plugins/answer-budget.ts';
import type { Services } from './services.ts';

/** The caller of an operation, the origin of the request, and its log. */
export interface ContextInfo {
  readonly principal: Principal;
  readonly requestId: string;
  readonly origin: RequestOrigin;
  readonly limits: OperationLimits;
  /** Resolves when it is the turn of the caller to have the thread again (X5). */
  readonly turn: () => Promise<void>;
}

/**
 * Makes the context of each query, of each mutation and of each event of a subscription. It does no I/O.
 *
 * @param toldLimits the limits in force, as callers are told of them
 */
export function createContextFactory(
  services: Services,
  toldLimits: readonly ToldLimit[],
): (info: ContextInfo) => OperationContext {
  return (info) => new OperationContext(services, toldLimits, info);
}

/**
 * The context of resolvers. All reads of a query, and of each mutation's payload, are one unit: one transaction that
 * shows one instant. No second connection is taken while it is open: what has a transaction of its own runs before it.
 */
export class OperationContext {
  readonly services: Services;
  readonly toldLimits: readonly ToldLimit[];
  readonly principal: Principal;
  /** The budget that the response has left. */
  readonly answer = new AnswerBudget();
  readonly turn: () => Promise<void>;
  readonly #info: ContextInfo;
  /** Of what is read; what was done is told in a time of its own. */
  #limits: OperationLimits;
  /** The one tenant of the operation, as soon as it is known. */
  #tenant: TenantId | undefined;
  #entered: Promise<boolean> | undefined;
  /** The work that runs in transactions of its own. */
  readonly #apart = new Set<Promise<unknown>>();
  #statistics: Promise<unknown> = Promise.resolve();
  #statisticsRows = MAX_ROWS;
  #unit: ReadUnit | undefined;
  #reads: TenantReads | undefined;
  #documents: DocumentReads | undefined;

  constructor(services: Services, toldLimits: readonly ToldLimit[], info: ContextInfo) {
    this.services = services;
    this.toldLimits = toldLimits;
    this.principal = info.principal;
    this.turn = info.turn;
    this.#info = info;
    this.#limits = info.limits;
    this.#tenant = info.principal.tenant ?? undefined;
  }

  /**
   * Statistics of the operation, one after the other: all of them together have as many rows as one may have alone.
   *
   * @param read is told how many rows are left
   */
  statistics(read: (maxRows: number) => Promise<DispatchStats>): Promise<DispatchStats> {
    const next = this.#statistics.then(async () => {
      const stats = await read(this.#statisticsRows);
      this.#statisticsRows -= rowsOf(stats.buckets);
      return stats;
    });
    this.#statistics = next.catch(() => undefined);
    return next;
  }

  /** The scope of the caller in a tenant, for its verbs. */
  scope(tenant: TenantId): RequestScope {
    return scopeOf(tenant, this.#info);
  }

  /**
   * True if there is such a tenant for the caller: its own, which exists as soon as it is named (S12), or any that a
   * platform role names, one in each operation (X1). Root fields call it before they wait for anything.
   */
  enter(tenant: TenantId): boolean | Promise<boolean> {
    const { principal, services } = this;
    if (principal.tenant !== null && principal.tenant !== tenant) return false;
    this.#claim(tenant);
    // Most often it is. What needs no promise here needs none in all that is above it.
    if (services.tenants.isKnown(tenant)) return true;
    this.#entered ??= this.apart(async () => {
      // A tenant is there as soon as its token names it, or a dispatcher of the platform's.
      if (principal.tenant === null && !principal.scopes.has('dispatch')) {
        return services.tenants.exists(tenant, this.#info.limits);
      }
      await services.tenants.ensure(tenant, this.#info.limits);
      return true;
    });
    return this.#entered;
  }

  /** Runs work that has a transaction of its own; the unit of reads opens after it. */
  apart<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    this.#apart.add(running);
    return running;
  }

  /** The tenant of the operation, for what is only read once it is known. */
  get tenant(): TenantId {
    if (this.#tenant === undefined) throw new Error('the operation names no tenant yet');
    return this.#tenant;
  }

  /** The reads of the operation's tenant. */
  reads(tenant: TenantId): TenantReads {
    this.#claim(tenant);
    this.#reads ??= new TenantReads(
      tenant,
      (work) => this.#run(work),
      (tx, ids) => this.services.records.find(tx, ids, this.madeBy()),
    );
    return this.#reads;
  }

  /** The subject whose dispatch records alone the caller may read; null where it may read all of the tenant's (X1). */
  madeBy(): string | null {
    return this.principal.scopes.has('records:read') ? null : this.principal.subject;
  }

  /** The legal texts, in the unit of the other reads. */
  documents(): DocumentReads {
    this.#documents ??= new DocumentReads((work) => this.#run(work));
    return this.#documents;
  }

  /** Runs a verb. What is read before it is not read on: its answer is read in a new unit, with new loaders. */
  async change<T>(verb: () => Promise<T>): Promise<T> {
    await this.close();
    const done = await verb();
    this.#limits = this.#limits.renewed();
    return done;
  }

  /** Ends the unit of reads. Every operation and event ends with it. */
  async close(): Promise<void> {
    const unit = this.#unit;
    this.#unit = undefined;
    this.#reads = undefined;
    this.#documents = undefined;
    await unit?.close();
  }

  #claim(tenant: TenantId): void {
    if (this.#tenant !== undefined && this.#tenant !== tenant) throw oneTenantAtATime();
    this.#tenant = tenant;
  }

  /** Root fields all begin before anything that one of them waits for goes on, so by then the tenant is known. */
  async #run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    await undefined;
    await Promise.allSettled(this.#apart);
    this.#unit ??= this.services.database.read(this.#tenant ?? PLATFORM_TENANT, this.#limits);
    return this.#unit.run(work);
  }
}
