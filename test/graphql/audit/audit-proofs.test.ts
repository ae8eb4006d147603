import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import { newUuid, type TenantId } from '../../../src/kernel/ids.ts';
import { isConsistent } from '../../../src/ledger/tree/merkle-rules.ts';
import { auditOf, newAccount, newScope, saved } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { data, type Json, nodesOf } from '../api-kit.ts';
import {
  auditor,
  CONSISTENCY,
  changePolicies,
  checkpointOf,
  hashesOf,
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

const consistency = (tenant: TenantId, args: string) =>
  auditor(system, tenant).ask(`{ tenant { auditConsistencyProof(${args}) { ${CONSISTENCY} } } }`);

describe('an entry of the audit log', () => {
  it('tells who, how they authenticated, what was before and after, the request, and where it is sealed (A3, A4)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const read = async () => {
      const answer = await data(
        auditor(system, scope.tenant).ask(`{ tenant { auditLog(first: 50) { edges { node {
          kind at object requestId before after actor { kind subject displayName authenticatedBy }
          seal { epoch leafIndex sealedAt } } } } } }`),
      );
      return [...nodesOf(answer['tenant']?.['auditLog'])].reverse();
    };
    const unsealed = await read();
    expect(unsealed.length).toBeGreaterThan(5);
    expect(unsealed.map((entry) => entry['seal'])).toEqual(unsealed.map(() => null));
    await system.sealAll();
    const recorded = await auditOf(system, scope.tenant);
    const entries = await read();
    expect(entries).toEqual(
      recorded.map(({ kind, at, object, requestId, before, after, actor }, leafIndex) => ({
        ...{ kind, at, object, requestId, before, after, actor },
        seal: { epoch: 1, leafIndex, sealedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      })),
    );
    const [first] = await system.rows('select sealed_at from ledger_leaf where tenant_id = $1', [
      scope.tenant,
    ]);
    expect(entries[0]?.['seal']?.['sealedAt']).toBe(first?.['sealed_at'].toISOString());
  });

  it('is found by what it is about, page by page (A5)', async () => {
    const scope = newScope();
    await changePolicies(system, scope, 5);
    const read = async (object: string, after: unknown = null) => {
      const answer = await data(
        auditor(system, scope.tenant).ask(
          `query ($filter: AuditEntryFilter, $after: String) { tenant { auditLog(filter: $filter, first: 3, after: $after) {
            edges { node { kind object } } pageInfo { hasNextPage endCursor } } } }`,
          { filter: { object }, after },
        ),
      );
      return answer['tenant']?.['auditLog'] ?? expect.unreachable();
    };
    const entries = await auditOf(system, scope.tenant);
    const object = entries.find(({ kind }) => kind === 'FALLBACK_POLICY_CHANGED')?.object ?? '';
    const about = entries.filter((entry) => entry.object === object);
    const first = await read(object);
    const rest = await read(object, first['pageInfo']?.['endCursor']);
    expect([...nodesOf(first), ...nodesOf(rest)].map((entry) => entry['object'])).toEqual(
      about.map(() => object),
    );
    expect(rest['pageInfo']?.['hasNextPage']).toBe(false);
    expect(nodesOf(await read(`${object}x`))).toEqual([]);
    expect(nodesOf(await read("' or true --"))).toEqual([]);
  });
});

