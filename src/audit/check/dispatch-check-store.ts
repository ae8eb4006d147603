import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';

/** One statement reads the entries of a whole page by the index of objects, and its attempts by the range of dispatches. */
const DISPATCHES: PreparedStatement = {
  name: 'audit-check-dispatches',
  text: `with page as materialized (
           select id, idempotency_key, channel, country, segments, state, billed_account, also_billed, trigger, rule, fell_back,
                  failure_reason, fallback_mode, configuration_version, settings, charge_amount::text, charge_currency,
                  charge_source, rate_card_version, requested_by, request_id, simulated, created_at, settled_at
             from dispatch_record where tenant_id = $1 and id > $2 order by id limit $3
         ), entry as (
           select object, array_agg(body order by id) as bodies from audit_entry
            where tenant_id = $1 and object = any(array(select 'dispatch/' || id from page))
              and kind in ('DISPATCH_DECIDED', 'DISPATCH_CORRECTED')
            group by object
         ), attempt as (
           select dispatch_id,
                  json_agg(json_build_object(
                    'ordinal', ordinal, 'originator', originator, 'accountSid', account_sid, 'credentialId', credential_id,
                    'from', from_number, 'outcome', outcome, 'evidence', evidence, 'code', code, 'fault', fault,
                    'twilioSid', twilio_sid, 'segments', segments, 'quote', quote) order by ordinal) as attempts
             from dispatch_attempt
            where tenant_id = $1 and dispatch_id = any(array(select id from page))
            group by dispatch_id)
         select page.*, version.credential_id as version_credential,
                array(select k.idempotency_key from dispatch_key k where k.tenant_id = $1 and k.dispatch_id = page.id) as keys,
                coalesce(entry.bodies, '{}') as entries, coalesce(attempt.attempts, '[]') as attempts
           from page
           left join configuration_version version
             on version.tenant_id = $1 and version.version = page.configuration_version
           left join entry on entry.object = 'dispatch/' || page.id
           left join attempt on attempt.dispatch_id = page.id
          order by page.id`,
};

const attempt = z.object({
  ordinal: z.number(),
  originator: z.string(),
  accountSid: z.string(),
  credentialId: z.string().nullable(),
  from: z.string(),
  outcome: z.string(),
  evidence: z.string().nullable(),
  code: z.number().nullable(),
  fault: z.string().nullable(),
  twilioSid: z.string().nullable(),
  segments: z.number().nullable(),
  quote: z.unknown(),
});

const dispatchRow = z.object({
  id: z.string(),
  idempotency_key: z.string(),
  keys: z.array(z.string()),
  channel: z.string(),
  country: z.string(),
  segments: z.number(),
  state: z.string(),
  billed_account: z.string(),
  also_billed: z.string().nullable(),
  trigger: z.string().nullable(),
  rule: z.string(),
  fell_back: z.boolean(),
  failure_reason: z.string().nullable(),
  fallback_mode: z.string(),
  configuration_version: z.number(),
  settings: z.unknown(),
  charge_amount: z.string().nullable(),
  charge_currency: z.string().nullable(),
  charge_source: z.string().nullable(),
  rate_card_version: z.string().nullable(),
  requested_by: z.unknown(),
  request_id: z.string(),
  simulated: z.boolean().nullable(),
  created_at: z.date(),
  settled_at: z.date().nullable(),
  version_credential: z.string().nullable(),
  entries: z.array(z.string()),
  attempts: z.array(attempt),
});

/** A dispatch with its attempts, its keys and the texts of its entries. */
export type StoredDispatch = z.infer<typeof dispatchRow>;

/** Up to `limit` of the tenant's dispatches after this id, in order. */
export async function pageDispatchRows(
  tx: Transaction,
  tenant: string,
  after: string,
  limit: number,
): Promise<readonly StoredDispatch[]> {
  return (await tx.prepared(DISPATCHES, [tenant, after, limit])).map((row) => dispatchRow.parse(row));
}
