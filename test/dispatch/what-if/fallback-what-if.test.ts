import { beforeAll, expect, it } from 'vitest';
import { everybody, save } from '../../graphql/access/access-kit.ts';
import type { Json } from '../../graphql/api-kit.ts';
import { auditKindsOf, type RunningSystem } from '../../support/running-system.ts';
import { sharedSystem } from '../../support/shared.ts';
import { until } from '../../support/until.ts';

let system: RunningSystem;

beforeAll(async () => {
  // On a busy machine an answer may take longer than the usual time, and would then be no answer.
  system = await sharedSystem({ TWILIO_RESPONSE_TIMEOUT_MS: '10000' });
});

const HOUR_MS = 3_600_000;
const hour = (from: number) => new Date((Math.floor(Date.now() / HOUR_MS) + from) * HOUR_MS).toISOString();
const BILLING =
  '{ accounts { billedAccount dispatches billedTwice unpriced charges { currency charged } } unknown { reason dispatches } }';
const ANSWERS = '+4915112345678';
/** They do the same to every account. */
const REFUSED = '+15005521211';
const ANSWERS_500_AND_ACCEPTS = '+15005010500';
const CALLS_BACK_BEFORE_ITS_ANSWER = '+15005000704';

type Everybody = ReturnType<typeof everybody>;

async function whatIf({ ask }: Everybody, mode: string): Promise<Json> {
  const { data, errors } = await ask(
    'platform-auditor',
    `query ($t: ID) { tenant(id: $t) { fallbackWhatIf(range: { from: "${hour(-1)}", to: "${hour(2)}" }, mode: ${mode}) {
      dispatches actual ${BILLING} hypothetical ${BILLING} }
      dispatchStats(range: { from: "${hour(-1)}", to: "${hour(2)}" }, bucket: DAY) {
        totals { dispatches billedToCustom billedToDefault } } } }`,
  );
  expect(errors).toBeUndefined();
  return data?.['tenant'] ?? expect.unreachable();
}

function sender({ change }: Everybody) {
  let count = 0;
  return async (to: string): Promise<void> => {
    count += 1;
    const { __typename } = await change(
      `dispatch(input: { idempotencyKey: "${count}", channel: SMS, to: "${to}", text: "1" }) { __typename }`,
      'dispatcher',
    );
    expect(__typename).toBe('DispatchPayload');
  };
}

/** Of each account the dispatches, and of those how many are priced or known to have no price. */
function accountsOf(billing: Json | undefined): Readonly<Record<string, number>> {
  const accounts = [...(billing?.['accounts'] ?? [])].map((account) => {
    const charged = [...(account['charges'] ?? [])].reduce((sum, one) => sum + Number(one['charged']), 0);
    const dispatches = Number(account['dispatches']);
    const isPriced = String(account['billedAccount']) !== 'NONE';
    expect(charged + Number(account['unpriced'])).toBe(isPriced ? dispatches : 0);
    return [String(account['billedAccount']), dispatches];
  });
  return Object.fromEntries(accounts);
}

it('given a past with fallback off and on, it tells who would have been billed under each mode (D6, B1, A8)', async () => {
  const who = everybody(system);
  const send = sender(who);
  await send(ANSWERS);
  const account = system.simulator.addAccount({ numbers: 2 });
  await save(who, account);
  await who.change('saveTwilioAccount(input: { baseVersion: 1, fallbackMode: DISABLED }) { __typename }');
  for (const to of [ANSWERS, REFUSED, CALLS_BACK_BEFORE_ITS_ANSWER, ANSWERS_500_AND_ACCEPTS]) await send(to);
  await who.change(
    'saveTwilioAccount(input: { baseVersion: 2, fallbackMode: DEFAULT_ACCOUNT }) { __typename }',
  );
  for (const to of [ANSWERS, REFUSED, ANSWERS_500_AND_ACCEPTS]) await send(to);
  system.simulator.account(account.sid).suspend();
  await send(ANSWERS);
  const off = await until(async () => {
    const found = await whatIf(who, 'DISABLED');
    const actual = JSON.stringify(found['fallbackWhatIf']?.['actual']);
    return actual.includes('"unknown":[]') && actual.includes('"billedTwice":1') ? found : undefined;
  }, 50);

  const { totals } = off?.['dispatchStats'] ?? expect.unreachable();
  const actual = accountsOf(off?.['fallbackWhatIf']?.['actual']);
  expect(actual).toEqual({
    CUSTOM: totals?.['billedToCustom'],
    DEFAULT: totals?.['billedToDefault'],
    NONE: 2,
  });
  expect(off?.['fallbackWhatIf']).toMatchObject({ dispatches: 9, hypothetical: { unknown: [] } });
  const withoutFallback = off?.['fallbackWhatIf']?.['hypothetical'];
  expect(accountsOf(withoutFallback)).toEqual({ CUSTOM: 5, DEFAULT: 1, NONE: 3 });
  expect([...(withoutFallback?.['accounts'] ?? [])].map(({ billedTwice }) => billedTwice)).toEqual([0, 0, 0]);

  for (const mode of ['DEFAULT_ACCOUNT', 'NOT_DEFINED']) {
    const { fallbackWhatIf: on } = await whatIf(who, mode);
    const { CUSTOM = 0, DEFAULT = 0, NONE } = accountsOf(on?.['hypothetical']);
    // The message that was accepted while fallback was off, but late, would have been tried twice.
    expect({ CUSTOM: CUSTOM + 1, DEFAULT, NONE }).toEqual({ ...actual, NONE: 1 });
    expect(on?.['hypothetical']?.['unknown']).toEqual([
      { reason: 'NOT_TRIED_AFTER_API_ERROR', dispatches: 1 },
      { reason: 'ACCEPTED_LATE', dispatches: 1 },
    ]);
    expect(on?.['actual']).toEqual(off?.['fallbackWhatIf']?.['actual']);
  }
  const kinds = await auditKindsOf(system, who.tenant);
  expect(kinds.filter((kind) => kind === 'DISPATCH_DECIDED')).toHaveLength(9);
});

it('given a range that it cannot answer for, it says why, and reads no records (X5)', async () => {
  const who = everybody(system);
  const asked = async (from: string, to: string) => {
    const { errors } = await who.ask(
      'analyst',
      `{ tenant { fallbackWhatIf(range: { from: "${from}", to: "${to}" }, mode: DISABLED) { dispatches } } }`,
    );
    return errors?.map(({ message, extensions }) => `${extensions?.code}: ${message}`);
  };
  expect(await asked(hour(1), hour(0))).toEqual(['VALUE_OUT_OF_RANGE: The range must end after it starts.']);
  expect((await asked('2026-11-01T00:00:01Z', hour(0)))?.[0]).toMatch(/full quarter-hour/);
  expect(await asked(hour(-1), hour(1))).toBeUndefined();
  await system.rows(
    `insert into dispatch_rollup select (jsonb_populate_record(null::dispatch_rollup, counted || named)).*
       from (select jsonb_object_agg(column_name, 0) as counted from information_schema.columns
              where table_name = 'dispatch_rollup' and data_type in ('integer', 'smallint')) columns,
            jsonb_build_object('tenant_id', $1::text, 'bucket', $2::text, 'channel', 'SMS', 'billed_account', 'CUSTOM', 'account_sid', '',
              'state', 'ACCEPTED', 'trigger', '', 'rule', 'CUSTOM_FIRST', 'fell_back', false, 'dispatches', 1000001) named`,
    [who.tenant, hour(0)],
  );
  expect((await asked(hour(-1), hour(1)))?.[0]).toMatch(/has 1000001 dispatches; at most 1000000/);
});
