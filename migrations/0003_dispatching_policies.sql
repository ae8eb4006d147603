-- Rights, row-level security and partitions of dispatches and their statistics.

do $$
declare
  name text;
begin
  foreach name in array array['dispatch_key', 'dispatch_record', 'dispatch_attempt']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
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
grant update on dispatch_record, dispatch_attempt to originator_app;
--> statement-breakpoint
-- Recovery claims records of any tenant by their lease.
grant update (lease_until, follow_up_at) on dispatch_record to originator_system;
--> statement-breakpoint
-- Makes the monthly partitions of the tables partitioned by their UUIDv7 id, from last month to `months_ahead` from now.
-- Only the log is append-only; a truncate trigger is not inherited by partitions, so each of its own gets one.
create or replace function originator_ensure_partitions(months_ahead integer) returns setof text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  parent text;
  month timestamp; -- in UTC
  partition text;
begin
  perform pg_advisory_xact_lock(hashtext('originator_ensure_partitions'));
  foreach parent in array array['audit_entry', 'dispatch_record', 'dispatch_attempt']
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
        if parent = 'audit_entry' then
          execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function public.originator_refuse_change()', partition);
        end if;
        execute format('alter table public.%I enable row level security, force row level security', partition);
        return next partition;
      end if;
    end loop;
  end loop;
end
$$;
--> statement-breakpoint
-- Whether the partitions of next month exist; without them a node is not ready.
create or replace function originator_partitions_ready() returns boolean language sql stable as $$
  select bool_and(to_regclass(parent || to_char((now() at time zone 'UTC') + interval '1 month', '_YYYY_MM')) is not null)
    from unnest(array['public.audit_entry', 'public.dispatch_record', 'public.dispatch_attempt']) as parent
$$;
--> statement-breakpoint
-- Rollups of dispatches: what Drizzle cannot say. No row is ever deleted; cells outlive the records they count.
do $$
declare
  name text;
begin
  foreach name in array array['dispatch_cell', 'dispatch_charge_cell', 'dispatch_country_cell']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy %I on %I for all to originator_app
        using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'))
      $policy$, name || '_of_tenant', name);
    execute format($policy$
      create policy %I on %I for select to originator_system using ((select current_user = 'originator_system'))
      $policy$, name || '_of_system', name);
    execute format($policy$
      create policy %I on %I for select to originator_platform using ((select current_user = 'originator_platform'))
      $policy$, name || '_of_platform', name);
    execute format('grant select, insert, update on %I to originator_app', name);
    execute format('grant select on %I to originator_system, originator_platform', name);
    -- A cell of the present is updated over and over: room on its page lets PostgreSQL do so without touching the key's index.
    execute format('alter table %I set (fillfactor = 60)', name);
  end loop;
end
$$;
--> statement-breakpoint
-- Pending dispatches are no cell, so platform statistics count them from the records: those, and only what is counted.
create policy dispatch_record_pending_of_platform on dispatch_record for select to originator_platform
  using ((select current_user = 'originator_platform') and state = 'PENDING');
--> statement-breakpoint
grant select (tenant_id, id, created_at, channel, billed_account, state, trigger, rule, delivery, country, lease_until) on dispatch_record to originator_platform;
--> statement-breakpoint
-- Statistics find pending dispatches by the index of those that have a lease.
alter table dispatch_record add constraint dispatch_record_pending_has_lease check (state <> 'PENDING' or lease_until is not null);
--> statement-breakpoint
-- A replaced token stays for what was sent with it, and is then erased (S10).
grant update (retired_at) on account_credential to originator_app;
--> statement-breakpoint
-- Retention drops the dispatches of a whole month: all or, while one of them is open, nothing and no row. Attempts lie in
-- the month in which they were begun, so those of its last dispatches are looked for in the next month too. Only
-- partitions are read here: they have no row-level security of their own, which would bind the owner.
create function originator_drop_month(month date, out dispatches bigint, out attempts bigint) returns setof record
language plpgsql security definer set search_path = pg_catalog, public set lock_timeout = '5s' as $$
declare
  this_month timestamp := date_trunc('month', now() at time zone 'UTC');
  first uuid := originator_first_uuid(month::timestamp at time zone 'UTC');
  next_first uuid := originator_first_uuid((month + interval '1 month') at time zone 'UTC');
  records text := 'public.dispatch_record' || to_char(month, '_YYYY_MM');
  tries text := 'public.dispatch_attempt' || to_char(month, '_YYYY_MM');
  later_tries text := 'public.dispatch_attempt' || to_char(month + interval '1 month', '_YYYY_MM');
  is_open boolean;
begin
  if month <> date_trunc('month', month)::date or month >= this_month - interval '1 month' then
    raise exception '% is no month that can be dropped', month;
  end if;
  if to_regclass(records) is null or to_regclass(tries) is null then return; end if;
  execute format('lock table %s, %s in share mode', records, tries);
  execute format('select exists (select from %s where state in (''PENDING'', ''OUTCOME_UNKNOWN''))
                      or exists (select from %s where outcome = ''OPEN'')', records, tries) into is_open;
  if not is_open and to_regclass(later_tries) is not null then
    execute format('select exists (select from %s where dispatch_id >= %L and dispatch_id < %L and outcome = ''OPEN'')',
                   later_tries, first, next_first) into is_open;
  end if;
  if is_open then return; end if;
  execute format('select count(*) from %s', records) into dispatches;
  execute format('select count(*) from %s', tries) into attempts;
  execute format('drop table %s', records);
  execute format('drop table %s', tries);
  return next;
end
$$;
--> statement-breakpoint
revoke execute on function originator_drop_month(date) from public;
--> statement-breakpoint
grant execute on function originator_drop_month(date) to originator_system;
--> statement-breakpoint
-- The keys of a dropped month go with it.
grant delete on dispatch_key to originator_system;
