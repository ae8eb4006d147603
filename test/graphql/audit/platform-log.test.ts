import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import { newUuid, PLATFORM_TENANT, type TenantId } from '../../../src/kernel/ids.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { newScope } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { client, data, nodesOf, principal } from '../api-kit.ts';
import {
  auditor,
  CHECKPOINT,
  CONSISTENCY,
  changePolicies,
  INCLUSION,
  leadsToCheckpoint,
  opened,
} from './proof-kit.ts';

let system: OwnServices;

beforeAll(async () => {
  // With one connection, whatever took a second one while holding the first would never come to an end.
  system = await startServices({ DATABASE_POOL_SIZE: '4', SEAL_POLL_MS: '60000' });
});
afterAll(() => system.stop());

const onPlatform = (role: Role) => client(system, principal(role, PLATFORM_TENANT));

describe('the audit log', () => {
  it.each(['admin', 'analyst', 'dispatcher'] as const)(
    'is not for the role %s, nor are its proofs (A5, X1)',
    async (role) => {
      const { tenant } = newScope();
      const fields = [
        'auditLog(first: 1) { edges { cursor } }',
        'auditCheckpoint { size }',
        `auditInclusionProof(entryId: "${newUuid(new Date())}") { leafIndex }`,
        'auditConsistencyProof(from: 1) { to }',
      ];
      for (const field of fields) {
        const { codes, errors } = await client(system, principal(role, tenant)).ask(
          `{ tenant { ${field} } }`,
        );
        expect(codes).toEqual(['FORBIDDEN']);
        expect(errors[0]?.extensions['missingScopes']).toEqual(['audit:read']);
      }
      expect(
        (await client(system, principal(role, tenant)).ask('{ platformLog { __typename } }')).codes,
      ).toEqual(['FORBIDDEN']);
    },
  );

  it('of a tenant is read by its auditor, and by a platform auditor who names it (A5, X1, X2)', async () => {
    const [scope, foreign] = [newScope(), newScope()];
    await changePolicies(system, scope, 1);
    await changePolicies(system, foreign, 1);
    await system.sealAll();
    const read = (tenant: TenantId) =>
      `{ tenant(id: "${tenant}") { auditLog(first: 9) { edges { node { requestId } } } auditCheckpoint { origin } } }`;
    const own = await data(auditor(system, scope.tenant).ask(read(scope.tenant)));
    expect(nodesOf(own['tenant']?.['auditLog']).map((entry) => entry['requestId'])).toContain(
      scope.requestId,
    );
    expect(own['tenant']?.['auditCheckpoint']).toEqual({ origin: `ledger.test/${scope.tenant}/1` });
    expect(await data(auditor(system, scope.tenant).ask(read(foreign.tenant)))).toEqual({ tenant: null });
    for (const { tenant } of [scope, foreign]) {
      const { tenant: found } = await data(onPlatform('platform-auditor').ask(read(tenant)));
      expect(found?.['auditCheckpoint']).toEqual({ origin: `ledger.test/${tenant}/1` });
    }
  });
});

describe('the platform’s own log', () => {
  const LOG = `auditLog(first: 50, filter: $filter) { edges { node { id kind object actor { subject kind } after seal { leafIndex } } } }`;

  it('is read and proven by a platform auditor, as a tenant’s is (A1, A3, X1)', async () => {
    await data(onPlatform('platform-admin').ask('{ tenants(first: 1) { edges { cursor } } }'));
    await system.sealAll();
    const who = onPlatform('platform-auditor');
    const read = async (filter: object) => {
      const { platformLog } = await data(
        who.ask(
          `query ($filter: PlatformLogFilter) { platformLog { ${LOG} auditCheckpoint { ${CHECKPOINT} } } }`,
          { filter },
        ),
      );
      return platformLog ?? expect.unreachable();
    };
    const log = await read({});
    const entries = nodesOf(log['auditLog']);
    expect(entries.map((entry) => entry['kind'])).toEqual(
      expect.arrayContaining(['CONSENT_DOCUMENT_PUBLISHED', 'TENANTS_READ']),
    );
    const { origin, size } = opened(system, log['auditCheckpoint']);
    expect(origin).toBe('ledger.test/$platform/1');
    expect(size).toBe(entries.length);
    for (const { id } of entries) {
      const answer = await data(
        who.ask(
          `query ($id: ID!) { platformLog { auditInclusionProof(entryId: $id) { ${INCLUSION} }
          auditConsistencyProof(from: 1) { ${CONSISTENCY} } } }`,
          { id },
        ),
      );
      expect(
        leadsToCheckpoint(system, answer['platformLog']?.['auditInclusionProof'] ?? expect.unreachable()),
      ).toBe(true);
      expect(answer['platformLog']?.['auditConsistencyProof']).toMatchObject({ from: 1, to: size });
    }
    const [reading] = nodesOf(
      (await read({ kinds: ['TENANTS_READ'], actorSubject: 'ann', object: 'tenants' }))['auditLog'],
    );
    expect(reading).toMatchObject({ kind: 'TENANTS_READ', actor: { subject: 'ann' }, after: { first: 1 } });
    expect(nodesOf((await read({ kinds: ['STATISTICS_READ'] }))['auditLog'])).toEqual([]);
  });

  it('shows no entry of a tenant, nor a tenant’s log one of its (X2)', async () => {
    const scope = newScope();
    await changePolicies(system, scope, 1);
    await system.sealAll();
    const idIn = async (tenant: string) => {
      const [row] = await system.rows('select id from audit_entry where tenant_id = $1 order by id', [
        tenant,
      ]);
      return String(row?.['id']);
    };
    const ofTenant = await idIn(scope.tenant);
    const ofPlatform = await idIn(PLATFORM_TENANT);
    const proof = (id: string) => `auditInclusionProof(entryId: "${id}") { leafIndex }`;
    const platform = onPlatform('platform-auditor');
    expect(await data(platform.ask(`{ platformLog { ${proof(ofTenant)} } }`))).toEqual({
      platformLog: { auditInclusionProof: null },
    });
    expect(await data(auditor(system, scope.tenant).ask(`{ tenant { ${proof(ofPlatform)} } }`))).toEqual({
      tenant: { auditInclusionProof: null },
    });
    const disguised = globalId('AuditEntry', PLATFORM_TENANT, ofPlatform);
    expect((await platform.ask(`{ node(id: "${disguised}") { id } }`)).codes).toEqual(['VALUE_MALFORMED']);
  });

  it('is for platform auditors alone, and read by itself (X1)', async () => {
    for (const role of ['platform-admin', 'platform-analyst', 'platform-dispatcher', 'auditor'] as const) {
      expect(
        (await client(system, principal(role, newScope().tenant)).ask('{ platformLog { __typename } }'))
          .codes,
      ).toEqual(['FORBIDDEN']);
    }
    const { tenant } = newScope();
    await data(auditor(system, tenant).ask('{ tenant { id } }'));
    const both = await onPlatform('platform-auditor').ask(
      `{ platformLog { auditCheckpoint { epoch } } tenant(id: "${tenant}") { id } }`,
    );
    expect(both.codes).toEqual(['VALUES_CONFLICT']);
  });
});
