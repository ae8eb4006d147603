import { beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../src/graphql/fields/global-id.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { newAccount, newScope, outliveDraft, saved, verified } from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../support/shared.ts';
import { admin, client, data, type Json, nodesOf, principal } from './api-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
});

describe('a configuration', () => {
  it('is readable live, by number and as of an instant, each with what was selected then', async () => {
    const scope = newScope();
    const { tenant } = scope;
    const account = newAccount(system, { numbers: 3 });
    const { phoneNumbers } = system.simulator.account(account.sid);
    const first = await saved(system, scope, account, { numbers: phoneNumbers.slice(0, 1) });
    const second = await saved(system, scope, account, { numbers: phoneNumbers.slice(1), baseVersion: 1 });
    const removed = await system.services.configurations.remove(scope, { baseVersion: 2 });
    const fields = `version savedBy { subject } account { sid
      organizationNumbers(filter: SELECTED, first: 10) { edges { node { phoneNumber selected } } } }`;
    const { tenant: answer } = await data(
      admin(system, tenant).ask(
        `query ($first: DateTime, $second: DateTime, $before: DateTime) { tenant {
          live: configuration { ${fields} }
          first: configuration(at: $first) { ${fields} }
          second: configuration(at: $second) { ${fields} }
          before: configuration(at: $before) { ${fields} }
          byNumber: configurationVersion(number: 2) { ${fields} }
          none: configurationVersion(number: 4) { ${fields} } } }`,
        {
          first: first.inForceFrom?.toISOString(),
          second: new Date((removed.inForceFrom?.getTime() ?? 0) - 1).toISOString(),
          before: '1970-01-01T00:00:00Z',
        },
      ),
    );
    const numbersOf = (configuration: Json | undefined) =>
      nodesOf(configuration?.['account']?.['organizationNumbers']).map((node) => node['phoneNumber']);
    expect(answer?.['live']).toMatchObject({ version: 3, account: null });
    expect(answer?.['before']).toMatchObject({ version: 0, account: null });
    expect(answer?.['none']).toBeNull();
    expect(numbersOf(answer?.['first'])).toEqual(phoneNumbers.slice(0, 1));
    expect(numbersOf(answer?.['second'])).toEqual([...phoneNumbers.slice(1)].sort());
    expect(answer?.['byNumber']).toEqual(answer?.['second']);
    expect(second.version).toBe(2);
  });

  it('has an id by which it, its account and their numbers are read again', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await verified(system, scope, newAccount(system));
    const who = client(system, principal('auditor', scope.tenant));
    const { tenant } = await data(
      who.ask(`{ tenant { id latestVerification { id } auditLog(first: 1) { edges { node { id } } }
        consents(first: 1) { edges { node { id } } }
        draft { id account { id organizationNumbers(first: 1) { edges { node { id } } } } }
        configuration { id account { id organizationNumbers(first: 1) { edges { node { id } } } } } } }`),
    );
    const ids = [...JSON.stringify(tenant).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(10);
    const types: string[] = [];
    for (const id of ids) {
      const { node } = await data(who.ask('query ($id: ID!) { node(id: $id) { id __typename } }', { id }));
      expect(node?.['id']).toBe(id);
      types.push(String(node?.['__typename']));
    }
    expect([...types].sort()).toEqual([
      'AuditEntry',
      'Configuration',
      'ConfigurationDraft',
      'Consent',
      'OrganizationNumber',
      'OrganizationNumber',
      'Tenant',
      'TwilioAccount',
      'TwilioAccount',
      'Verification',
    ]);
  });

  it('is not found by an id that nothing has', async () => {
    const { tenant } = newScope();
    const who = client(system, principal('auditor', tenant));
    const unknown = newUuid(new Date());
    for (const [typename, local] of [
      ['Configuration', '7'],
      ['TwilioAccount', 'v7'],
      ['TwilioAccount', `d${unknown}`],
      ['OrganizationNumber', 'v7/+4915112345678'],
      ['ConfigurationDraft', unknown],
      ['Verification', unknown],
      ['NumberRefresh', unknown],
      ['Consent', unknown],
      ['AuditEntry', unknown],
    ] as const) {
      const id = globalId(typename, tenant, local);
      expect(await data(who.ask('query ($id: ID!) { node(id: $id) { id } }', { id }))).toEqual({
        node: null,
      });
    }
  });
});

