import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnServices, startServices } from '../support/services.ts';
import { awaitProxy, disagreements } from './proxied-services.ts';
import { OPERATOR_SCENARIOS, operatorScenarios } from './scenarios/operator-scenarios.ts';
import { UPKEEP_SCENARIOS, upkeepScenarios } from './scenarios/upkeep-scenarios.ts';

const startBehind = (proxy: ReturnType<typeof awaitProxy>) => {
  const settings = { DISPATCH_BUDGET_MS: '1500', DISPATCH_FIRST_ATTEMPT_MS: '700' };
  return startServices(settings, { work: false, reach: proxy.reach });
};

const [proxy, agedProxy] = [awaitProxy(), awaitProxy()];
let system: OwnServices;
/** One in which dispatches are moved to months long ago. */
let aged: OwnServices;
beforeAll(async () => {
  [system, aged] = await Promise.all([startBehind(proxy), startBehind(agedProxy)]);
});
afterAll(async () => {
  await system.sealAll();
  expect(await disagreements(system)).toEqual([]);
  await Promise.all([system.stop(), aged.stop()]);
  await Promise.all([proxy.close(), agedProxy.close()]);
});

describe('given a commit whose answer is lost, or that never leaves', () => {
  test.each([...UPKEEP_SCENARIOS, ...OPERATOR_SCENARIOS])(
    'when it is any of %s, then the next round finds what is there, and the log tells all of it once (D15, A1, A3)',
    async (name) => {
      const [setup, behind] = name === 'retention' ? [aged, agedProxy] : [system, proxy];
      const scenarios = { ...upkeepScenarios(setup), ...operatorScenarios(setup) };
      const { faults, broken } = await scenarios[name](behind.get());
      expect(broken).toEqual([]);
      expect(faults).toBeGreaterThan(0);
    },
  );
});
