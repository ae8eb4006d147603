import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';

const WARNINGS: PreparedStatement = {
  name: 'audit-check-warnings',
  text: `select coalesce(w.kind, substr(e.object, 9)) as kind, w.since, e.body
           from (select kind, since from account_warning where tenant_id = $1) w
           full join (select distinct on (object) object, body from audit_entry
                       where tenant_id = $1 and kind in ('WARNING_RAISED', 'WARNING_CLEARED')
                       order by object, id desc) e on e.object = 'warning/' || w.kind
          order by 1`,
};

const warningRow = z.object({ kind: z.string(), since: z.date().nullable(), body: z.string().nullable() });

/** A kind of warning: since when it stands, null where it does not, and the newest entry about it. */
export type StoredWarning = z.infer<typeof warningRow>;

/** Every kind of warning that the tenant has or had. */
export async function readStoredWarnings(tx: Transaction, tenant: string): Promise<readonly StoredWarning[]> {
  return (await tx.prepared(WARNINGS, [tenant])).map((row) => warningRow.parse(row));
}

const DRAFT: PreparedStatement = {
  name: 'audit-check-draft',
  text: `select d.id, d.revision, d.account_sid, d.account, d.credential_id, d.changed_by, d.created_at, d.changed_at,
                jsonb_path_query_array(d.selected_numbers, '$[*].phoneNumber') as numbers,
                t.account_sid as credential_sid,
                array(select a.body from audit_entry a where a.tenant_id = $1 and a.object = 'draft/' || d.id
                       order by a.id) as entries
           from configuration_draft d
           left join account_credential t on t.tenant_id = d.tenant_id and t.id = d.credential_id
          where d.tenant_id = $1`,
};

const draftRow = z.object({
  id: z.string(),
  revision: z.number(),
  account_sid: z.string(),
  account: z.unknown(),
  credential_id: z.string(),
  credential_sid: z.string().nullable(),
  changed_by: z.unknown(),
  created_at: z.date(),
  changed_at: z.date(),
  numbers: z.array(z.unknown()),
  entries: z.array(z.string()),
});

/** A draft with the token that it names and the texts of its entries. */
export type StoredDraft = z.infer<typeof draftRow>;

/** The tenant's draft, `undefined` where there is none. */
export async function readStoredDraft(tx: Transaction, tenant: string): Promise<StoredDraft | undefined> {
  const [found] = await tx.prepared(DRAFT, [tenant]);
  return found === undefined ? undefined : draftRow.parse(found);
}
