import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEpoch } from '../../../src/ledger/seal/epoch.ts';
import { Heads } from '../../../src/ledger/seal/head-memory.ts';
import { newScope } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { data, nodesOf } from '../api-kit.ts';
import {
  auditor,
  CONSISTENCY,
  changePolicies,
  checkpointOf,
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

describe('an epoch', () => {
  it('keeps its checkpoint and its proofs when a new one has begun (A3)', async () => {
    const scope = newScope();
    await changePolicies(system, scope, 3);
    await system.sealAll();
    const last = await checkpointOf(system, scope.tenant);
    const [old] = await system.rows('select id from audit_entry where tenant_id = $1 order by id', [
      scope.tenant,
    ]);
    await startEpoch({ database: system.database, keys: system.ledgerKeys, memory: new Heads() }, []);
    await changePolicies(system, scope, 1, 3);
    await system.sealAll();
    const now = await checkpointOf(system, scope.tenant);
    const epoch = Number(now['epoch']);
    expect(epoch).toBeGreaterThan(1);
    expect(opened(system, now).origin).toBe(`ledger.test/${scope.tenant}/${epoch}`);
    expect(await checkpointOf(system, scope.tenant, '(epoch: 1)')).toEqual(last);
    const { tenant } = await data(
      auditor(
        system,
        scope.tenant,
      ).ask(`{ tenant { auditInclusionProof(entryId: "${old?.['id']}") { ${INCLUSION} }
        auditConsistencyProof(from: 1, epoch: 1) { ${CONSISTENCY} }
        auditLog(first: 1, filter: { kinds: [LEDGER_EPOCH_STARTED] }) { edges { node { before seal { epoch leafIndex } } } } } }`),
    );
    const proof = tenant?.['auditInclusionProof'] ?? expect.unreachable();
    expect(proof['checkpoint']).toEqual(last);
    expect(leadsToCheckpoint(system, proof)).toBe(true);
    expect(tenant?.['auditConsistencyProof']?.['checkpoint']).toEqual(last);
    expect(nodesOf(tenant?.['auditLog'])).toEqual([
      { before: { epoch: 1, checkpoint: last['note'] }, seal: { epoch, leafIndex: 0 } },
    ]);
  });
});
