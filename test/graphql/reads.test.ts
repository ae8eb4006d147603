import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../src/graphql/global-id.ts';
import { newUuid, parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import { newAccount, newScope, outliveDraft, saved, verified } from '../support/journey.ts';
import { type RunningServices, startServices } from '../support/services.ts';
import { admin, client, data, type Json, principal } from './api-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  // With one connection, whatever took a second one while holding the first would never come to an end.
  system = await startServices({ DATABASE_POOL_SIZE: '1' });
});
afterAll(() => system.stop());

function tenantOf(text: string): TenantId {
  return parseTenantId(text) ?? expect.unreachable();
}

function nodesOf(connection: Json | undefined): readonly Json[] {
  return [...(connection?.['edges'] ?? [])].map((edge) => edge['node'] ?? expect.unreachable());
}

describe('a tenant', () => {
  it('needs no set-up: it is there for its own token, at version 0 (S12)', async () => {
    const { tenant } = newScope();
    const answer = await data(
      admin(
        system,
        tenant,
      ).ask(`{ tenant { tenantId draft { id } latestVerification { id } latestRefresh { id }
        configuration { version inForceFrom account { sid } channels consent { id } savedBy { subject }
          fallbackPolicy { mode chosenAt chosenBy { subject } } }
        consentValidity { valid accountSid } consents(first: 1) { edges { cursor } } } }`),
    );
    expect(answer['tenant']).toEqual({
      tenantId: tenant,
      draft: null,
      latestVerification: null,
      latestRefresh: null,
      configuration: {
        version: 0,
        inForceFrom: null,
        account: null,
        channels: ['SMS', 'VOICE'],
        consent: null,
        savedBy: null,
        fallbackPolicy: { mode: 'NOT_DEFINED', chosenAt: null, chosenBy: null },
      },
      consentValidity: { valid: false, accountSid: null },
      consents: { edges: [] },
    });
    const viewer = await data(admin(system, tenant).ask('{ viewer { tenant { tenantId } platform } }'));
    expect(viewer['viewer']).toEqual({ tenant: { tenantId: tenant }, platform: false });
  });

  it('can be named by its plain or its global id', async () => {
    const { tenant } = newScope();
    const who = admin(system, tenant);
    for (const id of [tenant, globalId('Tenant', tenant, '')]) {
      expect(await data(who.ask('query ($id: ID) { tenant(id: $id) { tenantId } }', { id }))).toEqual({
        tenant: { tenantId: tenant },
      });
    }
  });

  it('of somebody else is answered exactly as one that is not there (X2)', async () => {
    const { tenant } = newScope();
    const foreign = newScope();
    await saved(system, foreign, newAccount(system));
    const who = admin(system, tenant);
    const { draft } = { draft: await verified(system, foreign, newAccount(system)) };
    const ids = [
      globalId('Tenant', foreign.tenant, ''),
      globalId('Configuration', foreign.tenant, '1'),
      globalId('Configuration', foreign.tenant, '0'),
      globalId('TwilioAccount', foreign.tenant, 'v1'),
      globalId('ConfigurationDraft', foreign.tenant, draft.id),
      globalId('TwilioAccount', foreign.tenant, `d${draft.id}`),
    ];
    for (const id of ids) {
      expect(await who.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).toMatchObject({
        data: { node: null },
        errors: [],
      });
    }
    for (const id of [foreign.tenant, 'nobody-has-ever-named-it']) {
      expect(await who.ask('query ($id: ID) { tenant(id: $id) { id } }', { id })).toMatchObject({
        data: { tenant: null },
        errors: [],
      });
    }
  });
});

