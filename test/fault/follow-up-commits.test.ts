import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallbackSystem, startCallbackSystem } from '../dispatch/follow-up/callback-kit.ts';
import { type InspectedSystem, inspectDispatches } from '../support/dispatch-invariants.ts';
import { isShort } from '../support/processes/fault-size.ts';
import type { Swept } from './commit-faults.ts';
import { awaitProxy, disagreements } from './proxied-services.ts';
import { EVIDENCE_SCENARIOS, evidenceScenarios } from './scenarios/evidence-scenarios.ts';
import { FOLLOW_UP_SCENARIOS, followUpScenarios } from './scenarios/follow-up-scenarios.ts';

const FAR = '3600000';

const proxy = awaitProxy();
let system: CallbackSystem;
const NAMES = [...FOLLOW_UP_SCENARIOS, ...EVIDENCE_SCENARIOS] as const;
let scenarios: Readonly<Record<(typeof NAMES)[number], Swept>>;
beforeAll(async () => {
  const settings = { RECOVERY_POLL_MS: FAR, TOKEN_ERASURE_POLL_MS: FAR };
  system = await startCallbackSystem(settings, { reach: proxy.reach });
  scenarios = { ...(await followUpScenarios(system)), ...evidenceScenarios(system) };
});
afterAll(async () => {
  const { database, rows, simulator } = system;
  const looked: InspectedSystem = { app: { database }, atOneInstant: (look) => look(rows), simulator };
  expect((await inspectDispatches(looked)).broken).toEqual([]);
  expect(await disagreements(system)).toEqual([]);
  await system.stopAll();
  await proxy.close();
});

describe('given a commit whose answer is lost, or that never leaves', () => {
  // A late settlement comes seconds after its caller has gone.
  test.each(NAMES.filter((name) => !isShort() || name !== 'late settlement'))(
    'when it is any of %s, then it is settled, priced and told once (D11, D13, D15, B1, B3, A1, A5)',
    async (name) => {
      const { faults, broken } = await scenarios[name](proxy.get());
      expect(broken).toEqual([]);
      expect(faults).toBeGreaterThan(0);
    },
  );
});
