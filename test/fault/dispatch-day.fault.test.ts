import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createClient, type DispatchItemInput } from '../../src/client/index.ts';
import { type SentRecord, sendLoad } from '../../src/dev/load/simulated-load.ts';
import { configureTenant, refreshNumbers } from '../../src/dev/load/simulated-tenant.ts';
import type { SimulatedAccountHandle } from '../../src/dev/simulator/simulator.ts';
import { inspectDispatches } from '../support/dispatch-invariants.ts';
import { untilSettled } from '../support/dispatch-settling.ts';
import { ledgerDifferences } from '../support/ledger/ledger-check.ts';
import { clientOf, startFleet, tellable } from '../support/processes/fault-fleet.ts';
import { isShort } from '../support/processes/fault-size.ts';
import { newTenant, type OwnSystem, startSystem } from '../support/running-system.ts';

const SIZE = isShort() ? { tenants: 10, dispatches: 1_000 } : { tenants: 20, dispatches: 10_000 };
const ABSENCE_MS = 3_000;

let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({
    DISPATCH_BUDGET_MS: '3000',
    DISPATCH_FIRST_ATTEMPT_MS: '1200',
    DATABASE_POOL_SIZE: '16',
    // On a busy machine a request may wait long for its turn; nobody is to be sent away for that.
    DATABASE_CONNECT_TIMEOUT_MS: '60000',
    RECOVERY_POLL_MS: '100',
    OUTCOME_AFTER_MS: '300',
    PRICE_AFTER_MS: '300',
    UNREPORTED_AFTER_MS: '1000',
    ABSENCE_AFTER_MS: String(ABSENCE_MS),
    LOG_LEVEL: 'warn',
  });
});
afterAll(() => system.stop());

type Mode = 'DEFAULT_ACCOUNT' | 'DISABLED' | null;

/** A tenant with an account of its own, as an admin makes it through the API. */
async function aTenant(mode: Mode) {
  const tenant = newTenant();
  const { sid } = system.simulator.addAccount({ numbers: 3 });
  const account = system.simulator.account(sid);
  const admin = await clientOf(system, system.endpoint, tenant, 'admin');
  await configureTenant(admin, { sid, authToken: account.authToken }, mode);
  const dispatcher = await clientOf(system, system.endpoint, tenant, 'dispatcher');
  let sent = 0;
  const send = async (changes: Partial<DispatchItemInput> = {}): Promise<SentRecord> => {
    sent += 1;
    const answer = await dispatcher.dispatch({
      ...{ idempotencyKey: `${tenant}-${sent}`, channel: 'SMS', to: '+4915112345678', text: 'Code 123456' },
      ...changes,
    });
    if (answer.__typename !== 'DispatchPayload') throw new Error(JSON.stringify(answer));
    return answer.record;
  };
  return { tenant, account, admin, dispatcher, send };
}

const story = ({ state, billedAccount, rule, trigger, attempts }: SentRecord) =>
  [
    state,
    billedAccount,
    rule,
    trigger ?? '-',
    ...attempts.map((one) => `${one.originator}:${one.outcome}`),
  ].join(' ');

