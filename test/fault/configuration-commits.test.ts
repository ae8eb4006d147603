import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnServices, startServices } from '../support/services.ts';
import { sweep } from './commit-faults.ts';
import { awaitProxy, disagreements } from './proxied-services.ts';
import { CONFIGURATION_SCENARIOS, configurationScenarios } from './scenarios/configuration-scenarios.ts';

const proxy = awaitProxy();
let system: OwnServices;
beforeAll(async () => {
  const settings = { CHECK_LEASE_MS: '300', RECOVERY_POLL_MS: '3600000' };
  system = await startServices(settings, { reach: proxy.reach });
});
afterAll(async () => {
  expect(await disagreements(system)).toEqual([]);
  await system.stop();
  await proxy.close();
});

describe('given a commit whose answer is lost, or that never leaves', () => {
  test.each(CONFIGURATION_SCENARIOS)(
    'when it is any of %s, then who comes back gets what is there, and all is told once (D15, S1, A1)',
    async (name) => {
      const { faults, broken } = await sweep(proxy.get(), configurationScenarios(system)[name]);
      expect(broken).toEqual([]);
      expect(faults).toBeGreaterThan(0);
    },
  );
});
