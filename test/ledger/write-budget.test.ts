import { beforeAll, describe, expect, test } from 'vitest';
import { createAuditExports } from '../../src/audit/export/audit-export.ts';
import { PLATFORM_TENANT } from '../../src/kernel/ids.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { WRITE_BUDGET } from '../../src/ledger/entries/write-budget-rules.ts';
import { anInput, sender } from '../dispatch/dispatch-kit.ts';
import {
  auditKinds,
  auditOf,
  currentDraft,
  newAccount,
  newScope,
  rateLimitOf,
  saved,
  saveInput,
  verified,
} from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { sharedServices } from '../support/shared.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

/** Leaves the tenant with so many bytes of its budget. */
async function leave({ tenant }: RequestScope, bytes: number): Promise<void> {
  await system.rows('update tenant set write_budget = $2, write_budget_at = now() where tenant_id = $1', [
    tenant,
    bytes,
  ]);
}

/** So far below nothing that no time a test takes fills it. */
const SPENT = -WRITE_BUDGET.capacityBytes;

const logged = async ({ tenant }: RequestScope) => (await auditOf(system, tenant)).length;

describe('a tenant whose write budget is spent', () => {
  test('is refused every verb that writes, with when to come back, and nothing is changed (X5)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system, { numbers: 2 }));
    const { drafts, configurations } = system.services;
    await leave(scope, SPENT);
    const before = await logged(scope);

    const verbs = [
      () => drafts.select(scope, { draft, numbers: 'ALL' }),
      () => drafts.discard(scope, { draft }),
      () => configurations.save(scope, saveInput({ draft: null, consent: null, fallbackMode: 'DISABLED' })),
    ];
    for (const verb of verbs) {
      const refusal = await rateLimitOf(verb());
      expect(refusal).toMatchObject({ refusal: 'RATE_LIMITED', problems: [{ code: 'RATE_LIMITED' }] });
      expect(refusal.retryAfterSeconds).toBeGreaterThan(0);
      expect(refusal.retryAt?.getTime()).toBeGreaterThan(Date.now());
    }

    expect(await logged(scope)).toBe(before);
    expect(await currentDraft(system, scope.tenant)).toMatchObject({
      id: draft.id,
      revision: draft.revision,
    });
    await leave(scope, WRITE_BUDGET.capacityBytes);
    expect(await drafts.select(scope, { draft, numbers: 'ALL' })).toMatchObject({ revision: 2 });
  });

  test('goes on sending, and other tenants go on changing (X5)', async () => {
    const [scope, other] = [newScope(), newScope()];
    await saved(system, scope, newAccount(system));
    await leave(scope, SPENT);

    const record = await system.services.dispatches.dispatch(sender(scope.tenant), anInput());

    expect(record.state).toBe('ACCEPTED');
    expect((await auditKinds(system, scope.tenant)).at(-1)).toBe('DISPATCH_DECIDED');
    await saved(system, other, newAccount(system));
  });

  test('has it filled again with time, by the clock of the database (X5)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    await leave(scope, 0);
    await system.rows(`update tenant set write_budget_at = now() - interval '1 hour' where tenant_id = $1`, [
      scope.tenant,
    ]);
    await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
    const [row] = await system.rows('select write_budget as left from tenant where tenant_id = $1', [
      scope.tenant,
    ]);
    expect(Number(row?.['left'])).toBeLessThan(WRITE_BUDGET.capacityBytes);
    expect(Number(row?.['left'])).toBeGreaterThan(WRITE_BUDGET.capacityBytes - 2_000);
  });

  test('spends it exactly, however many ask at once on whatever node (X5)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await system.sealAll();
    const exports = createAuditExports({ database: system.database });
    const begin = () =>
      exports.begin(scope, { format: 'ndjson', disclosures: 'include', epoch: null, filter: {}, start: 0 });
    const before = await logged(scope);
    await begin();
    const [entry] = await system.rows(
      `select octet_length(body) as bytes from audit_entry where tenant_id = $1 and kind = 'AUDIT_EXPORTED'`,
      [scope.tenant],
    );
    const bytes = Number(entry?.['bytes']);
    const since = performance.now();
    await leave(scope, bytes * 3);

    const begun = await Promise.allSettled(Array.from({ length: 12 }, begin));

    const done = begun.filter(({ status }) => status === 'fulfilled').length;
    const filled = ((performance.now() - since) / 1_000) * WRITE_BUDGET.bytesPerSecond;
    expect(done).toBeLessThanOrEqual(3 + Math.ceil(filled / bytes));
    expect(done).toBeGreaterThan(0);
    expect(await logged(scope)).toBe(before + 1 + done);
  });
});

describe('readings of the platform', () => {
  const readings = async (subject: string) =>
    (await auditOf(system, PLATFORM_TENANT)).filter(
      ({ kind, actor }) => kind === 'TENANTS_READ' && actor.subject === subject,
    );

  test('that are equal share an entry within a minute, and others have their own (X5, A1)', async () => {
    const [one, other] = [newScope({ subject: 'reader-1' }), newScope({ subject: 'reader-2' })];
    const { tenants } = system.services;
    for (let count = 0; count < 5; count += 1) await tenants.list(one, { first: 3, after: null });
    await tenants.list(one, { first: 4, after: null });
    await tenants.list(other, { first: 3, after: null });

    expect((await readings('reader-1')).map(({ after }) => after)).toEqual([
      { first: 3, after: null },
      { first: 4, after: null },
    ]);
    expect(await readings('reader-2')).toHaveLength(1);
  });
});
