import { isInputObjectType, isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { forgetRequestKeys, KEY_DAYS } from '../../../src/tenant/request-key.ts';
import { newKey } from '../../dispatch/dispatch-kit.ts';
import { awaitProxy } from '../../fault/proxied-services.ts';
import { isOf } from '../../fault/proxied-system.ts';
import { auditKinds, newScope } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import { client, type Json, principal, schema } from '../api-kit.ts';
import { MUTATION_SCENARIOS, type MutationScenario } from './mutation-scenarios.ts';

const proxy = awaitProxy();
let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ RECOVERY_POLL_MS: '3600000' }, { reach: proxy.reach });
});
afterAll(async () => {
  await system.stop();
  await proxy.close();
});

const MUTATIONS = Object.keys(schema.getMutationType()?.getFields() ?? {});
/** Whose keys are those of messages, kept with their records and unique in the tenant (D10). */
const OF_MESSAGES = ['dispatch', 'dispatchBatch'];

const upperFirst = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const scenarioOf = (mutation: string): MutationScenario =>
  MUTATION_SCENARIOS[mutation] ?? expect.fail(`${mutation} is not in the table`);

/** Asks for a mutation under a key, of one of two nodes; gives the answer, or what kept it away. */
async function ask(
  tenant: TenantId,
  asked: { readonly mutation: string; readonly input: object; readonly key: string },
  { subject = 'ann', node = system }: { subject?: string; node?: Pick<OwnServices, 'services'> } = {},
): Promise<Json> {
  const { mutation, input, key } = asked;
  const scenario = scenarioOf(mutation);
  const name = upperFirst(mutation);
  const named = scenario.role.startsWith('platform-') ? { ...input, tenantId: tenant } : input;
  const keyed = scenario.withKey?.(named, key) ?? { ...named, idempotencyKey: key };
  const who = client(node, { ...principal(scenario.role, tenant), subject });
  const { data, codes } = await who.ask(
    `mutation ($input: ${name}Input!) { result: ${mutation}(input: $input) {
      __typename ... on ${name}Payload { ${scenario.payload} tenant { tenantId } } ... on Problem { code path } } }`,
    { input: keyed },
  );
  return data?.['result'] ?? JSON.parse(JSON.stringify(codes));
}

/** What a tenant has, but for what goes on by itself. */
async function factsOf(tenant: TenantId) {
  await until(async () => {
    const open = 'select 1 from account_check where tenant_id = $1 and finished_at is null';
    return (await system.rows(open, [tenant])).length === 0;
  });
  const [counts] = await system.rows(
    `select (select count(*)::int from account_check where tenant_id = $1) as checks,
            (select count(*)::int from account_credential where tenant_id = $1) as credentials,
            (select count(*)::int from configuration_version where tenant_id = $1) as versions,
            (select count(*)::int from consent_record where tenant_id = $1) as consents,
            (select count(*)::int from dispatch_record where tenant_id = $1) as dispatches,
            (select count(*)::int from request_key where tenant_id = $1) as keys`,
    [tenant],
  );
  return { ...counts, keys: Number(counts?.['keys']), log: await auditKinds(system, tenant) };
}

const REUSED = { __typename: 'NotPossible', code: 'IDEMPOTENCY_KEY_REUSED' };
const refusedFor = (mutation: string) =>
  mutation === 'dispatchBatch'
    ? { items: [{ code: REUSED.code, path: ['input', 'items', '0', 'idempotencyKey'] }] }
    : { ...REUSED, path: ['input', 'idempotencyKey'] };

