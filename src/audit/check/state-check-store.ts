import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';

// Each page is one statement and so of one instant: an object and its entry are written in one transaction.

const VERSIONS: PreparedStatement = {
  name: 'audit-check-versions',
  text: `select v.version, v.in_force_from, v.account_sid, v.account, v.credential_id, v.sms_enabled, v.voice_enabled,
                v.fallback_mode, v.fallback_chosen_at, v.fallback_chosen_by, v.consent_id, v.saved_by, v.request_id,
                jsonb_path_query_array(v.selected_numbers, '$[*].phoneNumber') as numbers,
                former.version as former_version, former.in_force_from as former_from, former.fallback_mode as former_mode,
                former.fallback_chosen_at as former_chosen_at, former.fallback_chosen_by as former_chosen_by,
                next.in_force_from as next_from, next.consent_id as next_consent,
                t.account_sid as credential_sid,
                c.kind as consent_kind, c.account_sid as consent_sid, c.recorded_at as consent_from,
                (select min(e.recorded_at) from consent_record e
                  where e.tenant_id = v.tenant_id and e.ended_consent_id = v.consent_id) as consent_ended,
                array(select a.body from audit_entry a
                       where a.tenant_id = v.tenant_id and a.object = 'configuration/' || v.version
                         and a.kind in ('CONFIGURATION_SAVED', 'ACCOUNT_REMOVED') order by a.id) as entries
           from configuration_version v
           left join consent_record c on c.tenant_id = v.tenant_id and c.id = v.consent_id
           left join account_credential t on t.tenant_id = v.tenant_id and t.id = v.credential_id
           left join lateral (select * from configuration_version p
                               where p.tenant_id = v.tenant_id and p.version < v.version order by p.version desc limit 1) former on true
           left join lateral (select n.in_force_from, n.consent_id from configuration_version n
                               where n.tenant_id = v.tenant_id and n.version > v.version order by n.version limit 1) next on true
          where v.tenant_id = $1 and v.version > $2 order by v.version limit $3`,
};

const versionRow = z
  .object({
    version: z.number(),
    in_force_from: z.date(),
    account_sid: z.string().nullable(),
    account: z.unknown(),
    credential_id: z.string().nullable(),
    credential_sid: z.string().nullable(),
    sms_enabled: z.boolean(),
    voice_enabled: z.boolean(),
    fallback_mode: z.string(),
    fallback_chosen_at: z.date().nullable(),
    fallback_chosen_by: z.unknown(),
    consent_id: z.string().nullable(),
    saved_by: z.unknown(),
    request_id: z.string(),
    numbers: z.array(z.unknown()),
    former_version: z.number().nullable(),
    former_from: z.date().nullable(),
    former_mode: z.string().nullable(),
    former_chosen_at: z.date().nullable(),
    former_chosen_by: z.unknown(),
    next_from: z.date().nullable(),
    next_consent: z.string().nullable(),
    consent_kind: z.string().nullable(),
    consent_sid: z.string().nullable(),
    consent_from: z.date().nullable(),
    consent_ended: z.date().nullable(),
    entries: z.array(z.string()),
  })
  .transform(
    ({ former_version, former_from, former_mode, former_chosen_at, former_chosen_by, ...version }) => ({
      ...version,
      former:
        former_version === null || former_from === null || former_mode === null
          ? null
          : {
              ...{ version: former_version, in_force_from: former_from, fallback_mode: former_mode },
              ...{ fallback_chosen_at: former_chosen_at, fallback_chosen_by: former_chosen_by },
            },
    }),
  );

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
                r.draft_id, r.draft_revision, r.configuration_version, r.ended_consent_id, r.end_reason, r.actor, r.ip, r.user_agent, r.request_id,
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
  draft_id: z.string().nullable(),
  draft_revision: z.number().nullable(),
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

const DOCUMENTS: PreparedStatement = {
  name: 'audit-check-documents',
  text: `select coalesce(d.version, 0) as version, coalesce(d.locale, '') as locale, d.title, d.body, d.digest, d.in_force_from,
                d.published_at, coalesce('consent-document/' || d.version || '/' || d.locale, e.object) as object,
                coalesce(e.bodies, '{}') as entries
           from consent_document d
           full join (select object, array_agg(body) as bodies from audit_entry
                       where tenant_id = $1 and kind = 'CONSENT_DOCUMENT_PUBLISHED' group by object) e
             on e.object = 'consent-document/' || d.version || '/' || d.locale
          order by object`,
};

const documentRow = z.object({
  object: z.string(),
  version: z.number(),
  locale: z.string(),
  title: z.string(),
  body: z.string(),
  digest: z.string(),
  in_force_from: z.date(),
  published_at: z.date(),
  entries: z.array(z.string()),
});
const documentGone = z
  .object({ object: z.string(), title: z.null() })
  .transform(({ object }) => ({ object }));

/** Every legal text that was published, with the texts of its entries; one that only has an entry by its name alone. */
export async function readPublishedDocuments(
  tx: Transaction,
): Promise<readonly (z.infer<typeof documentRow> | z.infer<typeof documentGone>)[]> {
  const either = z.union([documentRow, documentGone]);
  return (await tx.prepared(DOCUMENTS, [tx.tenant])).map((row) => either.parse(row));
}
