import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../database/client.ts';
import { dispatchAttemptRow, dispatchRecordRow } from '../../database/rows.ts';
import { settingsOf } from '../record/stored-settings.ts';
import type { AlikeDispatches } from './what-if-rules.ts';

const record = dispatchRecordRow.shape;

const row = z
  .object({
    rule: record.rule,
    fallback_mode: record.fallbackMode,
    settings: record.settings,
    state: record.state,
    billed_account: record.billedAccount,
    is_billed_twice: z.boolean(),
    outcome: dispatchAttemptRow.shape.outcome.nullable(),
    code: z.int().nullable(),
    was_called: z.boolean(),
    has_ended: z.boolean(),
    is_known_by_end: z.boolean(),
    currency: z.string().nullable(),
    amount: z.string().nullable(),
    dispatches: z.int(),
  })
  .transform((read): AlikeDispatches => {
    const { outcome, currency, amount } = read;
    return {
      hasCustomAccount: read.rule !== 'NO_CUSTOM_ACCOUNT',
      fallbackMode: read.fallback_mode,
      settings: settingsOf(read.settings),
      state: read.state,
      billed: read.billed_account,
      isBilledTwice: read.is_billed_twice,
      custom: outcome && {
        outcome,
        code: read.code,
        wasCalled: read.was_called,
        hasEnded: read.has_ended,
        isKnownByEnd: read.is_known_by_end,
      },
      dispatches: read.dispatches,
      charge: currency === null || amount === null ? null : { currency, amount },
    };
  });

/**
 * The tenant's dispatches created in the range, counted by all that decides who is billed for them. An id begins with the
 * instant of creation, and those of attempts with that of their dispatch: a range of time is one of each key.
 */
export async function readAlikeDispatches(
  tx: Transaction,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly AlikeDispatches[]> {
  const { rows } = await tx.sql.execute(sql`
    select r.rule, r.fallback_mode, r.settings, r.state, r.billed_account, r.also_billed is not null as is_billed_twice,
           a.outcome, case when r.settings -> 'excludedCodes' @> to_jsonb(a.code) then a.code end as code,
           a.fault is distinct from 'TIME_SPENT' as was_called, a.duration_ms is not null as has_ended,
           coalesce(a.settled_at <= r.settled_at, false) as is_known_by_end,
           r.charge_currency as currency, trim_scale(sum(r.charge_amount))::text as amount,
           count(*)::float8 as dispatches
      from dispatch_record r
      left join dispatch_attempt a
        on a.tenant_id = r.tenant_id and a.dispatch_id = r.id and a.originator = 'CUSTOM'
       and a.id >= originator_first_uuid(${from}) and a.id < originator_first_uuid(${to})
       and a.dispatch_id >= originator_first_uuid(${from}) and a.dispatch_id < originator_first_uuid(${to})
     where r.tenant_id = ${tx.tenant} and r.created_at >= ${from} and r.created_at < ${to}
       and r.id >= originator_first_uuid(${from}) and r.id < originator_first_uuid(${to})
     group by r.rule, r.fallback_mode, r.settings, r.state, r.billed_account, is_billed_twice, a.outcome, 8, was_called,
              has_ended, is_known_by_end, r.charge_currency`);
  return rows.map((read) => row.parse(read));
}
