import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditKinds, begin, ended, newAccount, newScope } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';

const PLACES = 2;
/** Leases are renewed each third of it, later than the test waits: nothing is noticed by that alone. */
const LEASE_MS = 60_000;
const PATIENCE_MS = 15_000;

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ CHECK_CONCURRENCY: String(PLACES), CHECK_LEASE_MS: String(LEASE_MS) });
});
afterAll(() => system.stop());

test('given a tenant that verifies again and again, then another tenant has a place beside it (V9, X5)', {
  timeout: PATIENCE_MS,
}, async () => {
  const greedy = newScope();
  const silent = newAccount(system);
  system.gateway.hold(silent.sid);
  const superseded = [];
  for (let count = 0; count < 2 * PLACES; count += 1) superseded.push(await begin(system, greedy, silent));
  await begin(system, greedy, silent);
  await system.gateway.waiting(silent.sid);
  const modest = newScope();
  const check = await ended(system, await begin(system, modest, newAccount(system)));
  expect(check.status).toBe('VERIFIED');
  expect(await auditKinds(system, modest.tenant)).toEqual(['VERIFICATION_FINISHED', 'DRAFT_CREATED']);
  for (const one of superseded) expect((await ended(system, one)).failureReason).toBe('SUPERSEDED');
  system.gateway.release(silent.sid);
});