describe('a draft', () => {
  it('shows every step before it is taken: numbers, consent and what a save would lack (S2, C1)', async () => {
    const scope = newScope();
    const account = newAccount(system, { numbers: 3 });
    const { phoneNumbers } = system.simulator.account(account.sid);
    await verified(system, scope, account);
    const query = `{ tenant { draft { id revision liveVersion expiresAt changedBy { displayName }
      account { sid type warnings { kind } organizationNumbers(first: 1) { counts { listed selected available excluded } } }
      consentRequired(locale: "de-AT") { accountSid draftRevision document { locale version digest } }
      unmetRequirements { code path } } } }`;
    const { tenant } = await data(admin(system, scope.tenant).ask(query));
    expect(tenant?.['draft']).toMatchObject({
      revision: 1,
      liveVersion: 0,
      changedBy: { displayName: scope.actor.displayName },
      account: {
        sid: account.sid,
        warnings: [],
        organizationNumbers: { counts: { listed: 3, selected: 0, available: 3, excluded: 0 } },
      },
      consentRequired: { accountSid: account.sid, draftRevision: 1, document: { locale: 'de' } },
      unmetRequirements: [
        { code: 'NOTHING_SELECTED', path: ['input', 'draft'] },
        { code: 'CONSENT_REQUIRED', path: ['input', 'consent'] },
      ],
    });
    expect(phoneNumbers).toHaveLength(3);
  });

  it('of the live account asks for no consent (C4)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    await saved(system, scope, account);
    await verified(system, scope, account);
    const { tenant } = await data(
      admin(system, scope.tenant).ask(
        '{ tenant { draft { liveVersion consentRequired { accountSid } unmetRequirements { code } } } }',
      ),
    );
    expect(tenant?.['draft']).toEqual({ liveVersion: 1, consentRequired: null, unmetRequirements: [] });
  });

  it('that has expired is not there, also before it is cleared away (V8)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    await outliveDraft(system, scope.tenant);
    const id = globalId('ConfigurationDraft', scope.tenant, draft.id);
    const answer = await data(
      admin(system, scope.tenant).ask(
        `{ tenant { draft { id } latestVerification { status draft { id } } } node(id: "${id}") { id } }`,
      ),
    );
    expect(answer).toEqual({
      tenant: { draft: null, latestVerification: { status: 'VERIFIED', draft: null } },
      node: null,
    });
  });
});

describe('organization numbers', () => {
  it('are filtered, counted and paged, the excluded ones with their reason (N2, N4)', async () => {
    const scope = newScope();
    const account = newAccount(system, { numbers: 5 });
    const handle = system.simulator.account(account.sid);
    const [smsOnly, voiceOnly, ...both] = handle.phoneNumbers;
    handle.setCapabilities(smsOnly ?? '', { sms: true, voice: false });
    handle.setCapabilities(voiceOnly ?? '', { sms: false, voice: true });
    const draft = await verified(system, scope, account);
    await system.services.drafts.select(scope, { draft, numbers: both.slice(0, 1) });
    const who = admin(system, scope.tenant);
    const page = async (filter: string, first: number, after: unknown = null): Promise<Json> => {
      const { tenant } = await data(
        who.ask(
          `query ($filter: OrganizationNumberFilter!, $first: Int!, $after: String) { tenant { draft { account {
            organizationNumbers(filter: $filter, first: $first, after: $after) {
              counts { listed selected available excluded } pageInfo { hasNextPage endCursor }
              edges { node { phoneNumber selected available excluded } } } } } } }`,
          { filter, first, after },
        ),
      );
      return tenant?.['draft']?.['account']?.['organizationNumbers'] ?? expect.unreachable();
    };
    const numbers = (connection: Json) => nodesOf(connection).map((node) => node['phoneNumber']);
    const listed = await page('LISTED', 2);
    expect(listed['counts']).toEqual({ listed: 3, selected: 1, available: 3, excluded: 2 });
    expect(numbers(listed)).toEqual([...both].sort().slice(0, 2));
    expect(numbers(await page('LISTED', 2, listed['pageInfo']?.['endCursor']))).toEqual(
      [...both].sort().slice(2),
    );
    expect(numbers(await page('SELECTED', 10))).toEqual(both.slice(0, 1));
    expect(nodesOf(await page('EXCLUDED', 10))).toEqual([
      { phoneNumber: smsOnly, selected: false, available: false, excluded: 'SMS_ONLY' },
      { phoneNumber: voiceOnly, selected: false, available: false, excluded: 'VOICE_ONLY' },
    ]);
  });
});

describe('warnings', () => {
  it('stand on the live version and on the draft, not on former versions (S11, V10)', async () => {
    const scope = newScope();
    const account = newAccount(system, { type: 'Trial' });
    await saved(system, scope, account, { fallbackMode: null });
    await saved(system, scope, account, { baseVersion: 1, fallbackMode: null });
    await verified(system, scope, account);
    const { tenant } = await data(
      admin(system, scope.tenant).ask(`{ tenant {
        live: configuration { account { warnings { kind since message } } }
        former: configurationVersion(number: 1) { account { warnings { kind } } }
        draft { account { warnings { kind } } } latestVerification { warnings } } }`),
    );
    const kinds = (configuration: Json | undefined) =>
      [...(configuration?.['account']?.['warnings'] ?? [])].map((warning) => warning['kind']);
    expect(kinds(tenant?.['live'])).toEqual(['TRIAL', 'FALLBACK_NOT_DEFINED']);
    expect(kinds(tenant?.['former'])).toEqual([]);
    expect(kinds(tenant?.['draft'])).toEqual(['TRIAL']);
    expect(tenant?.['latestVerification']?.['warnings']).toEqual(['TRIAL']);
  });
});
