import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import { configurationVersion, newUuid, type Uuid } from '../../src/kernel/ids.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import type { EntryKind } from '../../src/kernel/vocabulary/audit.ts';
import { append } from '../../src/ledger/entries/append.ts';
import type { NewEntry } from '../../src/ledger/entries/entry-kinds.ts';
import {
  type AuditEntry,
  type EntryFilter,
  findNamedEntries,
  pageEntries,
} from '../../src/ledger/entries/entry-store.ts';
import { newScope } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';

const ROUNDS = 40;
const LONG_LOG = 10_000;

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({}, { work: false });
});
afterAll(() => system.stop());

const changed = (object: string): NewEntry => ({
  ...{ kind: 'FALLBACK_POLICY_CHANGED', object },
  ...{ before: { mode: 'DISABLED' }, after: { mode: 'DEFAULT_ACCOUNT' } },
});
const raised = (object: string): NewEntry => ({
  ...{ kind: 'WARNING_RAISED', object, before: null, after: { warning: 'TRIAL' } },
});
const decided = (object: string): NewEntry => ({
  ...{ kind: 'DISPATCH_DECIDED', object, before: null },
  after: {
    ...{
      dispatchId: newUuid(new Date()),
      channel: 'SMS',
      state: 'ACCEPTED',
      billedAccount: 'DEFAULT',
      alsoBilled: null,
    },
    ...{ trigger: null, rule: 'NO_CUSTOM_ACCOUNT', fallbackMode: 'DISABLED' },
    ...{ configurationVersion: configurationVersion(0), attempts: [] },
    ...{
      failureReason: null,
      country: 'US',
      segments: 1,
      estimatedSegments: 1,
      charge: null,
      requestId: 'r',
      simulated: false,
    },
    settings: { notDefinedIsOff: false, excludedCodes: [] },
    requestedBy: { kind: 'SERVICE', subject: 's', displayName: 's', authenticatedBy: 'client-credentials' },
  },
});

/** Adds the entries in a transaction of their own. */
const add = (scope: RequestScope, entries: readonly NewEntry[]) =>
  system.database.write(scope.tenant, async (tx) => {
    await makeTenant(tx);
    await append(tx, scope, entries);
  });

const page = async ({ tenant }: RequestScope, filter: EntryFilter, before: Uuid | null, limit: number) =>
  (await system.read(tenant, (tx) => pageEntries(tx, filter, { before, limit }))).rows;

/** The plan that a prepared statement gets which is to serve all values. */
async function genericPlan(statement: string): Promise<unknown> {
  const parameters = new Set(statement.match(/\$\d+/g)).size;
  const client = new Client({ connectionString: system.adminUrl });
  await client.connect();
  try {
    // No month is left out for the values, since there are none.
    await client.query('set plan_cache_mode = force_generic_plan; set enable_partition_pruning = off');
    await client.query(`prepare asked as ${statement}`);
    const values = Array.from({ length: parameters }, () => 'null').join(', ');
    return (await client.query(`explain (format json) execute asked(${values})`)).rows;
  } finally {
    await client.end();
  }
}

/** All that the filter leaves, page by page. */
async function pages(scope: RequestScope, filter: EntryFilter, size: number): Promise<readonly Uuid[]> {
  const found: Uuid[] = [];
  for (;;) {
    const next = await page(scope, filter, found.at(-1) ?? null, size);
    found.push(...next.map(({ id }) => id));
    if (next.length < size) return found;
  }
}

/** The same by looking at every entry. */
function isAsked(entry: AuditEntry, { kinds, actorSubject, object, from, to }: EntryFilter): boolean {
  return (
    (kinds === undefined || kinds.includes(entry.kind)) &&
    (actorSubject === undefined || entry.actor.subject === actorSubject) &&
    (object === undefined || entry.object === object) &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to)
  );
}

const KINDS: readonly EntryKind[] = [
  'FALLBACK_POLICY_CHANGED',
  'WARNING_RAISED',
  'DISPATCH_DECIDED',
  'DISPATCH_CORRECTED',
  'CONSENT_GIVEN',
];

describe('a page of the log', () => {
  test('holds what every filter leaves, newest first, each once, whichever filters come together (A5)', async () => {
    const scope = newScope();
    for (let round = 0; round < ROUNDS; round += 1) {
      const actor = newScope({ tenant: scope.tenant, subject: ['ann', 'bob', 'mfa'][round % 3] ?? 'ann' });
      await add(actor, [raised(`x/${round % 2}`), decided(`x/${round % 5}`), changed(`x/${round % 3}`)]);
    }
    const all = await page(scope, {}, null, 1_000);
    expect(all).toHaveLength(3 * ROUNDS);
    const instants = fc.constantFrom(...all.filter((_, index) => index % 10 === 0).map(({ at }) => at));
    const optional = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
    const filters = fc.record({
      kinds: optional(fc.array(fc.constantFrom(...KINDS), { maxLength: 4 })),
      actorSubject: optional(fc.constantFrom('ann', 'bob', 'eve')),
      object: optional(fc.constantFrom('x/0', 'x/1', 'x/4', 'x')),
      from: optional(instants),
      to: optional(instants),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 30 }), async (filter, size) => {
        const expected = all.filter((entry) => isAsked(entry, filter)).map(({ id }) => id);
        expect(await pages(scope, filter, size)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('of a rare kind, of an object, and of an actor is read by an index, however long the log is (A5)', async () => {
    const scope = newScope();
    await add(scope, [raised('x/0'), changed('x/1')]);
    for (let count = 0; count < LONG_LOG; count += 2_000) {
      await add(
        scope,
        Array.from({ length: 2_000 }, (_, index) => decided(`dispatch/${count + index}`)),
      );
    }
    await system.rows('analyze audit_entry');
    const planOf = async (work: () => Promise<readonly AuditEntry[]>) => {
      const found = await work();
      const plan = await genericPlan(
        system.statements.findLast((sent) => /(from|join) audit_entry/.test(sent)) ?? '',
      );
      const indexes = JSON.stringify(plan).match(/"Index Name":"audit_entry_\d{4}_\d\d_\w+"/g) ?? [];
      return {
        found: found.length,
        indexes: [...new Set(indexes.map((name) => name.replace(/.*\d\d_(\w+)"/, '$1')))],
      };
    };
    expect(await planOf(() => page(scope, { kinds: ['WARNING_RAISED', 'CONSENT_GIVEN'] }, null, 50))).toEqual(
      {
        found: 1,
        indexes: ['tenant_id_kind_id_idx'],
      },
    );
    expect(await planOf(() => page(scope, { object: 'dispatch/7' }, null, 50))).toEqual({
      found: 1,
      indexes: ['tenant_id_object_idx'],
    });
    const eve = newScope({ tenant: scope.tenant, subject: 'eve' });
    await add(eve, [changed('x/2')]);
    const kinds = ['FALLBACK_POLICY_CHANGED', 'DISPATCH_DECIDED'] as const;
    for (const filter of [{ actorSubject: 'eve' }, { actorSubject: 'eve', kinds }])
      expect(await planOf(() => page(scope, filter, null, 50))).toEqual({
        found: 1,
        indexes: ['tenant_id_actor_subject_id_idx', 'pkey'],
      });
    const names = [{ kind: 'DISPATCH_DECIDED', object: 'dispatch/9' }] as const;
    expect(await planOf(() => system.read(scope.tenant, (tx) => findNamedEntries(tx, names)))).toEqual({
      found: 1,
      indexes: ['tenant_id_object_idx'],
    });
  });
});
