import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '../../src/client/index.ts';
import { isPlatformRole } from '../../src/kernel/access.ts';
import type { Role } from '../../src/kernel/vocabulary/access.ts';
import { client, principal } from '../graphql/api-kit.ts';
import { newScope, saveInput } from '../support/journey.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, type RunningSystem } from '../support/running-system.ts';
import type { RunningServices } from '../support/services.ts';
import { ONE_CONNECTION, sharedServices, sharedSystem } from '../support/shared.ts';

/** The longest time after the answer to a save within which a follower of another node is told: its pause, and room for a busy machine. */
const TOLD_WITHIN_MS = 3_000;

/** Within it a process starts, also on a busy machine. */
const PATIENCE_MS = 180_000;

const FOLLOW = `subscription ($tenantId: ID, $afterVersion: Int) {
  configurationChanged(tenantId: $tenantId, afterVersion: $afterVersion) {
    version at kinds by { subject displayName authenticatedBy } configuration { version channels } } }`;

let services: RunningServices;

beforeAll(async () => {
  services = await sharedServices(ONE_CONNECTION);
});

const modes = ['DISABLED', 'DEFAULT_ACCOUNT'] as const;

/** Saves versions `from` to `to`, each with another fallback mode than the one before it. */
async function saveVersions(scope: ReturnType<typeof newScope>, from: number, to: number) {
  for (let version = from; version <= to; version += 1) {
    const fallbackMode = modes[version % 2] ?? 'DISABLED';
    await services.services.configurations.save(scope, saveInput({ baseVersion: version - 1, fallbackMode }));
  }
}

function follower(role: Role, tenant: ReturnType<typeof newScope>['tenant'], afterVersion?: number) {
  const tenantId = isPlatformRole(role) ? tenant : null;
  const events = client(services, principal(role, tenant)).follow(FOLLOW, { tenantId, afterVersion });
  return async () => {
    const { value } = await events.next();
    return value?.codes.length === 0 ? value.data['configurationChanged'] : value?.codes;
  };
}

describe('configurationChanged', () => {
  test('given a tenant that has saved nothing, then version 0 comes first, then each save with who, when and what kind of change (X7, S12)', async () => {
    const scope = newScope();
    const next = follower('auditor', scope.tenant);
    expect(await next()).toEqual({
      version: 0,
      at: null,
      kinds: [],
      by: null,
      configuration: { version: 0, channels: ['SMS', 'VOICE'] },
    });
    const told = next();
    await services.services.configurations.save(
      scope,
      saveInput({ fallbackMode: 'DISABLED', channels: { sms: true, voice: false } }),
    );
    expect(await told).toMatchObject({
      version: 1,
      at: expect.any(String),
      kinds: ['FALLBACK_POLICY', 'CHANNELS'],
      by: { subject: 'ann', authenticatedBy: 'mfa' },
      configuration: { channels: ['SMS'] },
    });
  });

  test('given a follower that was away for three versions, when it names the last that it saw, then none is left out; without it the live one is first (X7)', async () => {
    const scope = newScope();
    await saveVersions(scope, 1, 4);
    const resumed = follower('admin', scope.tenant, 1);
    for (const version of [2, 3, 4]) expect(await resumed()).toMatchObject({ version });
    expect(await follower('admin', scope.tenant)()).toMatchObject({ version: 4 });
    // One that is not there yet, such as after a restore: what there is.
    expect(await follower('admin', scope.tenant, 9)()).toMatchObject({ version: 4 });
    const last = resumed();
    await saveVersions(scope, 5, 5);
    expect(await last).toMatchObject({ version: 5 });
  });

  test('given a version below 0, another tenant or a role that may not read the configuration, then it is refused (X1, X2)', async () => {
    const { tenant } = newScope();
    expect(await follower('admin', tenant, -1)()).toEqual(['VALUE_OUT_OF_RANGE']);
    expect(await follower('analyst', tenant)()).toEqual(['FORBIDDEN']);
    const foreign = client(services, principal('admin', tenant)).follow(FOLLOW, {
      tenantId: newScope().tenant,
    });
    expect((await foreign.next()).value?.codes).toEqual(['NOT_FOUND']);
  });

  test('given a role of the platform, when it names the tenant, then it follows its versions (X1)', async () => {
    const scope = newScope();
    await saveVersions(scope, 1, 1);
    expect(await follower('platform-auditor', scope.tenant)()).toMatchObject({ version: 1 });
  });
});

describe('given two server processes', () => {
  let system: RunningSystem;
  let other: ServerProcess | undefined;

  beforeAll(async () => {
    system = await sharedSystem();
    other = await startServerProcess(system.environment);
  }, PATIENCE_MS);

  afterAll(async () => {
    await other?.end('SIGTERM');
  });

  test.each(['sse', 'websocket'] as const)(
    'when one saves, then who follows the other over %s is told of each version, in order and in time (X7)',
    async (transport) => {
      const tenant = newTenant();
      const clientOf = async (url: string, role: Role) =>
        createClient({
          url,
          token: await system.token({ role, tenant }),
          transport,
          webSocket: WebSocket,
        });
      const events = (await clientOf(system.endpoint, 'auditor')).configurationChanged();
      expect((await events.next()).value).toMatchObject({ version: 0, by: null });
      const saver = await clientOf(other?.endpoint ?? '', 'admin');
      for (const version of [1, 2]) {
        const told = events.next();
        const fallbackMode = modes[version % 2] ?? 'DISABLED';
        const result = await saver.saveTwilioAccount({ baseVersion: version - 1, fallbackMode });
        expect(result.__typename).toBe('SaveTwilioAccountPayload');
        const answeredAt = performance.now();
        expect((await told).value).toMatchObject({ version, kinds: ['FALLBACK_POLICY'] });
        expect(performance.now() - answeredAt).toBeLessThan(TOLD_WITHIN_MS);
      }
      await events.return?.();
    },
  );
});
