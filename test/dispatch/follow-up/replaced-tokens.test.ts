import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDecisionContext } from '../../../src/dispatch/decide/decision-context.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { eraseRetiredTokens } from '../../../src/dispatch/upkeep/token-erasure.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { createLookupHashes } from '../../../src/secrets/recipient-cipher.ts';
import { keptTokens, liveConfiguration, newScope, saved, saveInput } from '../../support/journey.ts';
import { until } from '../../support/until.ts';
import { aCustomTenant, anInput, newRecipient } from '../dispatch-kit.ts';
import {
  addressOf,
  type CallbackSystem,
  followUpNow,
  messageFields,
  miscountsOf,
  post,
  recordNow,
  recordWhen,
  startCallbackSystem,
} from './callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  system = await startCallbackSystem({ TOKEN_ERASURE_POLL_MS: '3600000' });
});
afterAll(() => system.stopAll());

const dispatch = (scope: RequestScope, to: string) =>
  system.node.services.dispatches.dispatch(scope, anInput({ to }));
const adminOf = ({ tenant }: RequestScope) => newScope({ tenant });

async function remove(scope: RequestScope): Promise<void> {
  const { version } = await liveConfiguration(system, scope.tenant);
  await system.node.services.configurations.remove(adminOf(scope), { baseVersion: version });
}

/** The token job's next round. */
const nextRound = () => eraseRetiredTokens(system.database, 60_000);

/** Asks Twilio again and again until it tells the price, which it does some time after the last status. */
async function priced(sent: DispatchRecord): Promise<DispatchRecord> {
  const due = 'update dispatch_record set follow_up_at = now() where id = $1 and follow_up_at is not null';
  const record = await until(async () => {
    await system.rows(due, [sent.id]);
    const now = await recordNow(system, sent);
    return now.charge !== null && now;
  }, 20);
  return record || expect.unreachable();
}

/** True once a transaction waits for those to end that decide on what is live. */
async function isWaitedFor({ tenant }: RequestScope): Promise<boolean> {
  const waiting = await system.rows(
    `select from pg_locks where locktype = 'advisory' and not granted
        and objid::bigint = hashtext($1)::bigint & 4294967295`,
    [tenant],
  );
  return waiting.length > 0;
}

const sidOf = ({ attempts }: DispatchRecord) => attempts[0]?.twilioSid ?? '';

describe('given a token that is replaced', () => {
  test('while nothing sent with it is awaited, it is erased at once (S10)', async () => {
    const { scope } = await aCustomTenant(system);
    const sent = await dispatch(scope, newRecipient());
    await recordWhen(system, sent, ({ delivery }) => delivery === 'DELIVERED');
    await priced(sent);
    await remove(scope);
    expect(await keptTokens(system, scope.tenant)).toEqual([false]);
  });

  test('a removal keeps it for status and price, and it goes with the last of them (S10, D13, B3)', async () => {
    const { scope, account } = await aCustomTenant(system);
    const sent = await dispatch(scope, '+15005000701');
    await remove(scope);
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    await nextRound();
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    const url = addressOf(system.node, sent);
    const report = (status: string) => post(url, messageFields(sidOf(sent), status), account.authToken);
    expect((await report('delivered')).status).toBe(204);
    await nextRound();
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    expect(await priced(sent)).toMatchObject({ delivery: 'DELIVERED', billed: 'CUSTOM' });
    await nextRound();
    expect(await keptTokens(system, scope.tenant)).toEqual([false]);
    expect((await report('delivered')).status).toBe(403);
  });

  test('an open attempt keeps it until a list tells, and nothing new is sent with it (S10, D11)', async () => {
    const { scope } = await aCustomTenant(system);
    const deaf = await system.addNode({ publicUrl: () => null });
    const open = await deaf.services.dispatches.dispatch(scope, anInput({ to: '+15005010602' }));
    expect(open.state).toBe('OUTCOME_UNKNOWN');
    await remove(scope);
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    expect(await dispatch(scope, newRecipient())).toMatchObject({
      billed: 'DEFAULT',
      rule: 'NO_CUSTOM_ACCOUNT',
    });
    await followUpNow(system, open);
    const record = await recordWhen(system, open, ({ state }) => state === 'ACCEPTED');
    expect(record).toMatchObject({ billed: 'CUSTOM', configurationVersion: open.configurationVersion });
  });

  test('after a rotation callbacks count under either token, and prices are read by the new one (S6, S10, D13, B3)', async () => {
    const { scope, account } = await aCustomTenant(system);
    const former = account.authToken;
    const sent = await dispatch(scope, '+15005000701');
    const authToken = account.rotateToken();
    await saved(system, adminOf(scope), { sid: account.sid, authToken });
    const url = addressOf(system.node, sent);
    expect((await post(url, messageFields(sidOf(sent), 'sent'), former)).status).toBe(204);
    expect((await post(url, messageFields(sidOf(sent), 'delivered'), authToken)).status).toBe(204);
    expect(await priced(sent)).toMatchObject({ delivery: 'DELIVERED' });
  });

  test('a day later it is erased, whatever is awaited (S10)', async () => {
    const { scope } = await aCustomTenant(system);
    const sent = await dispatch(scope, '+15005000701');
    await remove(scope);
    await nextRound();
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    await system.rows(
      `update account_credential set retired_at = retired_at - interval '24 hours' where tenant_id = $1`,
      [scope.tenant],
    );
    await nextRound();
    expect(await keptTokens(system, scope.tenant)).toEqual([false]);
    expect(await recordNow(system, sent)).toMatchObject({
      state: 'ACCEPTED',
      billed: 'CUSTOM',
      charge: null,
    });
  });
});

