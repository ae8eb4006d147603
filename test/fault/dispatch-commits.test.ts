import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DispatchItemInput, OriginatorClient } from '../../src/client/index.ts';
import { configureTenant } from '../../src/dev/load/simulated-tenant.ts';
import type { AccountScenario } from '../../src/dev/simulator/accounts.ts';
import type { SimulatedAccountHandle } from '../../src/dev/simulator/simulator.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { inspectDispatches } from '../support/dispatch-invariants.ts';
import { ledgerDifferences } from '../support/ledger/ledger-check.ts';
import { clientOf } from '../support/processes/fault-fleet.ts';
import { isShort } from '../support/processes/fault-size.ts';
import { newTenant } from '../support/running-system.ts';
import { type Scenario, sweep } from './commit-faults.ts';
import { answerOf, isOf, type ProxiedSystem, startProxiedSystem } from './proxied-system.ts';

/** Accepted, and nothing is called back. */
const QUIET = '+15005000701';
const FAR = '3600000';

let system: ProxiedSystem;
beforeAll(async () => {
  system = await startProxiedSystem({
    // On a busy machine nothing but a silent account is to run out of time.
    ...{ DISPATCH_BUDGET_MS: '20000', DISPATCH_FIRST_ATTEMPT_MS: '1000' },
    ...{ DRAFT_EXPIRY_POLL_MS: FAR, REFRESH_POLL_MS: FAR, RECOVERY_POLL_MS: FAR, TOKEN_ERASURE_POLL_MS: FAR },
    ...{ OUTCOME_AFTER_MS: FAR, PRICE_AFTER_MS: FAR, UNREPORTED_AFTER_MS: FAR, CHECK_POLL_MS: '60000' },
  });
});
afterAll(() => system.stop());

interface Stage {
  readonly tenant: TenantId;
  readonly account: SimulatedAccountHandle;
  readonly dispatcher: OriginatorClient;
  readonly items: readonly DispatchItemInput[];
}

type Sender = Omit<Stage, 'items'>;

/** A tenant with an account of its own, which behaves so to what is to be sent. */
async function aSender(mode: 'DEFAULT_ACCOUNT' | 'DISABLED', scenario: AccountScenario): Promise<Sender> {
  const tenant = newTenant();
  const { sid } = system.simulator.addAccount({ numbers: 2 });
  const account = system.simulator.account(sid);
  await configureTenant(await clientOf(system, system.endpoint, tenant, 'admin'), account, mode);
  account.setScenario(scenario, { on: 'MESSAGES' });
  return { tenant, account, dispatcher: await clientOf(system, system.endpoint, tenant, 'dispatcher') };
}

let stages = 0;

/** What the tenant sends next. */
function nextItems({ tenant }: Sender, count: number): Stage['items'] {
  stages += 1;
  return Array.from({ length: count }, (_, index) => ({
    ...{ idempotencyKey: `${tenant}-${stages}-${index}`, channel: 'SMS', to: QUIET, text: 'Code 123456' },
  }));
}

type Kept = Awaited<ReturnType<typeof repeated>>[number];

/** What the caller gets who repeats everything with the same keys. */
async function repeated({ dispatcher, items }: Stage) {
  const answer = await dispatcher.dispatchBatch({ items: [...items] });
  if (answer.__typename !== 'DispatchBatchPayload') throw new Error(JSON.stringify(answer));
  return answer.items.map((item) => {
    if (item.__typename !== 'DispatchPayload') throw new Error(JSON.stringify(item));
    return item.record;
  });
}

