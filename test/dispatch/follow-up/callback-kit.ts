import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { type BackgroundWork, compose } from '../../../src/app/composition.ts';
import { isDatabaseUnavailable } from '../../../src/database/connection/outages.ts';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { signature } from '../../../src/dev/simulator/status-callback.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { findDispatches } from '../../../src/dispatch/record/dispatch-store.ts';
import { callbackAddress } from '../../../src/dispatch/send/callback-address.ts';
import { developmentPlatform } from '../../../src/dispatch/settings/development-platform.ts';
import type { DispatchPlatform } from '../../../src/dispatch/settings/platform.ts';
import { createContextFactory } from '../../../src/graphql/context.ts';
import { createSchema } from '../../../src/graphql/schema.ts';
import { createHttpServer } from '../../../src/http/http-server.ts';
import { DEFAULT_LIMITS } from '../../../src/http/limits/limits.ts';
import { createServerShares } from '../../../src/http/limits/shares.ts';
import { createLogger } from '../../../src/http/log/logging.ts';
import type { TenantId, Uuid } from '../../../src/kernel/ids.ts';
import { NO_LIMITS } from '../../../src/kernel/sending/sending-policy.ts';
import { Heads } from '../../../src/ledger/seal/head-memory.ts';
import { createLookupHashes } from '../../../src/secrets/recipient-cipher.ts';
import { checkStats } from '../../../src/stats/stats-check.ts';
import type { TwilioGateway } from '../../../src/twilio/gateway.ts';
import { testAuthenticator } from '../../http/test-server.ts';
import { developmentConfig } from '../../support/processes/development.ts';
import { type RunningServices, type ServiceOptions, startServices } from '../../support/services.ts';
import type { TestSettings } from '../../support/test-settings.ts';
import { until } from '../../support/until.ts';

/** Nobody waits long, and nothing is asked by itself before a test wants it. */
const FAR = '3600000';
const SETTINGS = {
  DISPATCH_BUDGET_MS: '2000',
  DISPATCH_FIRST_ATTEMPT_MS: '900',
  RECOVERY_POLL_MS: '25',
  TOKEN_ERASURE_POLL_MS: '25',
  OUTCOME_AFTER_MS: FAR,
  PRICE_AFTER_MS: FAR,
  UNREPORTED_AFTER_MS: FAR,
};

/** What all nodes here hash with, so that each takes the callbacks that another has asked for. */
export const HASHES = createLookupHashes(randomBytes(32));

/** A node that Twilio reaches. */
export interface Node {
  readonly services: RunningServices['services'];
  readonly background: BackgroundWork;
  readonly url: string;
  stop(): Promise<void>;
}

/** Services and a node that sends and is called back over real HTTP. */
export interface CallbackSystem extends RunningServices {
  readonly node: Node;
  /** One more node on the same database, which Twilio reaches at an address of its own unless one is given. */
  addNode(options?: {
    readonly publicUrl?: () => string | null;
    readonly gateway?: TwilioGateway;
    readonly platform?: Partial<DispatchPlatform>;
    readonly pathPrefix?: string;
  }): Promise<Node>;
  stopAll(): Promise<void>;
}

/** Starts them; the background work of the services, recovery among it, runs. */
export async function startCallbackSystem(
  settings: TestSettings = {},
  options: ServiceOptions = {},
): Promise<CallbackSystem> {
  const chosen = { ...SETTINGS, ...settings };
  const system = await startServices(chosen, options);
  const nodes: Node[] = [];
  const addNode: CallbackSystem['addNode'] = async (options = {}) => {
    let url: string | null = null;
    const { services, background, routes } = compose({
      config: developmentConfig(chosen),
      databases: system.databases,
      keyRing: system.keyRing,
      gateway: options.gateway ?? system.gateway,
      log: createLogger({ level: 'silent' }),
      platform: {
        ...developmentPlatform(simulatedPlatform()),
        sendingLimits: NO_LIMITS,
        ...options.platform,
      },
      hashes: HASHES,
      ledgerKeys: system.ledgerKeys,
      headMemory: new Heads(),
      witnessPolicy: null,
      publicUrl: options.publicUrl ?? (() => url),
      clock: () => performance.now(),
    });
    const serving = { limits: DEFAULT_LIMITS, shares: createServerShares(DEFAULT_LIMITS) };
    const server = createHttpServer({
      schema: createSchema(),
      createContext: createContextFactory(services, []),
      authenticate: await testAuthenticator(),
      readiness: async () => ({ ready: true, checks: {} }),
      isUnavailable: isDatabaseUnavailable,
      ...serving,
      corsOrigins: [],
      trustedProxies: [],
      introspection: false,
      documents: new Map(),
      otherDocuments: 'open',
      pathPrefix: options.pathPrefix ?? '',
      routes: routes(serving),
      log: createLogger({ level: 'silent' }),
    });
    ({ url } = await server.listen(0, '127.0.0.1'));
    const node: Node = {
      ...{ services, background, url },
      async stop() {
        await server.close(200);
        await background.stop();
      },
    };
    nodes.push(node);
    return node;
  };
  const node = await addNode();
  return {
    ...system,
    ...{ node, addNode },
    async stopAll() {
      for (const each of nodes) await each.stop();
      await system.stop();
    },
  };
}

