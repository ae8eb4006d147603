import { newScope, saveInput } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import type { MutationScenario } from './mutation-scenarios.ts';

const PAYLOAD = 'changeRequest { id state }';

/** Somebody has asked for a save in a tenant of four eyes. */
async function waiting(system: RunningServices, subject: string) {
  const scope = newScope({ subject });
  const { changeRequests } = system.services;
  await changeRequests.requireFourEyes(scope, true);
  const input = saveInput({ fallbackMode: 'DISABLED' });
  const asked = await changeRequests.ask(scope, { kind: 'SAVE', input }, null);
  if (asked.kind !== 'REQUESTED') throw new Error('the save was made at once');
  return { tenant: scope.tenant, request: asked.request };
}

function decided(
  asker: string,
  state: 'REJECTED' | 'WITHDRAWN',
): Pick<MutationScenario, 'role' | 'payload' | 'adds' | 'prepare'> {
  return {
    role: 'admin',
    payload: PAYLOAD,
    adds: ['CHANGE_REQUEST_DECIDED'],
    async prepare(system) {
      const { tenant, request } = await waiting(system, asker);
      const other = { input: { id: request.id, note: `another ${state}` } };
      return { tenant, input: { id: request.id, note: state }, other };
    },
  };
}

/** The mutations of changes that take two persons. */
export const CHANGE_REQUEST_SCENARIOS: Readonly<Record<string, MutationScenario>> = {
  approveChangeRequest: {
    role: 'admin',
    payload: PAYLOAD,
    adds: ['CONFIGURATION_SAVED', 'FALLBACK_POLICY_CHANGED', 'CHANGE_REQUEST_DECIDED'],
    async prepare(system) {
      const { tenant, request } = await waiting(system, 'bob');
      const { id, digest } = request;
      return { tenant, input: { id, digest }, other: { input: { id, digest, note: 'another' } } };
    },
  },
  rejectChangeRequest: decided('bob', 'REJECTED'),
  withdrawChangeRequest: decided('ann', 'WITHDRAWN'),
  overrideChangeRequest: {
    role: 'platform-admin',
    payload: PAYLOAD,
    adds: ['CONFIGURATION_SAVED', 'FALLBACK_POLICY_CHANGED', 'CHANGE_REQUEST_DECIDED'],
    async prepare(system) {
      const { tenant, request } = await waiting(system, 'bob');
      const input = { tenantId: tenant, id: request.id, reason: 'an outage' };
      return { tenant, input, other: { input: { ...input, reason: 'another' } } };
    },
  },
  setFourEyes: {
    role: 'admin',
    payload: 'changeRequest { id }',
    adds: ['FOUR_EYES_CHANGED'],
    async prepare() {
      return { tenant: newScope().tenant, input: { required: true }, other: { input: { required: false } } };
    },
  },
};
