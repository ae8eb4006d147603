-- The auditor of the platform reads the consents and audit entries of all tenants, with the values that entries commit to but not
-- their salts. The logs of the platform and of the host, whose names begin with `$`, are not among them.
do $$
declare
  name text;
begin
  foreach name in array array['consent_record', 'audit_entry', 'audit_disclosure']
  loop
    execute format($policy$
      create policy %I on %I for select to originator_platform
        using ((select current_user = 'originator_platform') and tenant_id not like '$%%')
      $policy$, name || '_of_platform', name);
  end loop;
end
$$;
--> statement-breakpoint
grant select on consent_record to originator_platform;
--> statement-breakpoint
grant select (tenant_id, id, kind, body) on audit_entry to originator_platform;
--> statement-breakpoint
grant select (tenant_id, entry_id, path, value) on audit_disclosure to originator_platform;
