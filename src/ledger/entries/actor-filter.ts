/**
 * As SQL: true if an entry (of the tenant `$1`) is by the subject in a parameter, who is named in the column or, as a person, only
 * beside the entry (A6).
 */
export function isEntryOf(subject: string, entry = 'audit_entry'): string {
  return `(${entry}.actor_subject = ${subject} or ${entry}.actor_subject is null and exists (${`
    select from audit_disclosure d join person p on p.tenant_id = d.tenant_id and p.id = d.person_id
     where d.tenant_id = $1 and d.entry_id = ${entry}.id and d.path = '/actor/subject' and p.subject = ${subject}`}))`;
}
