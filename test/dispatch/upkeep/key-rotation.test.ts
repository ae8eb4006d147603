import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { rotateMasterKeys } from '../../../src/dispatch/upkeep/key-rotation.ts';
import { replaceRecipient, staleRecipients } from '../../../src/dispatch/upkeep/sealed-recipient-store.ts';
import { createKeyRing, type KeyRing } from '../../../src/secrets/key-ring.ts';
import { openRecipient, sealRecipient } from '../../../src/secrets/recipient-cipher.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { aCustomTenant, anInput, newRecipient, sender } from '../dispatch-kit.ts';
import { followUpNow, recordNow, recordWhen } from '../follow-up/callback-kit.ts';

const FAR = '3600000';
/** Twilio accepts what is sent to it, and the answer is cut off. */
const ANSWER_LOST = '+15005010602';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({
    ...{ DISPATCH_BUDGET_MS: '2000', DISPATCH_FIRST_ATTEMPT_MS: '900' },
    ...{ RECOVERY_POLL_MS: '25', OUTCOME_AFTER_MS: FAR, PRICE_AFTER_MS: FAR, UNREPORTED_AFTER_MS: FAR },
  });
});
afterAll(() => system.stop());

/** A ring of a new key, with the former one behind it, and the ring once that is taken out. */
function newRings(id: string): { readonly both: KeyRing; readonly alone: KeyRing } {
  const alone = createKeyRing([{ id, bytes: randomBytes(32) }]);
  const key = (name: string) => (name === id ? alone.current : system.keyRing.key(name));
  return { alone, both: { current: alone.current, ids: [id, ...system.keyRing.ids], key } };
}

describe('given sealed tokens and recipients of open attempts', () => {
  test('when master keys are rotated, then a node without the former one settles what is open (X4, D11, D12, A1)', async () => {
    const { scope } = await aCustomTenant(system);
    const open = await system.services.dispatches.dispatch(scope, anInput({ to: ANSWER_LOST }));
    await system.services.dispatches.dispatch(sender(), anInput({ to: newRecipient() }));
    expect(open).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
    await system.stopWork();
    const { both, alone } = newRings('newer');
    expect(await rotateMasterKeys(system.database, both)).toEqual({ credentials: 1, recipients: 1 });
    expect(await rotateMasterKeys(system.database, both)).toEqual({ credentials: 0, recipients: 0 });
    expect((await recordNow(system, open)).sealedRecipient?.masterKeyId).toBe('newer');

    const { background } = system.anotherNode(alone);
    onTestFinished(() => background.stop());
    background.start();
    await followUpNow(system, open);
    const record = await recordWhen(system, open, ({ state }) => state !== 'OUTCOME_UNKNOWN');
    expect(record).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM', sealedRecipient: null });
    expect(record.attempts).toMatchObject([{ outcome: 'ACCEPTED', evidence: 'LIST' }]);
    const log = await system.rows(
      `select body::jsonb -> 'after' as after from audit_entry
        where tenant_id = '$platform' and body::jsonb ->> 'kind' = 'MASTER_KEYS_ROTATED'`,
    );
    expect(log).toEqual([{ after: { masterKeyId: 'newer', credentials: 1, recipients: 1 } }]);
  });

  test('when one is settled meanwhile, then its recipient stays erased (D12)', async () => {
    // Of a node of its own, since the services of the file may have been stopped.
    const { services } = system.anotherNode();
    const open = await services.dispatches.dispatch(sender(), anInput({ to: '+15005000602' }));
    const { alone } = newRings('newest');
    const stale = await system.database.system((tx) => staleRecipients(tx, 'newest', null, 100));
    const found = stale.find(({ id }) => id === open.id);
    if (found === undefined) throw new Error('the open recipient was not found');
    await system.rows('update dispatch_record set recipient_sealed = null where id = $1', [open.id]);
    const sealed = sealRecipient(
      alone,
      found.tenant,
      found.id,
      openRecipient(system.keyRing, found.tenant, found.id, found.recipient),
    );
    const isReplaced = await system.database.system((tx) => replaceRecipient(tx, found, sealed));
    expect(isReplaced).toBe(false);
    expect((await recordNow(system, open)).sealedRecipient).toBeNull();
  });
});
