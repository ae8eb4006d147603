import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { compose } from '../../src/app/composition.ts';
import {
  type NewAccount,
  type SimulatedAccountHandle,
  simulatedPlatform,
} from '../../src/dev/simulator/simulator.ts';
import type { DispatchInput } from '../../src/dispatch/decide/request-rules.ts';
import type { DispatchService } from '../../src/dispatch/dispatch-service.ts';
import type { DispatchRecord } from '../../src/dispatch/record/dispatch.ts';
import type { BatchItem } from '../../src/dispatch/send/batch.ts';
import { developmentPlatform } from '../../src/dispatch/settings/development-platform.ts';
import type { DispatchPlatform } from '../../src/dispatch/settings/platform.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { NO_LIMITS } from '../../src/kernel/sending/sending-policy.ts';
import type { Channel } from '../../src/kernel/vocabulary/dispatch.ts';
import type { FallbackMode } from '../../src/kernel/vocabulary/fallback.ts';
import { Heads } from '../../src/ledger/seal/head-memory.ts';
import { createLookupHashes } from '../../src/secrets/recipient-cipher.ts';
import type { TwilioGateway } from '../../src/twilio/gateway.ts';
import { ended, liveConfiguration, newAccount, newScope, saved } from '../support/journey.ts';
import { developmentConfig } from '../support/processes/development.ts';
import type { RunningServices } from '../support/services.ts';
import type { TestSettings } from '../support/test-settings.ts';

/** Somebody whom everything reaches. */
export const TO = '+4915112345678';

/** The platform as a service that sends for a tenant of the test's own. */
export function sender(tenant?: RequestScope['tenant']): RequestScope {
  return newScope({ kind: 'SERVICE', subject: 'mfa', ...(tenant === undefined ? {} : { tenant }) });
}

/** An idempotency key that no other request has. */
export function newKey(): string {
  return `k-${randomBytes(8).toString('hex')}`;
}

/** A request under a key of its own, unlike a plain SMS only where it is said. */
export function anInput(changes: Partial<DispatchInput> = {}): DispatchInput {
  return {
    idempotencyKey: newKey(),
    channel: 'SMS',
    to: TO,
    text: 'Your code is 123456',
    language: null,
    validitySeconds: null,
    ...changes,
  };
}

/** A tenant with a live account of its own. */
export interface CustomTenant {
  readonly scope: RequestScope;
  readonly account: SimulatedAccountHandle;
}

/** Takes a tenant of the test's own through verifying and saving an account with two numbers. */
export async function aCustomTenant(
  system: RunningServices,
  mode: FallbackMode = 'DISABLED',
  spec: NewAccount = {},
): Promise<CustomTenant> {
  const admin = newScope();
  const { sid } = newAccount(system, spec);
  const account = system.simulator.account(sid);
  await saved(
    system,
    admin,
    { sid, authToken: account.authToken },
    { fallbackMode: mode === 'NOT_DEFINED' ? null : mode },
  );
  return { scope: sender(admin.tenant), account };
}

/** Makes the tenant's numbers known to be gone, as a refresh after their release does. */
export async function releaseNumbers(
  system: RunningServices,
  { scope, account }: CustomTenant,
  numbers: readonly string[] = account.phoneNumbers,
): Promise<void> {
  for (const number of [...numbers]) account.releaseNumber(number);
  await refreshNumbers(system, { scope, account });
}

/** Reads the account's numbers again and keeps what was found. */
export async function refreshNumbers(system: RunningServices, { scope }: CustomTenant): Promise<void> {
  await ended(system, await system.services.refreshes.refresh(newScope({ tenant: scope.tenant })));
}

/** What differs from the services that a test file starts. */
export interface NodeOptions {
  readonly platform?: Partial<DispatchPlatform>;
  readonly settings?: TestSettings;
  readonly gateway?: TwilioGateway;
  /** The process's own unless given. */
  readonly clock?: () => number;
}

/** Another node's dispatching on the same database; the calling test has drained it when it ends. */
export function anotherNode(system: RunningServices, options: NodeOptions = {}): DispatchService {
  const { services } = compose({
    config: developmentConfig(options.settings),
    databases: system.databases,
    keyRing: system.keyRing,
    gateway: options.gateway ?? system.gateway,
    log: createLogger({ level: 'silent' }),
    platform: { ...developmentPlatform(simulatedPlatform()), sendingLimits: NO_LIMITS, ...options.platform },
    hashes: createLookupHashes(randomBytes(32)),
    ledgerKeys: system.ledgerKeys,
    headMemory: new Heads(),
    witnessPolicy: null,
    publicUrl: () => null,
    clock: options.clock ?? (() => performance.now()),
  });
  onTestFinished(() => services.dispatches.drain());
  return services.dispatches;
}

/** What a record says of who paid and why, in a few words. */
export function storyOf(record: DispatchRecord) {
  const { state, billed, rule, trigger } = record;
  return { state, billed, rule, trigger, attempts: record.attempts.map(attemptStory) };
}

function attemptStory({ originator, outcome }: DispatchRecord['attempts'][number]): string {
  return `${originator} ${outcome}`;
}

/** The records of batch items that have one, in order. */
export function recordsOf(items: readonly BatchItem[]): readonly DispatchRecord[] {
  return items.flatMap((item) => (item.kind === 'RECORD' ? [item.record] : []));
}

/** How many records, attempts and keys there are of a tenant. */
export async function countRows(
  { rows }: RunningServices,
  tenant: string,
): Promise<{ readonly records: number; readonly attempts: number; readonly keys: number }> {
  const count = async (table: string) =>
    Number((await rows(`select count(*) from ${table} where tenant_id = $1`, [tenant]))[0]?.['count']);
  const [records, attempts, keys] = await Promise.all(
    ['dispatch_record', 'dispatch_attempt', 'dispatch_key'].map(count),
  );
  return { records: records ?? 0, attempts: attempts ?? 0, keys: keys ?? 0 };
}

/** What the simulator accepted from the platform's or the tenant's account for a recipient. */
export function acceptedFor({ simulator }: RunningServices, to: string) {
  return simulator.accepted().filter((sent) => sent.to === to);
}

let recipients = 0;

/** A recipient of the test's own whom everything reaches. */
export function newRecipient(): string {
  recipients += 1;
  return `+4917${process.pid.toString().padStart(7, '0').slice(-7)}${String(recipients).padStart(3, '0')}`;
}

/** Turns a channel off, as an admin's save does (S9). */
export async function useOnly(system: RunningServices, scope: RequestScope, channel: Channel): Promise<void> {
  const admin = newScope({ tenant: scope.tenant });
  const { version } = await liveConfiguration(system, scope.tenant);
  await system.services.configurations.save(admin, {
    draft: null,
    baseVersion: version,
    fallbackMode: null,
    channels: { sms: channel === 'SMS', voice: channel === 'VOICE' },
    consent: null,
  });
}

/** The record as the database has it now. */
export async function recordRow({ rows }: RunningServices, { tenant, id }: DispatchRecord) {
  const [row] = await rows('select * from dispatch_record where tenant_id = $1 and id = $2', [tenant, id]);
  return row;
}

/** What a failover to a standby that lagged behind takes back: everything of the tenant's dispatches. */
export async function loseIntents({ rows }: RunningServices, { tenant }: RequestScope): Promise<void> {
  for (const table of ['dispatch_key', 'dispatch_record', 'dispatch_attempt']) {
    await rows(`delete from ${table} where tenant_id = $1`, [tenant]);
  }
}
