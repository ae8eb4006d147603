import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { GraphQLError } from 'graphql';
import type { AuditExports, ExportRefusal, StartedExport } from '../../audit/export/audit-export.ts';
import { exportPages, type PageDeps } from '../../audit/export/export-pages.ts';
import { packBytes } from '../../audit/pack/pack-members.ts';
import type { Database } from '../../database/client.ts';
import { isDatabaseUnavailable } from '../../database/connection/outages.ts';
import { tenantNamed } from '../../graphql/fields/tenant-argument.ts';
import { type Principal, permits, scopeOf } from '../../kernel/access.ts';
import { RateLimited } from '../../kernel/errors.ts';
import { PLATFORM_TENANT, type TenantId } from '../../kernel/ids.ts';
import {
  beginLimits,
  CallerGoneError,
  type OperationLimits,
  operationEnd,
} from '../../kernel/operation-limits.ts';
import type { Place } from '../../kernel/shares/share.ts';
import type { AccessScope } from '../../kernel/vocabulary/access.ts';
import { HeldLogs } from '../../ledger/seal/damaged-logs.ts';
import type { LedgerKeys } from '../../ledger/tree/ledger-keys.ts';
import type { TenantService } from '../../tenant/tenant-service.ts';
import type { Limits } from '../limits/limits.ts';
import { tellShare } from '../limits/rate-limit.ts';
import { refusal } from '../limits/refusal.ts';
import { claimOf, noPlace, type ServerShares } from '../limits/shares.ts';
import { prefersGzip } from '../request/accept-encoding.ts';
import { allowMethods, type HttpContext, type Route } from '../request/route.ts';
import {
  badParameters,
  type ExportParameters,
  readExportParameters,
  readPackParameters,
} from './export-parameters.ts';

export interface AuditExportRouteDeps {
  readonly database: Database;
  readonly exports: AuditExports;
  readonly tenants: Pick<TenantService, 'ensure' | 'exists'>;
  readonly limits: Pick<
    Limits,
    'exportWait' | 'exportPageTime' | 'operationTime' | 'readWait' | 'socketTimeout'
  >;
  readonly shares: Pick<ServerShares, 'exports' | 'reads'>;
}

const CONTENT_TYPES = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  pack: 'application/zip',
} as const;

/** One of the forms in which logs are read as a whole. */
interface Reading {
  readonly path: string;
  readonly name: string;
  readonly parameters: (query: string) => ExportParameters;
  readonly bytes: (deps: PageDeps, begun: StartedExport) => AsyncGenerator<Buffer>;
}

/** Entries are sealed within a second of the change. */
const SEALED_WITHIN_SECONDS = 1;

/**
 * Streams a log, or a part of it, up to its checkpoint (A5). What fails in the middle cuts the connection, so that no
 * export seems to be whole that is not; it can be resumed from the entry that was reached.
 */
export function auditExportRoute(deps: AuditExportRouteDeps): Route {
  const parameters = readExportParameters;
  return readingRoute(deps, { path: '/audit/export', name: 'an export', parameters, bytes: exportPages });
}

/** Sends the evidence pack of a tenant and a span of time, under the rules of exports. It cannot be resumed. */
export function auditPackRoute(deps: AuditExportRouteDeps & { readonly keys: LedgerKeys }): Route {
  return readingRoute(deps, {
    path: '/audit/pack',
    name: 'an evidence pack',
    parameters: readPackParameters,
    bytes: (pages, begun) => packBytes({ ...pages, keys: deps.keys }, begun),
  });
}

function readingRoute(deps: AuditExportRouteDeps, reading: Reading): Route {
  const damaged = new HeldLogs();
  return {
    path: reading.path,
    async handle(context) {
      const { target } = context;
      // A reading is noted in the log, so there is none without its body.
      allowMethods(context, ['GET'], `Use GET to request ${reading.name}.`);
      const principal = await context.authorize();
      context.logFields = () => ({ tenant: principal.tenant, subject: principal.subject });
      const parameters = reading.parameters(target.query);
      checkScopes(principal, parameters);
      await context.turn(principal);
      const limits = beginLimits(deps.limits.operationTime);
      const log = await logOf(deps.tenants, principal, parameters, limits);
      const place = await placeOf(deps, principal);
      tellShare(context.response, deps.shares.exports, claimOf(principal));
      try {
        const begun = await deps.exports
          .begin(scopeOf(log, { ...context, principal, limits: limits.renewed() }), parameters.asked)
          .catch(refusedForNow);
        if ('refused' in begun) throw refusedExport(begun);
        await send({ ...deps, damaged, reading }, context, principal, begun);
      } finally {
        place.release();
      }
    },
  };
}

async function placeOf({ shares, limits }: AuditExportRouteDeps, principal: Principal): Promise<Place> {
  const claim = claimOf(principal);
  const place = await shares.exports.take(claim, { timeoutMs: limits.exportWait });
  if (place === undefined) throw noPlace(shares.exports, claim, 'exports in progress');
  return place;
}

function checkScopes(principal: Principal, { isPlatformLog }: ExportParameters): void {
  const asked: readonly AccessScope[] = isPlatformLog ? ['platform-log:read', 'audit:read'] : ['audit:read'];
  const missing = asked.filter((scope) => !permits(principal.scopes, scope));
  if (missing.length === 0) return;
  throw refusal('FORBIDDEN', `The token does not permit this; it lacks ${missing.join(', ')}.`, {
    status: 403,
    extensions: { missingScopes: missing },
  });
}