/** How each ended, who pays, and what the simulator accepted of it. */
async function story(stage: Stage): Promise<readonly string[]> {
  const records = await repeated(stage);
  const sent = system.simulator.accepted().filter((one) => one.statusCallback?.includes(`/${stage.tenant}/`));
  return records.map((record) => {
    const accounts = sent
      .filter((one) => one.statusCallback?.includes(`/${rowId(record)}/`))
      .map(({ accountSid }) => (accountSid === stage.account.sid ? 'CUSTOM' : 'DEFAULT'));
    const { state, rule, billedAccount, alsoBilled, charge, delivery, attempts } = record;
    return [
      ...[state, rule, billedAccount, alsoBilled, charge?.amount ?? null, delivery],
      ...attempts.map(({ ordinal, originator, outcome }) => `${ordinal}:${originator}:${outcome}`),
      `sent ${accounts.sort().join(' ')}`,
    ].join(' ');
  });
}

/** The id behind a global id, by which paths of callbacks name a record. */
function rowId({ id }: Pick<Kept, 'id'>): string {
  return Buffer.from(id, 'base64').toString().split(':').at(-1) ?? '';
}

/** All at once, each on its own. */
const oneByOne = async ({ dispatcher, items }: Stage): Promise<string> => {
  const answers = await Promise.all(items.map((item) => answerOf(dispatcher.dispatch(item))));
  return [...new Set(answers)].sort().at(-1) ?? '';
};
const together = ({ dispatcher, items }: Stage) => answerOf(dispatcher.dispatchBatch({ items: [...items] }));

function sending(changes: {
  readonly of: Parameters<typeof aSender>;
  readonly count?: number;
  readonly act?: Scenario<Stage>['act'];
}): Scenario<Stage> {
  let made: Promise<Sender> | undefined;
  return {
    async prepare() {
      made ??= aSender(...changes.of);
      const sender = await made;
      return { ...sender, items: nextItems(sender, changes.count ?? 1) };
    },
    isOwn: (commit, { tenant }) => isOf(tenant, commit),
    act: changes.act ?? oneByOne,
    facts: story,
  };
}

async function expectAgreement(): Promise<void> {
  await vi.waitFor(() => expect(system.simulator.underWay).toBe(0), { timeout: 20_000, interval: 20 });
  expect((await inspectDispatches(system)).broken).toEqual([]);
  expect(await ledgerDifferences(system)).toEqual([]);
}

describe('given a commit whose answer is lost, or that never leaves', () => {
  const cases: readonly [string, Scenario<Stage>][] = [
    ['a dispatch that its account accepts', sending({ of: ['DISABLED', 'FINE'] })],
    [
      '8 dispatches at once to an account that refuses, with a fallback',
      sending({ of: ['DEFAULT_ACCOUNT', 'NOT_USABLE'], count: 8 }),
    ],
    ['a dispatch whose account is silent, with a fallback', sending({ of: ['DEFAULT_ACCOUNT', 'HANGS'] })],
    [
      'a batch to an account that refuses, with a fallback',
      sending({ of: ['DEFAULT_ACCOUNT', 'NOT_USABLE'], count: 8, act: together }),
    ],
  ];
  const furtherCases: typeof cases = [
    ['a dispatch that its account refuses, without a fallback', sending({ of: ['DISABLED', 'NOT_USABLE'] })],
    [
      'a dispatch that its account refuses, with a fallback',
      sending({ of: ['DEFAULT_ACCOUNT', 'NOT_USABLE'] }),
    ],
    [
      'a dispatch whose account accepts and does not say so, with a fallback',
      sending({ of: ['DEFAULT_ACCOUNT', 'CUTS'] }),
    ],
    [
      'a batch to an account that is silent, with a fallback',
      sending({ of: ['DEFAULT_ACCOUNT', 'HANGS'], count: 4, act: together }),
    ],
  ];
  test.each(isShort() ? cases : [...cases, ...furtherCases])(
    'when it is any of %s, then it is sent and charged as if it had not (D8, D10, D11, D15, B1)',
    async (_, scenario) => {
      const { commits, faults, broken } = await sweep(system.proxy, scenario);
      expect(broken).toEqual([]);
      expect(commits).toBeGreaterThan(1);
      expect(faults).toBeGreaterThan(0);
      await expectAgreement();
    },
  );
});