describe('an inclusion proof', () => {
  it('leads from the text of each entry to a checkpoint that the public key alone opens (A3)', async () => {
    const scope = newScope();
    await changePolicies(system, scope, 4);
    await system.sealAll();
    const recorded = await system.rows('select id, body from audit_entry where tenant_id = $1', [
      scope.tenant,
    ]);
    expect(recorded.length).toBeGreaterThan(6);
    for (const { id, body } of recorded) {
      const named = [String(id), globalId('AuditEntry', scope.tenant, String(id))];
      const answer = await data(
        auditor(system, scope.tenant).ask(
          `query ($a: ID!, $b: ID!) { tenant { a: auditInclusionProof(entryId: $a) { ${INCLUSION} }
             b: auditInclusionProof(entryId: $b) { ${INCLUSION} } } }`,
          { a: named[0], b: named[1] },
        ),
      );
      const proof = answer['tenant']?.['a'] ?? expect.unreachable();
      expect(answer['tenant']?.['b']).toEqual(proof);
      expect(proof['entryText']).toBe(body);
      expect(leadsToCheckpoint(system, proof)).toBe(true);
      expect(leadsToCheckpoint(system, proof, `${String(body)} `)).toBe(false);
    }
  });

  it('is null until the entry is sealed, and for one that is not there or another’s (X2)', async () => {
    const [scope, foreign] = [newScope(), newScope()];
    await changePolicies(system, foreign, 1);
    await system.sealAll();
    await changePolicies(system, scope, 1);
    const [own] = await system.rows('select id from audit_entry where tenant_id = $1', [scope.tenant]);
    const [others] = await system.rows('select id from audit_entry where tenant_id = $1', [foreign.tenant]);
    const ids = [
      own?.['id'],
      newUuid(new Date()),
      others?.['id'],
      globalId('AuditEntry', foreign.tenant, others?.['id']),
      globalId('AuditEntry', scope.tenant, others?.['id']),
    ];
    for (const entryId of ids) {
      const asked = auditor(system, scope.tenant).ask(
        `query ($entryId: ID!) { tenant { auditCheckpoint { size } auditInclusionProof(entryId: $entryId) { leafIndex } } }`,
        { entryId },
      );
      expect(await data(asked)).toEqual({ tenant: { auditCheckpoint: null, auditInclusionProof: null } });
    }
    for (const entryId of [
      '',
      'x',
      globalId('Tenant', scope.tenant, ''),
      globalId('Consent', scope.tenant, own?.['id']),
    ]) {
      const asked = auditor(system, scope.tenant).ask(
        'query ($entryId: ID!) { tenant { auditInclusionProof(entryId: $entryId) { leafIndex } } }',
        { entryId },
      );
      expect((await asked).codes).toEqual(['VALUE_MALFORMED']);
    }
  });
});

describe('a consistency proof', () => {
  it('shows that a log has only grown since a checkpoint that was kept (A3)', async () => {
    const scope = newScope();
    const kept: Json[] = [];
    for (const [from, count] of [
      [0, 1],
      [1, 2],
      [3, 5],
    ] as const) {
      await changePolicies(system, scope, count, from);
      await system.sealAll();
      kept.push(await checkpointOf(system, scope.tenant));
    }
    for (const [index, checkpoint] of kept.entries()) {
      const [earlier, later] = [opened(system, checkpoint), opened(system, kept.at(-1))];
      const answer = await data(consistency(scope.tenant, `from: ${earlier.size}`));
      const proof = answer['tenant']?.['auditConsistencyProof'] ?? expect.unreachable();
      expect(proof).toMatchObject({ from: earlier.size, to: later.size, checkpoint: kept.at(-1) });
      expect(isConsistent(earlier, later, hashesOf(proof))).toBe(true);
      const forged = { ...earlier, root: Buffer.alloc(32, index) };
      expect(isConsistent(forged, later, hashesOf(proof))).toBe(false);
    }
    const [first, second] = [opened(system, kept[0]), opened(system, kept[1])];
    const between = await data(consistency(scope.tenant, `from: ${first.size}, to: ${second.size}`));
    expect(
      isConsistent(
        first,
        second,
        hashesOf(between['tenant']?.['auditConsistencyProof'] ?? expect.unreachable()),
      ),
    ).toBe(true);
  });

  it('is refused with the limits for sizes that the log has not had, and null where nothing is sealed', async () => {
    const scope = newScope();
    expect(await data(consistency(scope.tenant, 'from: 1'))).toEqual({
      tenant: { auditConsistencyProof: null },
    });
    await changePolicies(system, scope, 2);
    await system.sealAll();
    const { size } = opened(system, await checkpointOf(system, scope.tenant));
    for (const args of [
      'from: 0',
      `from: ${size + 1}`,
      `from: 1, to: ${size + 1}`,
      'from: 2, to: 1',
      'from: 1, to: 0',
      'from: 9007199254740991',
    ]) {
      const { codes, errors } = await consistency(scope.tenant, args);
      expect(codes).toEqual(['VALUE_OUT_OF_RANGE']);
      expect(errors[0]?.extensions).toMatchObject({ minimum: 1, maximum: size });
    }
    for (const from of [-1, 1.5, 2 ** 53, '1', true]) {
      const asked = auditor(system, scope.tenant).ask(
        'query ($from: Count!) { tenant { auditConsistencyProof(from: $from) { to } } }',
        { from },
      );
      expect((await asked).codes, String(from)).toEqual(['VALUE_OUT_OF_RANGE']);
    }
    expect(await data(consistency(scope.tenant, 'from: 1, epoch: 99'))).toEqual({
      tenant: { auditConsistencyProof: null },
    });
  });
});