describe('every mutation', () => {
  it('is in the table, takes an idempotency key and has its refusal and its tenant in the answer', () => {
    expect(Object.keys(MUTATION_SCENARIOS).sort()).toEqual([...MUTATIONS].sort());
    for (const mutation of MUTATIONS) {
      const [input, result, payload] = ['Input', 'Result', 'Payload'].map((end) =>
        schema.getType(`${upperFirst(mutation)}${end}`),
      );
      if (!isInputObjectType(input) || !isUnionType(result) || !isObjectType(payload))
        expect.fail(`${mutation} has no input, result or payload of its own`);
      expect(Object.keys(payload.getFields()), mutation).toContain('tenant');
      if (mutation === 'dispatchBatch') continue;
      expect(Object.keys(input.getFields()), mutation).toContain('idempotencyKey');
      expect(
        result.getTypes().map(({ name }) => name),
        mutation,
      ).toContain('NotPossible');
    }
  });

  test.each(MUTATIONS)(
    '%s, asked for once more under its key, is done once and answered the same, also by another node and after what it led to has changed (D10, D15, A1)',
    async (mutation) => {
      const { tenant, input, between } = await scenarioOf(mutation).prepare(system);
      const { log, keys } = await factsOf(tenant);
      const asked = { mutation, input, key: newKey() };
      const first = await ask(tenant, asked);
      expect(first).toMatchObject({
        __typename: `${upperFirst(mutation)}Payload`,
        tenant: { tenantId: tenant },
      });
      const after = await factsOf(tenant);
      expect(after.log.slice(log.length).sort()).toEqual([...scenarioOf(mutation).adds].sort());
      expect(after).toMatchObject({ keys: keys + (OF_MESSAGES.includes(mutation) ? 0 : 1) });
      expect(await ask(tenant, asked)).toEqual(first);
      expect(await factsOf(tenant)).toEqual(after);
      await between?.();
      const changed = await factsOf(tenant);
      expect(await ask(tenant, asked, { node: system.anotherNode() })).toEqual(first);
      expect(await factsOf(tenant)).toEqual(changed);
    },
  );

  test.each(MUTATIONS)('%s is refused by name for another request under its key (D10)', async (mutation) => {
    const { tenant, input, other } = await scenarioOf(mutation).prepare(system);
    const key = newKey();
    await ask(tenant, { mutation, input, key });
    const after = await factsOf(tenant);
    const answer = await ask(tenant, { mutation, ...other, key });
    expect(answer).toMatchObject(refusedFor(mutation));
    expect(await factsOf(tenant)).toEqual(after);
  });

  test.each(MUTATIONS)(
    '%s whose answer was lost after the commit is done once, and answered when it is asked for again (D15)',
    async (mutation) => {
      const { tenant, input } = await scenarioOf(mutation).prepare(system);
      const { log } = await factsOf(tenant);
      const asked = { mutation, input, key: newKey() };
      // A tenant that nobody has named yet is made first, in a commit of its own.
      await system.services.tenants.ensure(tenant);
      const strike = proxy
        .get()
        .plan({ fault: 'ANSWER_LOST', nth: 1, matches: (commit) => isOf(tenant, commit) });
      await ask(tenant, asked);
      strike.end();
      expect(strike.struck).toBeDefined();
      const again = await until(async () => {
        const answer = await ask(tenant, asked, { node: system.anotherNode() });
        return answer['__typename'] === undefined ? undefined : answer;
      });
      expect(again).toMatchObject({ __typename: `${upperFirst(mutation)}Payload` });
      const after = await factsOf(tenant);
      expect(after.log.slice(log.length).sort()).toEqual([...scenarioOf(mutation).adds].sort());
      expect(await ask(tenant, asked)).toEqual(again);
      expect(await factsOf(tenant)).toEqual(after);
    },
  );

  test.each(MUTATIONS)(
    '%s that comes twice at once to two nodes is done by one of them and answered the same by both (D10)',
    async (mutation) => {
      const { tenant, input } = await scenarioOf(mutation).prepare(system);
      const { log } = await factsOf(tenant);
      const asked = { mutation, input, key: newKey() };
      const [one, other] = await Promise.all([
        ask(tenant, asked),
        ask(tenant, asked, { node: system.anotherNode() }),
      ]);
      expect(one).toMatchObject({ __typename: `${upperFirst(mutation)}Payload` });
      if (OF_MESSAGES.includes(mutation))
        expect(await ask(tenant, asked)).toMatchObject({ __typename: one['__typename'] });
      else expect(other).toEqual(one);
      const { log: then } = await factsOf(tenant);
      expect(then.slice(log.length).sort()).toEqual([...scenarioOf(mutation).adds].sort());
    },
  );

  test.each(MUTATIONS.filter((mutation) => !OF_MESSAGES.includes(mutation)))(
    '%s tells nobody else that its key was used: neither another actor nor another tenant (X2)',
    async (mutation) => {
      const { tenant, input, other } = await scenarioOf(mutation).prepare(system);
      const key = newKey();
      const first = await ask(tenant, { mutation, input, key });
      const stranger = await ask(tenant, { mutation, ...other, key }, { subject: 'eve' });
      expect(stranger['code']).not.toBe(REUSED.code);
      const elsewhere = await ask(newScope().tenant, { mutation, input, key });
      expect(elsewhere['code']).not.toBe(REUSED.code);
      expect(elsewhere).not.toEqual(first);
    },
  );
});

