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
  ACCOUNT_SID: 'account_sid',
  CHANNEL: 'channel',
  STATE: 'state',
  TRIGGER: 'trigger',
  RULE: 'rule',
  DELIVERY: 'delivery',
  COUNTRY: 'country',
};

const columns = rollupRow.shape;

/** A column that is empty where there is no such value, or where it was not counted yet. */
function keptValue<T extends z.ZodType>(column: T) {
  return z
    .literal('')
    .transform(() => null)
    .or(column)
    .optional();
}

/** The columns of a group, as far as a plan groups by them. */
export const groupColumns = {
  tenant_id: columns.tenantId.optional(),
  billed_account: columns.billedAccount.optional(),
  channel: columns.channel.optional(),
  account_sid: keptValue(columns.accountSid),
  state: keptValue(columns.state),
  trigger: columns.trigger.transform((trigger) => (trigger === '' ? ('NONE' as const) : trigger)).optional(),
  rule: keptValue(columns.rule),
  delivery: dispatchRecordRow.shape.delivery.optional(),
  country: keptValue(dispatchRecordRow.shape.country),
};
const groupRow = z.object(groupColumns);

/** The values of a group in a row that has `groupColumns`. */
export function groupValues(read: z.output<typeof groupRow>): GroupValues {
  return {
    tenant: read.tenant_id ?? null,
    billedAccount: read.billed_account ?? null,
    accountSid: read.account_sid ?? null,
    channel: read.channel ?? null,
    state: read.state ?? null,
    trigger: read.trigger ?? null,
    rule: read.rule ?? null,
    delivery: read.delivery ?? null,
    country: read.country ?? null,
  };
}

/** Records by the names that rollups have. An id begins with the instant of creation: a range of time is one of the key. */
export function recordsCreatedIn(plan: StatsPlan, which: SQL, alsoColumns = ''): SQL {
  const { from, to } = plan;
  const sid = plan.groupBy.includes('ACCOUNT_SID') || plan.filter.accountSid !== undefined;
  return sql`(select ${sid ? accountSid(plan) : sql``} r.tenant_id, r.created_at, r.billed_account, r.channel, r.state,
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
    ACCOUNT_SID: filter.accountSid,
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

/** Reads across tenants see no attempts, and pending records alone, which are billed to nobody yet. */
function accountSid({ source }: StatsPlan): SQL {
  if (source !== 'RECORDS') return sql`'' as account_sid,`;
  return sql`case when r.state = 'PENDING' then '' else coalesce((
    select a.account_sid from dispatch_attempt a
     where a.tenant_id = r.tenant_id and a.dispatch_id = r.id and a.originator = r.billed_account
       and a.id >= originator_first_uuid(r.created_at - interval '24 hours')
       and a.id < originator_first_uuid(r.created_at + interval '24 hours')
     order by a.ordinal limit 1), '') end as account_sid,`;
}
