import { beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import { newUuid, type TenantId } from '../../../src/kernel/ids.ts';
import { aCustomTenant, anInput, sender, TO } from '../../dispatch/dispatch-kit.ts';
import { newScope } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../../support/shared.ts';
import { client, data, type Json, principal } from '../api-kit.ts';

let system: RunningServices;
let tenant: TenantId;
/** The keys of four records, oldest first. */
const KEYS = ['accepted', 'refused', 'voice', 'fallback'] as const;
const OTHER = '+14155550199';
const REFUSED = '+15005521211';

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
  const custom = await aCustomTenant(system, 'DISABLED');
  tenant = custom.scope.tenant;
  const send = (idempotencyKey: string, changes: object, subject = 'mfa') =>
    system.services.dispatches.dispatch(
      newScope({ tenant, kind: 'SERVICE', subject }),
      anInput({ idempotencyKey, ...changes }),
    );
  await send('accepted', { to: TO });
  await send('refused', { to: REFUSED });
  await send('voice', { to: OTHER, channel: 'VOICE' }, 'other');
  await system.services.configurations.save(newScope({ tenant }), {
    draft: null,
    baseVersion: 1,
    fallbackMode: 'DEFAULT_ACCOUNT',
    channels: null,
    consent: null,
  });
  custom.account.suspend();
  await send('fallback', { to: TO }, 'other');
});

