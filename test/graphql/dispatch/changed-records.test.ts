import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { anInput } from '../../dispatch/dispatch-kit.ts';
import { newScope } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import { client, data, nodesOf, principal } from '../api-kit.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

const LIST = `query ($filter: DispatchRecordFilter, $first: Int!, $after: String) { tenant {
  dispatchRecords(filter: $filter, first: $first, after: $after) {
    edges { node { idempotencyKey changedAt } } pageInfo { hasNextPage endCursor } } } }`;
const DAY_MS = 24 * 60 * 60 * 1_000;

async function sent(...keys: readonly string[]): Promise<TenantId> {
  const scope = newScope();
  for (const idempotencyKey of keys) {
    await system.services.dispatches.dispatch(scope, anInput({ idempotencyKey }));
  }
  return scope.tenant;
}

const CHANGE = `update dispatch_record set changed_at = clock_timestamp()
  where tenant_id = $1 and idempotency_key = $2 returning changed_at`;

async function change(tenant: TenantId, key: string): Promise<string> {
  const [row] = await system.rows(CHANGE, [tenant, key]);
  const changedAt: unknown = row?.['changed_at'];
  if (!(changedAt instanceof Date)) return expect.fail(`${key} is not there`);
  return changedAt.toISOString();
}

/** One page: the keys of its records, and the cursor of the next page if there is one. */
async function page(tenant: TenantId, filter: object, first = 100, after: string | null = null) {
  const asked = client(system, principal('analyst', tenant)).ask(LIST, { filter, first, after });
  const list = (await data(asked))['tenant']?.['dispatchRecords'];
  const info = list?.['pageInfo'];
  return {
    keys: nodesOf(list).map((node) => String(node['idempotencyKey'])),
    next: info?.['hasNextPage'] ? String(info['endCursor']) : null,
  };
}

/** Lets all that was changed before be of before the time that is gone back. */
async function outlive(tenant: TenantId): Promise<void> {
  await system.rows(
    `update dispatch_record set changed_at = changed_at - interval '1 minute' where tenant_id = $1`,
    [tenant],
  );
}

describe('the dispatch records that have changed since', () => {
  it('are those alone, in the order of their changes (B4)', async () => {
    const tenant = await sent('a', 'b', 'c', 'd');
    await outlive(tenant);
    const changedSince = await change(tenant, 'c');
    await change(tenant, 'a');
    expect(await page(tenant, { changedSince })).toEqual({ keys: ['c', 'a'], next: null });
    expect(await page(tenant, { changedSince, channels: ['VOICE'] })).toEqual({ keys: [], next: null });
    expect(await page(tenant, { changedSince, channels: ['SMS'] })).toEqual({ keys: ['c', 'a'], next: null });
    expect((await page(tenant, {})).keys).toEqual(['d', 'c', 'b', 'a']);
  });

  it('include one whose transaction began before that instant and committed after it was seen (B4)', async () => {
    const tenant = await sent('late', 'seen');
    await outlive(tenant);
    const late = new Client({ connectionString: system.adminUrl });
    await late.connect();
    try {
      await late.query('begin');
      await late.query(CHANGE, [tenant, 'late']);
      const changedSince = await change(tenant, 'seen');
      expect((await page(tenant, { changedSince })).keys).toEqual(['seen']);
      await late.query('commit');
      expect((await page(tenant, { changedSince })).keys).toEqual(['late', 'seen']);
    } finally {
      await late.end();
    }
  });

  it('are read page by page without a gap, also where one changes meanwhile, which comes once more (B4)', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const tenant = await sent(...keys);
    await outlive(tenant);
    const changedSince = await change(tenant, 'a');
    for (const key of keys.slice(1)) await change(tenant, key);
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const read: Awaited<ReturnType<typeof page>> = await page(tenant, { changedSince }, 2, next);
      if (next === null) for (const key of ['a', 'd']) await change(tenant, key);
      seen.push(...read.keys);
      next = read.next;
    } while (next !== null);
    expect(seen).toEqual(['a', 'b', 'c', 'e', 'a', 'd']);
  });

  it('are looked through in parts where a filter leaves most of them out (X5)', async () => {
    const tenant = await sent('a');
    await system.rows(
      `insert into dispatch_record select (jsonb_populate_record(r, jsonb_build_object(
           'id', overlay(r.id::text placing lpad(to_hex(n), 12, '0') from 25), 'idempotency_key', 'n' || n))).*
         from dispatch_record r, generate_series(1, 5200) n where r.tenant_id = $1`,
      [tenant],
    );
    const changedSince = await change(tenant, 'a');
    const asked = { changedSince, states: ['FAILED'] };
    const first = await page(tenant, asked, 1);
    expect(first).toEqual({ keys: [], next: expect.any(String) });
    expect(await page(tenant, asked, 1, first.next)).toEqual({ keys: [], next: null });
    await system.rows('delete from dispatch_record where tenant_id = $1 and idempotency_key <> $2', [
      tenant,
      'a',
    ]);
  });

  it('are refused for longer ago than changes are listed, and with a cursor of the other order', async () => {
    const tenant = await sent('a', 'b');
    const analyst = client(system, principal('analyst', tenant));
    const [old, now] = [8, 0].map((days) => new Date(Date.now() - days * DAY_MS).toISOString());
    const ask = (changedSince: string | undefined, after: string | null) =>
      analyst.ask(LIST, { filter: { changedSince }, first: 1, after });
    expect((await ask(old, null)).codes).toEqual(['VALUE_OUT_OF_RANGE']);
    const other = (await page(tenant, {}, 1)).next;
    expect((await ask(now, other)).codes).toEqual(['VALUE_MALFORMED']);
    const changed = (await page(tenant, { changedSince: now }, 1)).next;
    expect((await ask(undefined, changed)).codes).toEqual(['VALUE_MALFORMED']);
    expect(
      (await ask(now, Buffer.from('1\nchangedDispatchRecords\n9 x').toString('base64url'))).codes,
    ).toEqual(['VALUE_MALFORMED']);
  });

  it('are those made by the caller alone where it may read no others (X1)', async () => {
    const tenant = await sent('a');
    const changedSince = await change(tenant, 'a');
    const bob = client(system, { ...principal('dispatcher', tenant), subject: 'bob' });
    const found = await data(bob.ask(LIST, { filter: { changedSince }, first: 5 }));
    expect(nodesOf(found['tenant']?.['dispatchRecords'])).toEqual([]);
  });
});
