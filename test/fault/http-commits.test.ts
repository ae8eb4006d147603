import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { configureTenant } from '../../src/dev/load/simulated-tenant.ts';
import { ledgerDifferences } from '../support/ledger/ledger-check.ts';
import { clientOf } from '../support/processes/fault-fleet.ts';
import { newTenant } from '../support/running-system.ts';
import { type Swept, swept, UNAVAILABLE } from './commit-faults.ts';
import { answerOf, isOf, type ProxiedSystem, startProxiedSystem } from './proxied-system.ts';

const FAR = '3600000';

let system: ProxiedSystem;
beforeAll(async () => {
  system = await startProxiedSystem({
    DRAFT_EXPIRY_POLL_MS: FAR,
    REFRESH_POLL_MS: FAR,
    RECOVERY_POLL_MS: FAR,
  });
});
afterAll(async () => {
  expect(await ledgerDifferences(system)).toEqual([]);
  await system.stop();
});

/** A tenant with an account of its own as version 1, all of whose entries are sealed. */
async function aConfiguredTenant() {
  const tenant = newTenant();
  const { sid } = system.simulator.addAccount({ numbers: 1 });
  const admin = await clientOf(system, system.endpoint, tenant, 'admin');
  await configureTenant(admin, system.simulator.account(sid), 'DISABLED');
  await vi.waitFor(
    async () =>
      expect(await system.rows('select 1 from ledger_queue where tenant_id = $1', [tenant])).toEqual([]),
    { timeout: 10_000, interval: 20 },
  );
  return { tenant, admin };
}

const ofTenant = {
  prepare: aConfiguredTenant,
  isOwn: (...[commit, { tenant }]: [Parameters<typeof isOf>[1], { tenant: string }]) => isOf(tenant, commit),
};

const logOf = (tenant: string, kind: string) =>
  system.rows('select count(*)::int as entries from audit_entry where tenant_id = $1 and kind = $2', [
    tenant,
    kind,
  ]);

const saving = (): Swept =>
  swept({
    ...ofTenant,
    act: ({ admin }) =>
      answerOf(admin.saveTwilioAccount({ baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT' })),
    facts: async ({ tenant, admin }) => ({
      again: await admin
        .saveTwilioAccount({ baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT' })
        .then((answer) =>
          answer.__typename === 'SaveTwilioAccountPayload' ? answer.configuration?.version : answer,
        ),
      log: await logOf(tenant, 'CONFIGURATION_SAVED'),
    }),
  });

const exporting = (): Swept =>
  swept({
    ...ofTenant,
    async act({ tenant }) {
      const authorization = `Bearer ${await system.token({ tenant, role: 'auditor' })}`;
      const answer = await fetch(`${system.app.url}/audit/export`, { headers: { authorization } });
      await answer.text();
      return answer.status === 503 ? UNAVAILABLE : String(answer.status);
    },
    facts: ({ tenant }) => logOf(tenant, 'AUDIT_EXPORTED'),
  });

describe('given a commit whose answer is lost, or that never leaves', () => {
  test.each([
    ['a save', saving],
    ['an export', exporting],
  ])(
    'when it is any of %s over HTTP, then who comes back is answered with what was made once (D15, S1, A5)',
    async (_, scenario) => {
      const { faults, broken } = await scenario()(system.proxy);
      expect(broken).toEqual([]);
      expect(faults).toBeGreaterThan(0);
    },
  );
});