describe('a platform role', () => {
  it('names the tenant in each call (X1)', async () => {
    const { tenant } = newScope();
    await data(admin(system, tenant).ask('{ tenant { id } }'));
    const who = client(system, principal('platform-admin', tenant));
    expect((await who.ask('{ tenant { id } }')).codes).toEqual(['TENANT_REQUIRED']);
    expect(await data(who.ask(`{ tenant(id: "${tenant}") { tenantId configuration { version } } }`))).toEqual(
      {
        tenant: { tenantId: tenant, configuration: { version: 0 } },
      },
    );
    expect(await data(who.ask('{ viewer { tenant { id } platform } }'))).toEqual({
      viewer: { tenant: null, platform: true },
    });
  });

  it('finds no tenant that nobody has named, nor makes one (S12)', async () => {
    const { tenant } = newScope();
    const who = client(system, principal('platform-admin', tenant));
    const zero = globalId('Configuration', tenant, '0');
    expect(await data(who.ask(`{ tenant(id: "${tenant}") { id } node(id: "${zero}") { id } }`))).toEqual({
      tenant: null,
      node: null,
    });
    expect(await system.rows('select from tenant where tenant_id = $1', [tenant])).toHaveLength(0);
  });

  it('works in one tenant at a time (X1)', async () => {
    const [a, b] = [newScope().tenant, newScope().tenant];
    for (const tenant of [a, b]) await data(admin(system, tenant).ask('{ tenant { id } }'));
    const who = client(system, principal('platform-admin', a));
    const two = await who.ask(`{ a: tenant(id: "${a}") { tenantId } b: tenant(id: "${b}") { tenantId } }`);
    expect(two.codes).toEqual(['ONE_TENANT_AT_A_TIME']);
    expect(two.data).toEqual({ a: { tenantId: a }, b: null });
    const byNode = await who.ask(
      `{ tenant(id: "${a}") { tenantId } node(id: "${globalId('Configuration', b, '0')}") { id } }`,
    );
    expect(byNode.codes).toEqual(['ONE_TENANT_AT_A_TIME']);
  });

  it('lists tenants beside one tenant and the legal text, on one connection; the list is logged (X1, A1)', async () => {
    const tenants = ['a', 'b', 'c'].map((letter) => tenantOf(`list-${letter}`));
    for (const tenant of tenants) await data(admin(system, tenant).ask('{ tenant { id } }'));
    const who = client(system, principal('platform-auditor', tenants[0] ?? expect.unreachable()));
    const logged = 'select count(*)::int as n from audit_entry where tenant_id = $1 and kind = $2';
    const before = await system.rows(logged, ['$platform', 'TENANTS_READ']);
    const seen: unknown[] = [];
    let after: unknown = null;
    do {
      const page: Json = await data(
        who.ask(
          `query ($after: String) { consentDocument { version } tenant(id: "list-a") { configuration { version } }
            tenants(first: 2, after: $after) { edges { node { tenantId createdAt } }
              pageInfo { hasNextPage endCursor } } }`,
          { after },
        ),
      );
      seen.push(...nodesOf(page['tenants']).map((node) => node['tenantId']));
      const { hasNextPage, endCursor } = page['tenants']?.['pageInfo'] ?? expect.unreachable();
      after = hasNextPage ? endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(expect.arrayContaining(tenants));
    expect(seen).toEqual([...seen].sort());
    expect(seen).not.toContain('$platform');
    const [entries] = await system.rows(logged, ['$platform', 'TENANTS_READ']);
    expect(Number(entries?.['n'])).toBe(Number(before[0]?.['n']) + Math.ceil(seen.length / 2));
  });
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
        { code: 'NO_NUMBER_SELECTED', path: ['input', 'draft'] },
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

describe('consents', () => {
  it('can be asked for at any later time, and outlive the account (C3, C6, C7)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    const version = await saved(system, scope, account);
    const given = version.inForceFrom ?? expect.unreachable();
    const removed = await system.services.configurations.remove(scope, { baseVersion: 1 });
    const end = removed.inForceFrom ?? expect.unreachable();
    const { tenant } = await data(
      admin(system, scope.tenant).ask(
        `query ($before: DateTime, $given: DateTime, $last: DateTime, $end: DateTime) { tenant {
          before: consentValidity(at: $before) { valid accountSid consent { id } }
          given: consentValidity(at: $given) { valid accountSid at }
          last: consentValidity(at: $last) { valid accountSid consent { endedBy { endReason } } }
          end: consentValidity(at: $end) { valid accountSid }
          now: consentValidity { valid accountSid consent { id } }
          consents(first: 10) { edges { node { kind accountSid endReason ends { kind } endedBy { kind } ip userAgent
            configurationVersion draftRevision document { title } actor { subject authenticatedBy } } } } } }`,
        {
          before: new Date(given.getTime() - 1).toISOString(),
          given: given.toISOString(),
          last: new Date(end.getTime() - 1).toISOString(),
          end: end.toISOString(),
        },
      ),
    );
    expect(tenant).toMatchObject({
      before: { valid: false, accountSid: null, consent: null },
      given: { valid: true, accountSid: account.sid, at: given.toISOString() },
      last: { valid: true, accountSid: account.sid, consent: { endedBy: { endReason: 'ACCOUNT_REMOVED' } } },
      end: { valid: false, accountSid: null },
      now: { valid: false, accountSid: null, consent: null },
    });
    expect(nodesOf(tenant?.['consents'])).toMatchObject([
      {
        kind: 'ENDED',
        endReason: 'ACCOUNT_REMOVED',
        ends: { kind: 'GIVEN' },
        endedBy: null,
        draftRevision: null,
      },
      {
        kind: 'GIVEN',
        accountSid: account.sid,
        ends: null,
        endedBy: { kind: 'ENDED' },
        configurationVersion: 1,
        actor: { subject: 'ann', authenticatedBy: 'mfa' },
        ip: '198.51.100.7',
      },
    ]);
  });

  it('are filtered by what they state, account, subject and time', async () => {
    const scope = newScope();
    const first = newAccount(system);
    await saved(system, scope, first);
    const second = newAccount(system);
    const replaced = await saved(system, newScope({ tenant: scope.tenant, subject: 'bob' }), second, {
      baseVersion: 1,
    });
    const at = replaced.inForceFrom?.toISOString();
    const kinds = async (filter: object) => {
      const { tenant } = await data(
        admin(system, scope.tenant).ask(
          `query ($filter: ConsentFilter) { tenant { consents(filter: $filter, first: 9) { edges { node { kind } } } } }`,
          { filter },
        ),
      );
      return nodesOf(tenant?.['consents']).map((node) => node['kind']);
    };
    expect([...(await kinds({}))].sort()).toEqual(['ENDED', 'GIVEN', 'GIVEN']);
    expect(await kinds({ kinds: ['ENDED'] })).toEqual(['ENDED']);
    expect(await kinds({ kinds: [] })).toEqual([]);
    expect(await kinds({ accountSid: second.sid })).toEqual(['GIVEN']);
    expect(await kinds({ actorSubject: 'ann' })).toEqual(['GIVEN']);
    expect([...(await kinds({ actorSubject: 'bob' }))].sort()).toEqual(['ENDED', 'GIVEN']);
    expect([...(await kinds({ from: at }))].sort()).toEqual(['ENDED', 'GIVEN']);
    expect(await kinds({ to: at })).toEqual(['GIVEN']);
  });
});

describe('the audit log', () => {
  it('is read newest first, page by page, and filtered (A4, A5)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const bob = newScope({ tenant: scope.tenant, subject: 'bob' });
    const removed = await system.services.configurations.remove(bob, { baseVersion: 1 });
    const at = removed.inForceFrom?.toISOString();
    const who = client(system, principal('auditor', scope.tenant));
    const kinds = async (filter: object) => {
      const seen: unknown[] = [];
      let after: unknown = null;
      do {
        const { tenant } = await data(
          who.ask(
            `query ($filter: AuditEntryFilter, $after: String) { tenant {
              auditLog(filter: $filter, first: 3, after: $after) { pageInfo { hasNextPage endCursor }
                edges { node { kind at actor { kind subject } object requestId before after } } } } }`,
            { filter, after },
          ),
        );
        const log: Json = tenant?.['auditLog'] ?? expect.unreachable();
        seen.push(...nodesOf(log).map((node) => node['kind']));
        after = log['pageInfo']?.['hasNextPage'] ? log['pageInfo']['endCursor'] : null;
      } while (after !== null);
      return seen;
    };
    const ofSave = ['FALLBACK_POLICY_CHANGED', 'CONFIGURATION_SAVED', 'CONSENT_GIVEN'];
    const ofRemoval = ['ACCOUNT_REMOVED', 'CONSENT_ENDED'];
    const ofDraft = ['DRAFT_CHANGED', 'DRAFT_CREATED', 'VERIFICATION_FINISHED'];
    expect(await kinds({})).toEqual([...ofRemoval, ...ofSave, ...ofDraft]);
    expect(await kinds({ kinds: ['CONSENT_GIVEN', 'CONSENT_ENDED'] })).toEqual([
      'CONSENT_ENDED',
      'CONSENT_GIVEN',
    ]);
    expect(await kinds({ actorSubject: 'bob' })).toEqual(ofRemoval);
    expect(await kinds({ from: at })).toEqual(ofRemoval);
    expect(await kinds({ to: at })).toEqual([...ofSave, ...ofDraft]);
    expect(await kinds({ from: '9999-01-01T00:00:00Z' })).toEqual([]);
  });
});

describe('a legal text', () => {
  it.each([
    { asked: 'no language', locale: null, given: 'en' },
    { asked: 'a language that there is', locale: 'de', given: 'de' },
    { asked: 'a region of it', locale: 'de-AT', given: 'de' },
    { asked: 'a language that there is not', locale: 'fr', given: 'en' },
    { asked: 'an empty text', locale: '', given: 'en' },
    { asked: 'a text that is no language', locale: '../../etc', given: 'en' },
    { asked: 'a very long text', locale: 'x'.repeat(10_000), given: 'en' },
  ])('asked for in $asked is given in $given (C2)', async ({ locale, given }) => {
    const who = client(system, principal('dispatcher', newScope().tenant));
    const answer = await data(
      who.ask('query ($locale: String) { consentDocument(locale: $locale) { locale version digest body } }', {
        locale,
      }),
    );
    expect(answer['consentDocument']).toMatchObject({ locale: given, version: 1 });
  });
});