/** The requested log. A tenant other than the caller's is answered like one that does not exist (X2). */
async function logOf(
  tenants: AuditExportRouteDeps['tenants'],
  { tenant: own }: Principal,
  { isPlatformLog, tenant: text }: ExportParameters,
  limits: OperationLimits,
): Promise<TenantId> {
  if (isPlatformLog) return PLATFORM_TENANT;
  const tenant = text === undefined ? own : tenantNamed(text);
  if (tenant === null)
    throw badParameters([
      { parameter: 'tenant', message: 'A platform role must name the tenant in each request.' },
    ]);
  if (tenant === undefined) {
    const message = 'must be 1 to 64 letters, digits, dots, underscores or hyphens.';
    throw badParameters([{ parameter: 'tenant', message }]);
  }
  if (tenant === own) await tenants.ensure(tenant, limits);
  else if (own !== null || !(await tenants.exists(tenant, limits)))
    throw refusal('NOT_FOUND', 'The tenant does not exist.', { status: 404 });
  return tenant;
}

/** An export writes an entry, for which the tenant's write budget may be spent. */
function refusedForNow(error: unknown): never {
  if (!(error instanceof RateLimited)) throw error;
  throw refusal('LIMIT_EXCEEDED', error.message, {
    status: 429,
    headers: { 'Retry-After': String(error.retryAfterSeconds) },
  });
}

function refusedExport(refused: ExportRefusal) {
  switch (refused.refused) {
    case 'NOTHING_SEALED':
      return refusal('RATE_LIMITED', 'Nothing in this log is sealed yet. Try again in a second.', {
        status: 409,
        headers: { 'Retry-After': String(SEALED_WITHIN_SECONDS) },
      });
    case 'NO_SUCH_EPOCH':
      return refusal('NOT_FOUND', 'epoch: the log has no epoch with this number.', { status: 404 });
    case 'NO_SUCH_EXPORT':
      return refusal('NOT_FOUND', 'resume: there is no such export of this log.', { status: 404 });
    case 'START_OUTSIDE': {
      const message = `must be a number from ${refused.least} to ${refused.most}.`;
      return badParameters([{ parameter: 'start', message }]);
    }
  }
}

async function send(
  deps: AuditExportRouteDeps & { readonly damaged: HeldLogs; readonly reading: Reading },
  context: HttpContext,
  principal: Principal,
  begun: StartedExport,
): Promise<void> {
  const { request, response, log, logFields } = context;
  const { database, limits, shares, damaged, reading } = deps;
  context.logFields = () => ({ ...logFields(), export: begun.id });
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (response.destroyed) return;
  const isCompressed =
    begun.format !== 'pack' && prefersGzip(String(request.headers['accept-encoding'] ?? ''));
  response.writeHead(200, {
    'Content-Type': CONTENT_TYPES[begun.format],
    ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
    'Audit-Export': begun.id,
    'Audit-Checkpoint': Buffer.from(begun.checkpoint).toString('base64'),
  });
  const pages = reading.bytes(
    {
      database,
      gone: gone.signal,
      beginLimits: () => beginLimits(limits.operationTime, gone.signal),
      turn: async () => {
        const claim = { ...claimOf(principal), isBulk: true };
        const place = await shares.reads.take(claim, { timeoutMs: limits.readWait, stop: gone.signal });
        if (place === undefined) throw noPlace(shares.reads, claim, 'operations in progress');
        return place;
      },
      // A search may find nothing to send for a while. A client that takes nothing keeps pages from being read.
      onRead: () => response.socket?.setTimeout(limits.socketTimeout),
      onMissing: (entries) => {
        if (damaged.isToBeTold(begun.tenant, undefined))
          log.error({ log: begun.tenant, entries }, 'sealed entries are missing');
      },
    },
    begun,
  );
  // Reads one page ahead: PostgreSQL is at the next while this one is on its way.
  const pace = new Pace(limits.exportPageTime, () => {
    log.warn({ export: begun.id }, 'closed the connection of an export client that read too slowly');
    response.destroy();
  });
  const source = Readable.from(pace.watch(pages));
  try {
    await (isCompressed ? pipeline(source, createGzip(), response) : pipeline(source, response));
  } catch (error) {
    const isOver = isGone(error);
    // Who asks again for a log that cannot be read is cut off again, and the process has said why.
    if (!isOver && (isPassing(error) || damaged.isToBeTold(begun.tenant, error))) throw error;
    response.destroy();
    log.debug(
      { err: error },
      isOver ? 'the export client disconnected' : 'failed to read an audit log for an export',
    );
  } finally {
    pace.end();
  }
}

/** The least speed at which a client must read: it holds a place that others wait for (X5). */
class Pace {
  readonly #pageTime: number;
  readonly #tooSlow: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(pageTime: number, tooSlow: () => void) {
    this.#pageTime = pageTime;
    this.#tooSlow = tooSlow;
  }

  /** The pages; the client has so much time for each, until the next one is asked for or `end` is called. */
  async *watch(pages: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const page of pages) {
      this.#begin();
      yield page;
      clearTimeout(this.#timer);
    }
    this.#begin();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#tooSlow, this.#pageTime);
  }
}

/** True if the error is none of the log's, but of the moment. */
function isPassing(error: unknown): boolean {
  return error instanceof GraphQLError || isDatabaseUnavailable(error) || operationEnd(error) !== undefined;
}

/** True if the error is that the client has gone, and not one of reading. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (operationEnd(error) instanceof CallerGoneError) return true;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE');
}