describe('an idempotency key', () => {
  const lost = { baseVersion: 0, fallbackMode: 'DISABLED' };
  const save = (tenant: TenantId, key: string, input: object = lost) =>
    ask(tenant, { mutation: 'saveTwilioAccount', input, key });

  it('is free again after a refusal, which changed nothing (D10)', async () => {
    const { tenant } = newScope();
    const key = newKey();
    expect(await save(tenant, key, { ...lost, baseVersion: 3 })).toMatchObject({ code: 'OUT_OF_DATE' });
    expect(await save(tenant, key)).toMatchObject({ configuration: { version: 1 } });
  });

  it.each(['', 'é', 'x'.repeat(256), '\n'])('that is %j is refused as malformed (D10)', async (key) => {
    expect(await save(newScope().tenant, key)).toEqual({
      __typename: 'InvalidInput',
      code: 'VALUE_MALFORMED',
      path: ['input', 'idempotencyKey'],
    });
  });

  it('of a selection that has changed since is refused, so that nobody saves another’s unseen (S3)', async () => {
    const { tenant, input, other } = await scenarioOf('selectOrganizationNumbers').prepare(system);
    const asked = { mutation: 'selectOrganizationNumbers', input, key: newKey() };
    const first = await ask(tenant, asked);
    const draft = first['draft'] ?? expect.fail('nothing was selected');
    const numbers = await system.rows('select phone_number from organization_number where tenant_id = $1', [
      tenant,
    ]);
    const fewer = { phoneNumbers: [String(numbers[0]?.['phone_number'])] };
    await ask(tenant, { ...asked, input: { ...other.input, draft, numbers: fewer }, key: newKey() });
    expect(await ask(tenant, asked)).toMatchObject({ __typename: 'OutOfDate', code: 'OUT_OF_DATE' });
  });

  it('is stored as hashes that tell nothing of key, subject or auth token (X4, A6)', async () => {
    const { tenant, input } = await scenarioOf('verifyTwilioAccount').prepare(system);
    await ask(tenant, { mutation: 'verifyTwilioAccount', input, key: 'a key to be looked for' });
    const rows = await system.rows(
      'select length(key) as key, length(request_hash) as request, outcome from request_key where tenant_id = $1',
      [tenant],
    );
    expect(rows).toEqual([{ key: 32, request: 32, outcome: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
  });

  it(`is forgotten after ${KEY_DAYS} days and not before`, async () => {
    const { tenant } = newScope();
    const [young, old] = [newKey(), newKey()];
    await save(tenant, old);
    const age = `update request_key set created_at = now() - make_interval(days => $2, mins => 1) where tenant_id = $1`;
    await system.rows(age, [tenant, KEY_DAYS]);
    await save(tenant, young, { ...lost, baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT' });
    await forgetRequestKeys(system.database);
    expect(await factsOf(tenant)).toMatchObject({ keys: 1, versions: 2 });
    expect(await save(tenant, old)).toMatchObject({ code: 'OUT_OF_DATE' });
  });
});
