import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../database/client.ts';
import { dispatchRecordRow, rollupRow } from '../database/rows.ts';
import type { StatsDimension } from '../kernel/vocabulary/statistics.ts';
import type { GroupValues } from './stats.ts';
import type { StatsPlan } from './stats-rules.ts';

/** A column of the rollups and the records by which both are filtered and grouped. */
export const COLUMNS: Readonly<Record<StatsDimension, string>> = {
  TENANT: 'tenant_id',
  BILLED_ACCOUNT: 'billed_account',
  CHANNEL: 'channel',
  STATE: 'state',
  TRIGGER: 'trigger',
  RULE: 'rule',
  DELIVERY: 'delivery',
  COUNTRY: 'country',
};

const columns = rollupRow.shape;

/** The columns of a group, as far as a plan groups by them. */
export const groupColumns = {
  tenant_id: columns.tenantId.optional(),
  billed_account: columns.billedAccount.optional(),
  channel: columns.channel.optional(),
  state: columns.state.optional(),
  trigger: columns.trigger.transform((trigger) => (trigger === '' ? ('NONE' as const) : trigger)).optional(),
  rule: columns.rule.optional(),
  delivery: dispatchRecordRow.shape.delivery.optional(),
  country: dispatchRecordRow.shape.country.optional(),
};
const groupRow = z.object(groupColumns);

/** The values of a group in a row that has `groupColumns`. */
export function groupValues(read: z.output<typeof groupRow>): GroupValues {
  return {
    tenant: read.tenant_id ?? null,
    billedAccount: read.billed_account ?? null,
    channel: read.channel ?? null,
    state: read.state ?? null,
    trigger: read.trigger ?? null,
    rule: read.rule ?? null,
    delivery: read.delivery ?? null,
    country: read.country ?? null,
  };
}

/** Records by the names that rollups have. An id begins with the instant of creation: a range of time is one of the key. */
export function recordsCreatedIn({ from, to }: StatsPlan, which: SQL, alsoColumns = ''): SQL {
  return sql`(select r.tenant_id, r.created_at, r.billed_account, r.channel, r.state,
                     coalesce(r.trigger, '') as trigger, r.rule, r.fell_back, r.delivery, r.country${sql.raw(alsoColumns)}
                from dispatch_record r
               where ${which} and r.created_at >= ${from} and r.created_at < ${to}
                 and r.id >= originator_first_uuid(${from}) and r.id < originator_first_uuid(${to}))`;
}

/** The conditions of the filter of a plan, but for some dimensions. */
export function filtered(
  tx: Transaction,
  { span, filter }: StatsPlan,
  except: readonly StatsDimension[],
): SQL {
  const values: Readonly<Record<StatsDimension, readonly string[] | undefined>> = {
    TENANT: span === 'TENANT' ? [tx.tenant] : filter.tenant,
    BILLED_ACCOUNT: filter.billedAccount,
    CHANNEL: filter.channel,
    STATE: filter.state,
    TRIGGER: filter.trigger?.map((trigger) => (trigger === 'NONE' ? '' : trigger)),
    RULE: filter.rule,
    DELIVERY: filter.delivery,
    COUNTRY: filter.country,
  };
  const conditions = Object.entries(COLUMNS).flatMap(([dimension, column]) => {
    const wanted = isDimension(dimension) && !except.includes(dimension) ? values[dimension] : undefined;
    if (wanted === undefined) return [];
    return wanted.length === 1
      ? [sql`${sql.raw(column)} = ${wanted[0]}`]
      : [sql`${sql.raw(column)} = any(${sql.param(wanted)}::text[])`];
  });
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function isDimension(text: string): text is StatsDimension {
  return Object.hasOwn(COLUMNS, text);
}