const HASHES = createLookupHashes(randomBytes(32));

describe('given dispatches while versions are made', () => {
  test('a removal waits for those that are deciding, and sees what they sent with the token (D14, S10)', async () => {
    const { scope } = await aCustomTenant(system);
    let removed: Promise<void> = Promise.resolve();
    let isRemoved = false;
    await system.database.write(scope.tenant, async (tx) => {
      const { live } = await readDecisionContext(tx, HASHES, []);
      removed = remove(scope).then(() => {
        isRemoved = true;
      });
      await until(() => isWaitedFor(scope));
      expect(isRemoved).toBe(false);
      expect((await readDecisionContext(tx, HASHES, [])).live.version).toBe(live.version);
    });
    await removed;
    expect((await liveConfiguration(system, scope.tenant)).account).toBeNull();
  });

  test('each is decided under the version that was live when its intent was committed (D14, S10)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED');
    const second = await system.addNode();
    const nodes = [system.node.services.dispatches, second.services.dispatches];
    let saving = true;
    const answered: { readonly record: DispatchRecord; readonly atLeast: number }[] = [];
    let answeredVersion = (await liveConfiguration(system, scope.tenant)).version as number;
    const hammer = async (dispatches: (typeof nodes)[number]) => {
      while (saving) {
        const atLeast = answeredVersion;
        const record = await dispatches.dispatch(scope, anInput({ to: newRecipient() }));
        answered.push({ record, atLeast });
      }
    };
    const hammers = [...nodes, ...nodes].map(hammer);
    for (let round = 0; round < 15; round += 1) {
      const { version } = await system.services.configurations.save(
        adminOf(scope),
        saveInput({
          baseVersion: answeredVersion,
          fallbackMode: round % 2 === 0 ? 'DEFAULT_ACCOUNT' : 'DISABLED',
        }),
      );
      answeredVersion = version;
    }
    await remove(scope);
    const removedIn = answeredVersion + 1;
    answeredVersion = removedIn;
    const isEnough = () => answered.length > 30 && answered.some(({ atLeast }) => atLeast === removedIn);
    await expect.poll(isEnough, { timeout: 20_000 }).toBe(true);
    saving = false;
    await Promise.all(hammers);
    for (const { record, atLeast } of answered) {
      expect(record.configurationVersion).toBeGreaterThanOrEqual(atLeast);
      const isRemoved = record.configurationVersion === removedIn;
      expect(record.billed).toBe(isRemoved ? 'DEFAULT' : 'CUSTOM');
    }
    expect(await miscountsOf(system, scope.tenant)).toEqual([]);
  });
});
