import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readChangedRecords } from '../../../src/dispatch/watch/record-watch-store.ts';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { anInput, sender } from '../../dispatch/dispatch-kit.ts';
import { newScope } from '../../support/journey.ts';
import { type OwnServices, type SentStatement, startServices } from '../../support/services.ts';
import { client, data, nodesOf, principal } from '../api-kit.ts';
import { inPlansOf, type Plan, rowsRead } from './plans.ts';

/** Changes of the busy tenant, of the same minutes as those of the quiet one. */
const BUSY = 20_000;
/** Records of the quiet one: one before the catch-up, and two in it. */
const QUIET = ['before', 'first', 'second'] as const;

let system: OwnServices;
let admin: Client;
let quiet: TenantId;
let busy: TenantId;

beforeAll(async () => {
  system = await startServices({}, { work: false, forged: true });
  admin = new Client({ connectionString: system.adminUrl });
  await admin.connect();
  ({ tenant: quiet } = sender());
  ({ tenant: busy } = sender());
  for (const tenant of [quiet, busy])
    for (const idempotencyKey of tenant === quiet ? QUIET : ['busy'])
      await system.services.dispatches.dispatch(newScope({ tenant }), anInput({ idempotencyKey }));
  await system.rows(
    `insert into dispatch_record
     select copy.* from dispatch_record r cross join generate_series(1, ${BUSY}) as n
      cross join lateral jsonb_populate_record(r, jsonb_build_object(
        'id', left(r.id::text, 24) || lpad(to_hex(n), 12, '0'), 'idempotency_key', 'copy-' || n,
        'changed_at', r.changed_at + n * interval '1 millisecond')) as copy
      where r.tenant_id = $1`,
    [busy],
  );
  await system.rows(
    `update dispatch_record set changed_at = changed_at - interval '1 hour'
      where tenant_id = $1 and idempotency_key = 'before'`,
    [quiet],
  );
}, 60_000);
afterAll(async () => {
  await admin.end();
  await system.stop();
});

/** The records that a plan read, wanted or not. */
function recordsIn(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, part) => sum + recordsIn(part), 0);
  return plan['Relation Name']?.startsWith('dispatch_record') ? below + ownRows(plan) : below;
}

const ownRows = (plan: Plan) => rowsRead({ ...plan, Plans: [] });

/** Blocks of the attempts of those that are given, and of what lies between the ways down each index. */
const FEW_BLOCKS = 50;

/**
 * Holds a statement to the two records of the quiet tenant, and to hardly more blocks than when it looks into the future, where nobody
 * has anything: the instant is the value at this place.
 */
async function expectOwnRead(one: SentStatement, instant: number): Promise<void> {
  const values = one.values.map((value, index) => (index === instant ? new Date('2200-01-01') : value));
  const future = await inPlansOf(admin, { ...one, values });
  const plans = await inPlansOf(admin, one);
  for (const [index, plan] of plans.entries()) {
    expect(recordsIn(plan), JSON.stringify(plan)).toBeLessThanOrEqual(QUIET.length - 1);
    const nothing = future[index];
    expect(nothing && recordsIn(nothing)).toBe(0);
    expect(blocksOf(plan)).toBeLessThanOrEqual((nothing ? blocksOf(nothing) : 0) + FEW_BLOCKS);
  }
}

function blocksOf(plan: Plan): number {
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

async function caughtUp(tenant: TenantId, changedSince: Date, channels: readonly string[] | null) {
  const list = `query ($filter: DispatchRecordFilter) { tenant {
    dispatchRecords(filter: $filter, first: 50) { edges { node { idempotencyKey } } } } }`;
  const since = { changedSince: changedSince.toISOString() };
  const filter = channels === null ? since : { ...since, channels };
  const { tenant: found } = await data(client(system, principal('analyst', tenant)).ask(list, { filter }));
  return nodesOf(found?.['dispatchRecords']).map((node) => String(node['idempotencyKey']));
}

it.each([
  { known: 'nothing', channels: null },
  { known: 'nothing', channels: ['SMS', 'VOICE'] },
  { known: 'all', channels: null },
  { known: 'all', channels: ['SMS', 'VOICE'] },
])(
  'given a quiet tenant beside a busy one, of whose sizes PostgreSQL knows $known, when it catches up, then rows of its own alone are read (B4, X5)',
  async ({ known, channels }) => {
    if (known === 'all') await system.rows('analyze dispatch_record, dispatch_attempt');
    const [row] = await system.rows(
      `select max(changed_at) as newest from dispatch_record where tenant_id = $1`,
      [quiet],
    );
    const newest: unknown = row?.['newest'];
    if (!(newest instanceof Date)) return expect.fail('the quiet tenant has no record');
    const since = new Date(newest.getTime() - 60_000);
    const begun = system.sent.length;
    expect(await caughtUp(quiet, since, channels)).toEqual(['first', 'second']);
    const sent = system.sent.slice(begun).filter(({ text }) => /from dispatch_record/.test(text));
    expect(sent.length).toBe(channels === null ? 1 : 2);
    for (const one of sent) await expectOwnRead(one, 3);
    expect((await caughtUp(busy, since, null)).length).toBe(50);
  },
);

it('given live feeds of a quiet tenant beside a busy one, when they are fed, then rows of its own alone are read (X5)', async () => {
  const begun = system.sent.length;
  const read = await system.database.system((tx) =>
    readChangedRecords(tx, {
      ...{ tenants: [quiet], after: new Date(Date.now() - 60_000), overlapS: 10, limit: 100 },
      given: new Map(),
    }),
  );
  expect(read.map(({ record }) => record.idempotencyKey)).toEqual(['first', 'second']);
  const sent = system.sent.slice(begun).filter(({ text }) => /row_version/.test(text));
  expect(sent.length).toBe(1);
  for (const one of sent) await expectOwnRead(one, 1);
});
