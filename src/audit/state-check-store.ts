import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../database/client.ts';

// Each page is one statement and so of one instant: an object and its entry are written in one transaction.

const VERSIONS: PreparedStatement = {
  name: 'audit-check-versions',
  text: `select v.version, v.in_force_from, v.account_sid, v.sms_enabled, v.voice_enabled, v.fallback_mode, v.consent_id,
                v.saved_by, v.request_id,
                jsonb_path_query_array(v.selected_numbers, '$[*].phoneNumber') as numbers,
                (select p.in_force_from from configuration_version p
                  where p.tenant_id = v.tenant_id and p.version < v.version order by p.version desc limit 1) as former_from,
                next.in_force_from as next_from, next.consent_id as next_consent,
                c.kind as consent_kind, c.account_sid as consent_sid, c.recorded_at as consent_from,
                (select min(e.recorded_at) from consent_record e
                  where e.tenant_id = v.tenant_id and e.ended_consent_id = v.consent_id) as consent_ended,
                array(select a.body from audit_entry a
                       where a.tenant_id = v.tenant_id and a.object = 'configuration/' || v.version
                         and a.kind in ('CONFIGURATION_SAVED', 'ACCOUNT_REMOVED') order by a.id) as entries
           from configuration_version v
           left join consent_record c on c.tenant_id = v.tenant_id and c.id = v.consent_id
           left join lateral (select n.in_force_from, n.consent_id from configuration_version n
                               where n.tenant_id = v.tenant_id and n.version > v.version order by n.version limit 1) next on true
          where v.tenant_id = $1 and v.version > $2 order by v.version limit $3`,
};

const versionRow = z.object({
  version: z.number(),
  in_force_from: z.date(),
  account_sid: z.string().nullable(),
  sms_enabled: z.boolean(),
  voice_enabled: z.boolean(),
  fallback_mode: z.string(),
  consent_id: z.string().nullable(),
  saved_by: z.unknown(),
  request_id: z.string(),
  numbers: z.array(z.unknown()),
  former_from: z.date().nullable(),
  next_from: z.date().nullable(),
  next_consent: z.string().nullable(),
  consent_kind: z.string().nullable(),
  consent_sid: z.string().nullable(),
  consent_from: z.date().nullable(),
  consent_ended: z.date().nullable(),
  entries: z.array(z.string()),
});

/** A configuration version with its neighbours, its consent and the texts of its entries. */
export type StoredVersion = z.infer<typeof versionRow>;

/** Up to `limit` of the tenant's versions after this one, in order. */
export async function pageVersions(
  tx: Transaction,
  tenant: string,
  after: number,
  limit: number,
): Promise<readonly StoredVersion[]> {
  return (await tx.prepared(VERSIONS, [tenant, after, limit])).map((row) => versionRow.parse(row));
}

const CONSENTS: PreparedStatement = {
  name: 'audit-check-consents',
  text: `select r.id, r.kind, r.account_sid, r.document_version, r.document_locale, r.document_digest,
                r.configuration_version, r.ended_consent_id, r.end_reason, r.actor, r.ip, r.user_agent, r.request_id,
                r.recorded_at, v.in_force_from as version_from,
                array(select a.body from audit_entry a
                       where a.tenant_id = r.tenant_id and a.object = 'consent/' || coalesce(r.ended_consent_id, r.id)
                         and a.kind = 'CONSENT_' || r.kind order by a.id) as entries
           from consent_record r
           left join configuration_version v on v.tenant_id = r.tenant_id and v.version = r.configuration_version
          where r.tenant_id = $1 and r.id > $2 order by r.id limit $3`,
};

const consentRow = z.object({
  id: z.string(),
  kind: z.string(),
  account_sid: z.string(),
  document_version: z.number(),
  document_locale: z.string(),
  document_digest: z.string(),
  configuration_version: z.number().nullable(),
  ended_consent_id: z.string().nullable(),
  end_reason: z.string().nullable(),
  actor: z.unknown(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string(),
  recorded_at: z.date(),
  version_from: z.date().nullable(),
  entries: z.array(z.string()),
});

/** A consent record with the version that it was made by and the texts of its entries. */
export type StoredConsent = z.infer<typeof consentRow>;

/** Up to `limit` of the tenant's consent records after this id, in order. */
export async function pageConsentRows(
  tx: Transaction,
  tenant: string,
  after: string,
  limit: number,
): Promise<readonly StoredConsent[]> {
  return (await tx.prepared(CONSENTS, [tenant, after, limit])).map((row) => consentRow.parse(row));
}

/** One statement reads the entries of a whole page by the index of objects, and its attempts by the range of dispatches. */
const DISPATCHES: PreparedStatement = {
  name: 'audit-check-dispatches',
  text: `with page as materialized (
           select id, channel, state, billed_account, also_billed, fallback_mode, configuration_version
             from dispatch_record where tenant_id = $1 and id > $2 order by id limit $3
         ), entry as (
           select object, array_agg(body order by id) as bodies from audit_entry
            where tenant_id = $1 and object = any(array(select 'dispatch/' || id from page))
              and kind in ('DISPATCH_DECIDED', 'DISPATCH_CORRECTED')
            group by object
         ), attempt as (
           select dispatch_id, json_agg(json_build_object('originator', originator, 'accountSid', account_sid,
                                                          'twilioSid', twilio_sid) order by ordinal) as attempts
             from dispatch_attempt
            where tenant_id = $1 and dispatch_id = any(array(select id from page))
            group by dispatch_id)
         select page.*, coalesce(entry.bodies, '{}') as entries, coalesce(attempt.attempts, '[]') as attempts
           from page
           left join entry on entry.object = 'dispatch/' || page.id
           left join attempt on attempt.dispatch_id = page.id
          order by page.id`,
};

const dispatchRow = z.object({
  id: z.string(),
  channel: z.string(),
  state: z.string(),
  billed_account: z.string(),
  also_billed: z.string().nullable(),
  fallback_mode: z.string(),
  configuration_version: z.number(),
  entries: z.array(z.string()),
  attempts: z.array(
    z.object({ originator: z.string(), accountSid: z.string(), twilioSid: z.string().nullable() }),
  ),
});

/** A dispatch with its attempts and the texts of its entries. */
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
