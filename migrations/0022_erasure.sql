CREATE INDEX "dispatch_record_of_person" ON "dispatch_record" USING btree (("requested_by" ->> 'subject')) WHERE "requested_by" ->> 'kind' = 'PERSON';
--> statement-breakpoint
-- What is kept for good may forget a person, and nothing else: subject and name of those who did it, and from where.
create function originator_refuse_all_but_person_erasure() returns trigger language plpgsql as $$
declare
  told jsonb := to_jsonb(old);
  name text;
begin
  if tg_op = 'UPDATE' then
    foreach name in array tg_argv loop
      if to_jsonb(new) -> name is distinct from told -> name then
        told := told || jsonb_build_object(name, case jsonb_typeof(told -> name)
          when 'object' then (told -> name) || '{"subject": null, "displayName": null}' end);
      end if;
    end loop;
    if told = to_jsonb(new) and told <> to_jsonb(old) then return new; end if;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
drop trigger append_only on consent_record;
--> statement-breakpoint
create trigger append_only before update or delete on consent_record
  for each row execute function originator_refuse_all_but_person_erasure('actor', 'ip', 'user_agent');
--> statement-breakpoint
drop trigger append_only on configuration_version;
--> statement-breakpoint
create trigger append_only before update or delete on configuration_version
  for each row execute function originator_refuse_all_but_person_erasure('saved_by', 'fallback_chosen_by');
--> statement-breakpoint
alter table consent_record enable always trigger append_only;
--> statement-breakpoint
alter table configuration_version enable always trigger append_only;
--> statement-breakpoint
-- Row-level security binds the owner too. Within the function that erases it has the tenant of the transaction.
do $$
declare
  name text;
begin
  foreach name in array array['person', 'audit_disclosure', 'consent_record', 'configuration_version', 'configuration_draft',
                              'account_check', 'dispatch_record']
  loop
    execute format($policy$
      create policy %I on %I for all to current_user
        using (tenant_id = (select nullif(current_setting('originator.tenant', true), '')
                             where current_setting('originator.erasing', true) = 'on'))
      $policy$, name || '_of_erasure', name);
  end loop;
end
$$;
--> statement-breakpoint
-- Erases a subject of the transaction's tenant: the values and salts behind commitments, which are counted, and the names in
-- the state. Whoever asks for it has written the entry that is told in their place.
create function originator_erase_person(erasure uuid, erased_subject text) returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  tenant text := nullif(current_setting('originator.tenant', true), '');
  nobody constant jsonb := '{"subject": null, "displayName": null}';
  erased integer;
begin
  perform set_config('originator.erasing', 'on', true);
  update audit_disclosure set person_id = null, salt = null, value = null, erased_by = erasure
   where tenant_id = tenant
     and person_id in (select id from person where tenant_id = tenant and subject = erased_subject);
  get diagnostics erased = row_count;
  delete from person where tenant_id = tenant and subject = erased_subject;
  update consent_record set actor = actor || nobody, ip = null, user_agent = null
   where tenant_id = tenant and actor ->> 'kind' = 'PERSON' and actor ->> 'subject' = erased_subject;
  update configuration_version set saved_by = saved_by || nobody
   where tenant_id = tenant and saved_by ->> 'kind' = 'PERSON' and saved_by ->> 'subject' = erased_subject;
  update configuration_version set fallback_chosen_by = fallback_chosen_by || nobody
   where tenant_id = tenant and fallback_chosen_by ->> 'kind' = 'PERSON' and fallback_chosen_by ->> 'subject' = erased_subject;
  update configuration_draft set changed_by = changed_by || nobody
   where tenant_id = tenant and changed_by ->> 'kind' = 'PERSON' and changed_by ->> 'subject' = erased_subject;
  update account_check set requested_by = requested_by || nobody
   where tenant_id = tenant and requested_by ->> 'kind' = 'PERSON' and requested_by ->> 'subject' = erased_subject;
  update dispatch_record set requested_by = requested_by || nobody
   where tenant_id = tenant and requested_by ->> 'kind' = 'PERSON' and requested_by ->> 'subject' = erased_subject;
  perform set_config('originator.erasing', '', true);
  return erased;
end
$$;
--> statement-breakpoint
revoke execute on function originator_erase_person(uuid, text) from public;
--> statement-breakpoint
grant execute on function originator_erase_person(uuid, text) to originator_app;