/** The record as it is now. */
export async function recordNow(
  system: RunningServices,
  { tenant, id }: { readonly tenant: TenantId; readonly id: Uuid },
): Promise<DispatchRecord> {
  const [record] = await system.read(tenant, (tx) => findDispatches(tx, [id]));
  if (record === undefined) throw new Error('the record is not there');
  return record;
}

/** The record once it is as wanted; the test's own time is the limit. */
export async function recordWhen(
  system: RunningServices,
  record: { readonly tenant: TenantId; readonly id: Uuid },
  holds: (record: DispatchRecord) => boolean,
): Promise<DispatchRecord> {
  const seen = await until(async () => {
    const now = await recordNow(system, record);
    return holds(now) && now;
  }, 10);
  return seen || expect.unreachable();
}

/** Where Twilio reports on an attempt of the record. */
export function addressOf({ url }: { readonly url: string }, record: DispatchRecord, ordinal = 1): string {
  const attempt = record.attempts.find((each) => each.ordinal === ordinal);
  if (attempt === undefined) throw new Error(`there is no attempt ${ordinal}`);
  return callbackAddress(url, HASHES, {
    tenant: record.tenant,
    dispatchId: record.id,
    attemptId: attempt.id,
  });
}

/** Posts a callback signed with the token, over `signedUrl` where that is another address than the one posted to. */
export async function post(
  url: string,
  fields: Readonly<Record<string, string>>,
  authToken: string,
  signedUrl = url,
): Promise<{ readonly status: number; readonly body: string }> {
  return send(url, new URLSearchParams(fields).toString(), signature(signedUrl, fields, authToken));
}

/** Posts any form with any signature. */
export async function send(
  url: string,
  body: string,
  signed: string | null,
  type = 'application/x-www-form-urlencoded',
): Promise<{ readonly status: number; readonly body: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, ...(signed === null ? {} : { 'x-twilio-signature': signed }) },
    body,
  });
  return { status: response.status, body: await response.text() };
}

/** The fields of a message's callback. */
export function messageFields(sid: string, status: string, code?: number): Record<string, string> {
  return {
    AccountSid: 'AC',
    MessageSid: sid,
    MessageStatus: status,
    SmsStatus: status,
    NewField: 'unannounced',
    ...(code === undefined ? {} : { ErrorCode: String(code) }),
  };
}

/** A SID of a message that the simulator did not make. */
export function someSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

/** Everything that is kept of the tenant's dispatches, to be compared with itself. */
export async function everythingOf({ rows }: RunningServices, tenant: string) {
  const of = (table: string) =>
    rows(`select to_jsonb(t)::text || xmin as line from ${table} t where tenant_id = $1 order by 1`, [
      tenant,
    ]);
  const tables = [
    'dispatch_record',
    'dispatch_attempt',
    'dispatch_rollup',
    'dispatch_charge_rollup',
    'audit_entry',
  ];
  return Promise.all(tables.map(of));
}

/** Where the tenant's counters are not what its records say. */
export async function miscountsOf({ database }: RunningServices, tenant: TenantId) {
  const { differences } = await checkStats(database);
  return differences.filter(({ place }) => place['tenant_id'] === tenant);
}

/** Makes what Twilio is to be asked due now. */
export async function followUpNow({ rows }: RunningServices, { id }: DispatchRecord): Promise<void> {
  const due = await rows('update dispatch_record set follow_up_at = now() where id = $1 returning 1', [id]);
  expect(due).toHaveLength(1);
}

/** Lets an attempt have begun so long ago. */
export async function age({ rows }: RunningServices, { id }: DispatchRecord, ms: number): Promise<void> {
  await rows(
    `update dispatch_attempt set started_at = started_at - $2 * interval '1 millisecond' where dispatch_id = $1`,
    [id, ms],
  );
}