const LIST = `query ($filter: DispatchRecordFilter, $first: Int!, $after: String) { tenant {
  dispatchRecords(filter: $filter, first: $first, after: $after) { edges { node { id idempotencyKey createdAt } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;

function analyst(of = tenant) {
  return client(system, principal('analyst', of));
}

function keysOf(list: Json | undefined): readonly unknown[] {
  return [...(list?.['edges'] ?? [])].map((edge) => edge['node']?.['idempotencyKey']);
}

async function listed(filter: object, who = analyst()): Promise<readonly unknown[]> {
  const answer = await data(who.ask(LIST, { filter, first: 10 }));
  return keysOf(answer['tenant']?.['dispatchRecords']);
}

describe('the list of dispatch records', () => {
  it('is newest first, page by page', async () => {
    const seen: unknown[] = [];
    let after: unknown = null;
    do {
      const answer = await data(analyst().ask(LIST, { first: 3, after }));
      const list: Json = answer['tenant']?.['dispatchRecords'] ?? expect.unreachable();
      seen.push(...keysOf(list));
      after = list['pageInfo']?.['hasNextPage'] ? list['pageInfo']['endCursor'] : null;
    } while (after !== null);
    expect(seen).toEqual([...KEYS].reverse());
  });

  it.each([
    { filter: {}, keys: ['fallback', 'voice', 'refused', 'accepted'] },
    { filter: { billedAccounts: ['CUSTOM'] }, keys: ['voice', 'accepted'] },
    { filter: { billedAccounts: ['NONE', 'DEFAULT'] }, keys: ['fallback', 'refused'] },
    { filter: { billedAccounts: [] }, keys: [] },
    { filter: { channels: ['VOICE'] }, keys: ['voice'] },
    { filter: { states: ['FAILED'] }, keys: ['refused'] },
    { filter: { triggers: ['API_ERROR'] }, keys: ['fallback', 'refused'] },
    { filter: { triggers: ['NONE'] }, keys: ['voice', 'accepted'] },
    { filter: { rules: ['FALLBACK_DISABLED'] }, keys: ['refused'] },
    { filter: { deliveries: ['DELIVERED', 'FAILED'] }, keys: [] },
    { filter: { deliveries: ['NONE'] }, keys: [...KEYS].reverse() },
    { filter: { configurationVersions: [2] }, keys: ['fallback'] },
    { filter: { configurationVersions: [-1, 7] }, keys: [] },
    { filter: { countries: ['DE'] }, keys: ['fallback', 'accepted'] },
    { filter: { recipient: OTHER }, keys: ['voice'] },
    { filter: { recipient: TO, channels: ['SMS'], states: ['ACCEPTED'] }, keys: ['fallback', 'accepted'] },
    { filter: { originatingNumber: '+10000000' }, keys: [] },
    { filter: { from: '1970-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' }, keys: [...KEYS].reverse() },
    { filter: { from: '9999-12-31T23:59:59Z', to: '1970-01-01T00:00:00Z' }, keys: [] },
  ])('filtered by $filter shows $keys', async ({ filter, keys }) => {
    expect(await listed(filter)).toEqual(keys);
  });

  it('is filtered by the instant of creation, to the millisecond, and by the originating number', async () => {
    const answer = await data(
      analyst().ask(
        '{ tenant { dispatchRecord(idempotencyKey: "refused") { createdAt originatingNumber } } }',
      ),
    );
    const { createdAt, originatingNumber } = answer['tenant']?.['dispatchRecord'] ?? expect.unreachable();
    expect(await listed({ from: createdAt })).toEqual(['fallback', 'voice', 'refused']);
    expect(await listed({ to: createdAt })).toEqual(['accepted']);
    expect(await listed({ originatingNumber })).toContain('refused');
  });

  it('looks into no month outside the range', async () => {
    const begun = system.statements.length;
    await listed({ from: '1970-01-01T00:00:00Z' });
    const page = system.statements.slice(begun).find((text) => text.includes('from dispatch_record'));
    const looksInto = async (to: string | null) => {
      const values = [tenant, null, to, null, 10, ...Array.from({ length: 12 }, () => null)];
      const plan = await system.rows(`explain ${page}`, values);
      return /dispatch_record_\d{4}_\d{2}/.test(JSON.stringify(plan));
    };
    expect(await looksInto(null)).toBe(true);
    expect(await looksInto('1970-01-02T00:00:00Z')).toBe(false);
  });

  it.each([
    { what: 'a page too large', variables: { first: 101 }, code: 'VALUE_OUT_OF_RANGE' },
    { what: 'no page', variables: { first: 0 }, code: 'VALUE_OUT_OF_RANGE' },
    { what: 'a text that is no cursor', variables: { first: 1, after: 'x' }, code: 'VALUE_MALFORMED' },
    {
      what: 'a text that cannot be stored',
      variables: { first: 1, filter: { originatingNumber: '\0' } },
      code: 'VALUE_OUT_OF_RANGE',
    },
    {
      what: 'a country beyond all bounds',
      variables: { first: 1, filter: { countries: ['x'.repeat(1_000)] } },
      code: 'VALUE_OUT_OF_RANGE',
    },
  ])('refuses $what', async ({ variables, code }) => {
    expect((await analyst().ask(LIST, variables)).codes).toEqual([code]);
  });

  it("refuses another tenant's cursor, and shows none of its records (X2)", async () => {
    const answer = await data(analyst().ask(LIST, { first: 1 }));
    const after = answer['tenant']?.['dispatchRecords']?.['pageInfo']?.['endCursor'];
    const foreign = newScope().tenant;
    expect((await analyst(foreign).ask(LIST, { first: 1, after })).codes).toEqual(['VALUE_MALFORMED']);
    expect(await listed({}, analyst(foreign))).toEqual([]);
    expect(await listed({ recipient: TO }, analyst(foreign))).toEqual([]);
  });
});

describe('a dispatch record', () => {
  it('is read again by its id and by its key, with the configuration that it was decided under (D14)', async () => {
    const who = client(system, principal('auditor', tenant));
    const answer = await data(
      who.ask(`{ tenant { dispatchRecord(idempotencyKey: "fallback") { id configurationVersion
        configuration { version fallbackPolicy { mode } } attempts { originator } } } }`),
    );
    const record: Json = answer['tenant']?.['dispatchRecord'] ?? expect.unreachable();
    expect(record).toMatchObject({
      configurationVersion: 2,
      configuration: { version: 2, fallbackPolicy: { mode: 'DEFAULT_ACCOUNT' } },
      attempts: [{ originator: 'CUSTOM' }, { originator: 'DEFAULT' }],
    });
    const { node } = await data(
      who.ask('query ($id: ID!) { node(id: $id) { id __typename } }', { id: record['id'] }),
    );
    expect(node).toEqual({ id: record['id'], __typename: 'DispatchRecord' });
    const { tenant: none } = await data(who.ask('{ tenant { dispatchRecord(idempotencyKey: "x") { id } } }'));
    expect(none?.['dispatchRecord']).toBeNull();
  });

  it('of somebody else is answered as one that is not there (X2, X3)', async () => {
    const foreign = sender();
    const record = await system.services.dispatches.dispatch(foreign, anInput());
    for (const id of [
      globalId('DispatchRecord', foreign.tenant, record.id),
      globalId('DispatchRecord', tenant, record.id),
      globalId('DispatchRecord', tenant, newUuid(new Date())),
    ]) {
      expect(await analyst().ask('query ($id: ID!) { node(id: $id) { id } }', { id })).toMatchObject({
        data: { node: null },
        errors: [],
      });
    }
  });
});

describe('a dispatcher', () => {
  function dispatcher(subject: string) {
    return client(system, { ...principal('dispatcher', tenant), subject });
  }

  it('sees only the records that its own subject made, in lists, by key and by id (X1)', async () => {
    expect(await listed({}, dispatcher('mfa'))).toEqual(['refused', 'accepted']);
    expect(await listed({ recipient: TO }, dispatcher('other'))).toEqual(['fallback']);
    expect(await listed({}, dispatcher('nobody'))).toEqual([]);
    const byKey = '{ tenant { dispatchRecord(idempotencyKey: "voice") { id } } }';
    const own = await data(dispatcher('other').ask(byKey));
    const id = own['tenant']?.['dispatchRecord']?.['id'];
    expect(id).toBeTypeOf('string');
    expect((await data(dispatcher('mfa').ask(byKey)))['tenant']?.['dispatchRecord']).toBeNull();
    const byId = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await data(dispatcher('other').ask(byId, { id }))).toEqual({ node: { id } });
    expect(await data(dispatcher('mfa').ask(byId, { id }))).toEqual({ node: null });
  });

  it('does not see the configuration that its record was decided under (X1)', async () => {
    const asked = await dispatcher('mfa').ask(
      '{ tenant { dispatchRecord(idempotencyKey: "refused") { rule configuration { version } } } }',
    );
    expect(asked.codes).toEqual(['FORBIDDEN']);
    expect(asked.data['tenant']).toEqual({
      dispatchRecord: { rule: 'FALLBACK_DISABLED', configuration: null },
    });
  });
});