describe('a day in the life', () => {
  test('of a tenant without an account: the default account sends each (D2, B2)', async () => {
    const tenant = newTenant();
    const dispatcher = await clientOf(system, system.endpoint, tenant, 'dispatcher');
    const items = (['SMS', 'VOICE'] as const).map((channel) => ({
      ...{ channel, idempotencyKey: `morning-${channel}`, to: '+4915112345678', text: 'Good morning' },
    }));
    const answer = await dispatcher.dispatchBatch({ items });

    expect(answer.__typename === 'DispatchBatchPayload' && answer.items.map(recordStory)).toEqual([
      'ACCEPTED DEFAULT NO_CUSTOM_ACCOUNT - DEFAULT:ACCEPTED',
      'ACCEPTED DEFAULT NO_CUSTOM_ACCOUNT - DEFAULT:ACCEPTED',
    ]);
  });

  const suspended: readonly [string, Mode, string][] = [
    [
      'allowed',
      'DEFAULT_ACCOUNT',
      'ACCEPTED DEFAULT FALLBACK_ALLOWED API_ERROR CUSTOM:REFUSED DEFAULT:ACCEPTED',
    ],
    ['disabled', 'DISABLED', 'FAILED NONE FALLBACK_DISABLED API_ERROR CUSTOM:REFUSED'],
    ['not defined', null, 'ACCEPTED DEFAULT FALLBACK_NOT_DEFINED API_ERROR CUSTOM:REFUSED DEFAULT:ACCEPTED'],
  ];
  test.each(suspended)(
    'whose account is suspended at noon, with fallback %s (D3, D6, B4)',
    async (_, mode, afternoon) => {
      const { account, send } = await aTenant(mode);
      expect(story(await send())).toBe('ACCEPTED CUSTOM CUSTOM_FIRST - CUSTOM:ACCEPTED');
      account.suspend();
      expect([story(await send()), story(await send({ channel: 'VOICE' }))]).toEqual([afternoon, afternoon]);
      account.activate();
      expect(story(await send())).toBe('ACCEPTED CUSTOM CUSTOM_FIRST - CUSTOM:ACCEPTED');
    },
  );

  test('whose numbers are all released: first an API error, then no origination number (D4, N6)', async () => {
    const { account, admin, send } = await aTenant('DEFAULT_ACCOUNT');
    for (const number of [...account.phoneNumbers]) account.releaseNumber(number);
    const before = story(await send());
    await refreshNumbers(admin, AbortSignal.timeout(20_000));

    expect(before).toBe('ACCEPTED DEFAULT FALLBACK_ALLOWED API_ERROR CUSTOM:REFUSED DEFAULT:ACCEPTED');
    expect(story(await send())).toBe(
      'ACCEPTED DEFAULT FALLBACK_ALLOWED NO_ORIGINATION_NUMBER DEFAULT:ACCEPTED',
    );
  });

  test('on which both accounts are down: nobody is billed, and both are recorded (D7, D8)', async () => {
    const { account, send } = await aTenant('DEFAULT_ACCOUNT');
    account.setScenario('THROTTLED');
    // 21614, not a mobile number, as the default account is answered too.
    const record = await send({ to: '+15005521614' });
    expect(story(record)).toBe('FAILED NONE FALLBACK_ALLOWED API_ERROR CUSTOM:THROTTLED DEFAULT:REFUSED');
    expect(record.charge).toBeNull();
  });

  test('on which delivery fails after Twilio accepted: no fallback, and the bill stays (D4, D5, B1)', async () => {
    const { account, tenant, send } = await aTenant('DEFAULT_ACCOUNT');
    const to = '+15005530003';
    const record = await send({ to });
    expect(story(record)).toBe('ACCEPTED CUSTOM CUSTOM_FIRST - CUSTOM:ACCEPTED');
    await vi.waitFor(
      async () => {
        const [row] = await system.rows('select * from dispatch_record where tenant_id = $1', [tenant]);
        expect(row).toMatchObject({
          ...{ state: 'ACCEPTED', billed_account: 'CUSTOM', delivery: 'UNDELIVERED', delivery_code: 30_003 },
        });
      },
      { timeout: 20_000, interval: 100 },
    );
    const sent = system.simulator.accepted().filter((one) => one.statusCallback?.includes(`/${tenant}/`));
    expect(sent.map(({ accountSid }) => accountSid)).toEqual([account.sid]);
  });

  test('on which the account is removed while its dispatches are in flight (D14, S10)', async () => {
    const { account, admin, dispatcher } = await aTenant('DISABLED');
    account.setScenario('SLOW', { on: 'MESSAGES' });
    const items = Array.from({ length: 300 }, (_, index) => ({
      ...{ channel: 'SMS' as const, idempotencyKey: `in-flight-${index}`, text: 'Code 123456' },
      to: `+4915112${String(index).padStart(6, '0')}`,
    }));
    const records: SentRecord[] = [];
    const sending = sendLoad([{ client: () => dispatcher, items }], {
      ...{ perRequest: 150, atOnce: 2, repeat: () => false },
      onAnswer: (answer) => {
        if ('record' in answer) records.push(answer.record);
      },
    });
    await untilSending(account);
    const removed = await admin.removeTwilioAccount({ baseVersion: 1 });
    await sending;

    expect(removed.__typename).toBe('RemoveTwilioAccountPayload');
    expect(records).toHaveLength(300);
    // On a busy machine an answer may come too late; who was asked is the same.
    const who = records.map(
      ({ configurationVersion, attempts }) =>
        `${configurationVersion} ${attempts.map(({ originator }) => originator).join(' ')}`,
    );
    expect(new Set(who)).toEqual(new Set(['1 CUSTOM', '2 DEFAULT']));
    const ofCustom = system.simulator.accepted().filter((sent) => sent.accountSid === account.sid);
    expect(ofCustom).toHaveLength(
      records.filter(({ configurationVersion }) => configurationVersion === 1).length,
    );
  });
});

describe('many dispatches with every fault mixed in', () => {
  test(`${SIZE.dispatches}: records, simulator, log and statistics agree (D4–D8, D11, D13, B1, A1)`, async () => {
    const fleet = await startFleet(system, system.endpoint, { ...SIZE, seed: 20_261_123 });
    const answers: SentRecord[] = [];
    const refused: string[] = [];
    await sendLoad(
      fleet.map(({ dispatcherToken, items }) => {
        const client = createClient({ url: system.endpoint, token: dispatcherToken, retries: 0 });
        return { client: () => client, items };
      }),
      {
        ...{ perRequest: 50, atOnce: 6, repeat: () => false },
        onAnswer: (answer) => {
          if ('record' in answer) answers.push(answer.record);
          else refused.push(answer.refused);
        },
      },
    );
    await untilSettled(system, { absenceMs: ABSENCE_MS + 3_000, withinMs: 300_000 });
    const findings = await inspectDispatches(system);

    expect(refused).toEqual([]);
    expect(answers).toHaveLength(fleet.reduce((sum, { items }) => sum + items.length, 0));
    expect(findings.broken.slice(0, 20)).toEqual([]);
    expect(await ledgerDifferences(system)).toEqual([]);
    // Callbacks or a list tell of everything while nobody dies, but where an account lets no list be read.
    expect(tellable(fleet, findings.unknown)).toEqual([]);
  }, 900_000);
});

function recordStory(
  item:
    | { readonly __typename: string }
    | { readonly __typename: 'DispatchPayload'; readonly record: SentRecord },
) {
  return 'record' in item ? story(item.record) : item.__typename;
}

async function untilSending(account: SimulatedAccountHandle): Promise<void> {
  const before = account.requests;
  await vi.waitFor(() => expect(account.requests).toBeGreaterThan(before + 5), {
    timeout: 20_000,
    interval: 2,
  });
}
