import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { auditOf } from '../../support/journey.ts';
import { aCustomTenant, acceptedFor, anInput, loseIntents } from '../dispatch-kit.ts';
import {
  type CallbackSystem,
  followUpNow,
  miscountsOf,
  recordWhen,
  startCallbackSystem,
} from './callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  system = await startCallbackSystem();
});
afterAll(() => system.stopAll());

/** Twilio accepts what goes there, and breaks the connection off instead of answering. */
const UNANSWERED = '+15005010602';

/** A node whose next call goes on while a failover takes its intent back, and that hears of no callback. */
const failedOver = (scope: RequestScope) =>
  system.addNode({
    publicUrl: () => null,
    gateway: {
      ...system.gateway,
      async sendMessage(...asked) {
        await loseIntents(system, scope);
        return system.gateway.sendMessage(...asked);
      },
    },
  });

describe('given a failover has taken back the intent of a call whose answer is lost', () => {
  test('then the list of Twilio tells what it came to, and its key sends nothing again (D10, D11, D15)', async () => {
    const { scope } = await aCustomTenant(system);
    const { dispatches } = (await failedOver(scope)).services;
    const input = anInput({ to: UNANSWERED });
    const open = await dispatches.dispatch(scope, input);
    expect(open).toMatchObject({ state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN' });
    expect(await dispatches.dispatch(scope, input)).toMatchObject({ id: open.id, state: 'OUTCOME_UNKNOWN' });

    await followUpNow(system, open);
    const told = await recordWhen(system, open, ({ state }) => state !== 'OUTCOME_UNKNOWN');

    const [sent, ...more] = acceptedFor(system, UNANSWERED);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM' });
    expect(told.attempts).toMatchObject([{ outcome: 'ACCEPTED', evidence: 'LIST', twilioSid: sent?.sid }]);
    expect(await dispatches.dispatch(scope, input)).toMatchObject({ id: open.id, state: 'ACCEPTED' });
    expect(acceptedFor(system, UNANSWERED)).toHaveLength(1);
    const kinds = (await auditOf(system, scope.tenant)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('DISPATCH_'))).toEqual([
      'DISPATCH_DECIDED',
      'DISPATCH_CORRECTED',
    ]);
    expect(await miscountsOf(system, scope.tenant)).toEqual([]);
  });
});
