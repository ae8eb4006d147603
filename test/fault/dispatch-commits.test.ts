import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { configureTenant } from '../../src/cli/simulated-tenant.ts';
import type { DispatchItemInput, OriginatorClient } from '../../src/client/index.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { AccountScenario } from '../../src/simulator/accounts.ts';
import type { SimulatedAccountHandle } from '../../src/simulator/simulator.ts';
import { inspectDispatches } from '../support/dispatch-invariants.ts';
import { clientOf } from '../support/fault-fleet.ts';
import { ledgerDifferences } from '../support/ledger-check.ts';
import { newTenant } from '../support/running-system.ts';
import { type Scenario, sweep } from './commit-faults.ts';
import { answerOf, isOf, type ProxiedSystem, startProxiedSystem } from './proxied-system.ts';

/** Accepted, and nothing is called back. */
const QUIET = '+15005000701';
const FAR = '3600000';

let system: ProxiedSystem;
beforeAll(async () => {
  system = await startProxiedSystem({
    ...{ DISPATCH_BUDGET_MS: '4000', DISPATCH_FIRST_ATTEMPT_MS: '1200' },
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

/** A tenant with an account of its own, and what it is to send. */
async function aStage(
  count: number,
  mode: 'DEFAULT_ACCOUNT' | 'DISABLED',
  scenario: AccountScenario,
  to = QUIET,
): Promise<Stage> {
  const tenant = newTenant();
  const { sid } = system.simulator.addAccount({ numbers: 2 });
  const account = system.simulator.account(sid);
  await configureTenant(await clientOf(system, system.endpoint, tenant, 'admin'), account, mode);
  account.setScenario(scenario, { on: 'MESSAGES' });
  const items = Array.from({ length: count }, (_, index) => ({
    ...{ idempotencyKey: `${tenant}-${index}`, channel: 'SMS' as const, to, text: 'Code 123456' },
  }));
  const dispatcher = await clientOf(system, system.endpoint, tenant, 'dispatcher');
  return { tenant, account, dispatcher, items };
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
  readonly stage: Parameters<typeof aStage>;
  readonly act: Scenario<Stage>['act'];
}): Scenario<Stage> {
  return {
    prepare: () => aStage(...changes.stage),
    isOwn: (commit, { tenant }) => isOf(tenant, commit),
    act: changes.act,
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
    ['a dispatch that its account accepts', sending({ stage: [1, 'DISABLED', 'FINE'], act: oneByOne })],
    [
      'a dispatch that its account refuses, without a fallback',
      sending({ stage: [1, 'DISABLED', 'NOT_USABLE'], act: oneByOne }),
    ],
    [
      'a dispatch that its account refuses and the default account accepts',
      sending({ stage: [1, 'DEFAULT_ACCOUNT', 'NOT_USABLE'], act: oneByOne }),
    ],
    [
      'a dispatch whose account is silent',
      sending({ stage: [1, 'DEFAULT_ACCOUNT', 'HANGS'], act: oneByOne }),
    ],
    [
      'a dispatch whose account accepts and does not say so',
      sending({ stage: [1, 'DEFAULT_ACCOUNT', 'CUTS'], act: oneByOne }),
    ],
    [
      '8 dispatches at once to an account that refuses',
      sending({ stage: [8, 'DEFAULT_ACCOUNT', 'NOT_USABLE'], act: oneByOne }),
    ],
    [
      'a batch to an account that refuses',
      sending({ stage: [8, 'DEFAULT_ACCOUNT', 'NOT_USABLE'], act: together }),
    ],
    [
      'a batch to an account that is silent',
      sending({ stage: [4, 'DEFAULT_ACCOUNT', 'HANGS'], act: together }),
    ],
  ];
  test.each(cases)(
    'when it is any of %s, then it is sent and charged as if it had not (D8, D10, D11, D15, B1)',
    async (_, scenario) => {
      const { commits, faults, broken } = await sweep(system.proxy, scenario);
      expect(broken).toEqual([]);
      expect(commits).toBeGreaterThan(1);
      expect(faults).toBeGreaterThanOrEqual(commits);
      await expectAgreement();
    },
  );
});
