import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../src/graphql/fields/global-id.ts';
import { parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import { newAccount, newScope, saved, verified } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { admin, client, data, type Json, nodesOf, principal } from './api-kit.ts';

let system: OwnServices;

beforeAll(async () => {
  // With one connection, whatever took a second one while holding the first would never come to an end.
  system = await startServices({ DATABASE_POOL_SIZE: '4' });
});
afterAll(() => system.stop());

function tenantOf(text: string): TenantId {
  return parseTenantId(text) ?? expect.unreachable();
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
    expect((await who.ask('{ tenant { id } }')).codes).toEqual(['VALUE_REQUIRED']);
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
    expect(two.codes).toEqual(['VALUES_CONFLICT']);
    expect(two.data).toEqual({ a: { tenantId: a }, b: null });
    const byNode = await who.ask(
      `{ tenant(id: "${a}") { tenantId } node(id: "${globalId('Configuration', b, '0')}") { id } }`,
    );
    expect(byNode.codes).toEqual(['VALUES_CONFLICT']);
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
