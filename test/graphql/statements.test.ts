import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { anInput } from '../dispatch/dispatch-kit.ts';
import { consentTo, newAccount, newScope, saved, verified } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { admin, client, data, principal } from './api-kit.ts';

const DECLINED = 24;
const NUMBERS = 40;
const DISPATCHES = 25;

let system: OwnServices;
let scope: RequestScope;

beforeAll(async () => {
  system = await startServices();
  scope = newScope();
  await saved(system, scope, newAccount(system, { numbers: NUMBERS }));
  await saved(system, scope, newAccount(system, { numbers: NUMBERS }), { baseVersion: 1 });
  const draft = await verified(system, scope, newAccount(system));
  const consent = await consentTo(system, draft);
  for (let count = 0; count < DECLINED; count += 1) {
    const admin = newScope({ tenant: scope.tenant, subject: `admin ${count}` });
    await system.services.drafts.decline(admin, { draft, consent });
  }
  const inputs = Array.from({ length: DISPATCHES }, () => anInput());
  await system.services.dispatches.dispatchBatch(scope, inputs);
  // The first request of a tenant's token makes the tenant; work that goes on by itself would be counted too.
  await data(admin(system, scope.tenant).ask('{ tenant { id } }'));
  await system.stopWork();
});
afterAll(() => system.stop());

async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = system.statements.length;
  await work();
  return system.statements.slice(before);
}

describe('the number of statements of a query', () => {
  it.each([
    {
      list: 'consents',
      query: `query ($first: Int!) { tenant { list: consents(first: $first) { edges { node {
        id kind document { title digest } ends { id } endedBy { id endReason } actor { subject } } }
        pageInfo { endCursor } } } }`,
    },
    {
      list: 'organization numbers',
      query: `query ($first: Int!) { tenant { configuration { account { list: organizationNumbers(first: $first) {
        edges { node { id phoneNumber selected available } } counts { listed selected } } } } } }`,
    },
    {
      list: 'dispatch records',
      query: `query ($first: Int!) { tenant { list: dispatchRecords(first: $first) { edges { node {
        id state attempts { originator outcome } charge { amount } requestedBy { subject }
        configuration { version fallbackPolicy { mode } } } } } } }`,
    },
    {
      list: 'the audit log',
      query: `query ($first: Int!) { tenant { list: auditLog(first: $first) { edges { node {
        id kind before after seal { epoch leafIndex } } } } } }`,
    },
    {
      list: 'consents with their audit entries',
      query: `query ($first: Int!) { tenant { list: consents(first: $first) { edges { node {
        status document { body } auditEntry { kind seal { leafIndex } } } } } } }`,
    },
  ])('does not depend on how many $list it returns', async ({ query }) => {
    const who = client(
      system,
      principal('admin', scope.tenant, {
        scopes: ['configuration:read', 'consents:read', 'audit:read', 'records:read'],
      }),
    );
    const few = await statementsOf(() => data(who.ask(query, { first: 2 })));
    const answers: unknown[] = [];
    const many = await statementsOf(async () => answers.push(await data(who.ask(query, { first: 20 }))));
    expect(JSON.stringify(answers).match(/"node":/g)).toHaveLength(20);
    expect(many).toEqual(few);
  });

  const NUMBERS_READ = 'organizationNumbers(filter: SELECTED, first: 3)';
  const read = (more = '') => `{ tenant { configuration {
    version channels fallbackPolicy { mode } consent { id recordedAt }
    account { sid ${more} ${NUMBERS_READ} { edges { cursor node { phoneNumber selectedAt availabilityChangedAt excluded } } } } } } }`;

  it('of the live configuration with account, policy, consent and numbers is one beside its scope', async () => {
    const who = admin(system, scope.tenant);
    const answers: unknown[] = [];
    const sent = await statementsOf(async () => answers.push(await data(who.ask(read()))));
    expect(sent).toHaveLength(2);
    expect(sent[0]).toContain('set_config');
    for (const table of ['configuration_version', 'consent_record', 'organization_number']) {
      expect(sent[1]).toContain(`from ${table}`);
    }
    // What is asked for in two parts is not foreseen, and comes to the same.
    const inParts = read(`${NUMBERS_READ} { edges { cursor } }`);
    const apart = await statementsOf(async () => answers.push(await data(who.ask(inParts))));
    expect(apart).toHaveLength(3);
    expect(answers[1]).toEqual(answers[0]);
    expect(JSON.stringify(answers[0]).match(/"cursor":/g)).toHaveLength(3);
  });

  it('is one for things that are asked for by several ids at once', async () => {
    const who = client(system, principal('auditor', scope.tenant));
    const { tenant } = await data(who.ask('{ tenant { consents(first: 3) { edges { node { id } } } } }'));
    const ids = [...(tenant?.['consents']?.['edges'] ?? [])].map((edge) => String(edge['node']?.['id']));
    const nodes = ids.map((id, index) => `n${index}: node(id: "${id}") { id }`).join(' ');
    const sent = await statementsOf(() => data(who.ask(`{ ${nodes} }`)));
    expect(ids).toHaveLength(3);
    expect(sent.filter((text) => text.includes('consent_record'))).toHaveLength(1);
  });
});
