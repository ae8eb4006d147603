-- What Drizzle cannot say: rights of the group roles, row-level security, append-only history, monthly partitions.
-- The roles themselves belong to the cluster and are made before the migrations run.

grant usage on schema public to originator_app, originator_system, originator_platform;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['tenant', 'account_credential', 'account_check', 'organization_number', 'configuration_draft',
                              'consent_record', 'configuration_version', 'account_warning', 'audit_entry']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    -- A policy holds for every member of its role, and the serving login is a member of each: without these conditions
    -- it would see the rows of all tenants whenever a statement ran without a role.
    execute format($policy$
      create policy %I on %I for all to originator_app
        using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'))
      $policy$, name || '_of_tenant', name);
    execute format($policy$
      create policy %I on %I for all to originator_system using ((select current_user = 'originator_system'))
      $policy$, name || '_of_system', name);
    execute format('grant select, insert on %I to originator_app', name);
    execute format('grant select on %I to originator_system', name);
  end loop;
end
$$;
--> statement-breakpoint
-- Locking a row asks for the right to update a column of it.
grant update (tenant_id) on tenant to originator_app;
--> statement-breakpoint
grant update (master_key_id, wrapped_key, sealed_token, erased_at) on account_credential to originator_app, originator_system;
--> statement-breakpoint
grant update on account_check to originator_app, originator_system;
--> statement-breakpoint
grant update, delete on organization_number, configuration_draft, account_warning to originator_app;
--> statement-breakpoint
grant insert on tenant, audit_entry, consent_document to originator_system;
--> statement-breakpoint
grant select on consent_document to originator_app, originator_system;
--> statement-breakpoint
create policy tenant_of_platform on tenant for select to originator_platform
  using ((select current_user = 'originator_platform') and tenant_id <> '$platform');
--> statement-breakpoint
grant select on tenant to originator_platform;
--> statement-breakpoint
create function originator_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['consent_document', 'consent_record', 'configuration_version', 'audit_entry']
  loop
    execute format('create trigger append_only before update or delete on %I for each row execute function originator_refuse_change()', name);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function originator_refuse_change()', name);
  end loop;
end
$$;
--> statement-breakpoint
-- Makes the monthly partitions of a table partitioned by its UUIDv7 id, from last month to `months_ahead` from now.
-- A truncate trigger is not inherited by partitions, so each one gets its own; nor is row-level security, which without
-- a policy closes the way around the parent for the owner too.
create function originator_ensure_partitions(months_ahead integer) returns setof text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  parent text;
  month timestamp; -- in UTC
  partition text;
begin
  perform pg_advisory_xact_lock(hashtext('originator_ensure_partitions'));
  foreach parent in array array['audit_entry']
  loop
    for month in
      select m from generate_series(
        date_trunc('month', now() at time zone 'UTC') - interval '1 month',
        date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead),
        interval '1 month') as g(m)
    loop
      partition := parent || to_char(month, '_YYYY_MM');
      if to_regclass('public.' || quote_ident(partition)) is null then
        execute format('create table public.%I partition of public.%I for values from (%L) to (%L)', partition, parent,
          originator_first_uuid(month at time zone 'UTC'),
          originator_first_uuid((month + interval '1 month') at time zone 'UTC'));
        execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function public.originator_refuse_change()', partition);
        execute format('alter table public.%I enable row level security, force row level security', partition);
        return next partition;
      end if;
    end loop;
  end loop;
end
$$;
--> statement-breakpoint
-- The smallest version 7 identifier of an instant: its milliseconds in the first 48 bits.
create function originator_first_uuid(instant timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
--> statement-breakpoint
-- Whether the partitions of next month exist; without them a node is not ready.
create function originator_partitions_ready() returns boolean language sql stable as $$
  select to_regclass('public.audit_entry' || to_char((now() at time zone 'UTC') + interval '1 month', '_YYYY_MM')) is not null
$$;
--> statement-breakpoint
revoke execute on function originator_ensure_partitions(integer) from public;
--> statement-breakpoint
grant execute on function originator_ensure_partitions(integer) to originator_system;
