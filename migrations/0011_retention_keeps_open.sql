-- A function of the owner works under `row_security = off`: row-level security binds the owner too, so that a statement on
-- rows would see none of them and take that for the truth. Like this it fails instead. What reads or writes rows runs as
-- the role of its caller, under that role's policies; functions of the owner make, lock and drop tables.

-- Makes the partition of a month (its first instant, in UTC); null where it is there. For the owner alone.
create function originator_make_partition(parent text, month timestamp) returns text
language plpgsql set search_path = pg_catalog, public as $$
declare
  partition text := parent || to_char(month, '_YYYY_MM');
  guard name;
begin
  if to_regclass('public.' || quote_ident(partition)) is not null then return null; end if;
  execute format('create table public.%I partition of public.%I for values from (%L) to (%L)', partition, parent,
    originator_first_uuid(month at time zone 'UTC'),
    originator_first_uuid((month + interval '1 month') at time zone 'UTC'));
  if parent = 'audit_entry' then
    execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function public.originator_refuse_change()', partition);
  end if;
  -- Triggers that refuse a change fire in every session, also in one that replays the changes of another server.
  for guard in select t.tgname from pg_trigger t join pg_proc p on p.oid = t.tgfoid
                where t.tgrelid = to_regclass('public.' || quote_ident(partition)) and p.proname like 'originator\_refuse\_%'
  loop
    execute format('alter table public.%I enable always trigger %I', partition, guard);
  end loop;
  execute format('alter table public.%I enable row level security, force row level security', partition);
  return partition;
end
$$;
--> statement-breakpoint
revoke execute on function originator_make_partition(text, timestamp) from public;
--> statement-breakpoint
create or replace function originator_ensure_partitions(months_ahead integer) returns setof text
language plpgsql security definer set search_path = pg_catalog, public set row_security = off as $$
begin
  perform pg_advisory_xact_lock(hashtext('originator_ensure_partitions'));
  return query
    select made from (
      select originator_make_partition(parent, month) as made
        from unnest(array['audit_entry', 'dispatch_record', 'dispatch_attempt']) as parent,
             generate_series(
               date_trunc('month', now() at time zone 'UTC') - interval '1 month',
               date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead),
               interval '1 month') as month) as partitions
     where made is not null;
end
$$;
--> statement-breakpoint
drop function originator_drop_month(date);
--> statement-breakpoint
-- Retention, before rows are looked at: keeps the month from being changed and makes a table for what stays of its
-- dispatches, and one for what stays of the attempts that were begun in it. False where there is no such month.
create function originator_set_month_apart(month date) returns boolean
language plpgsql security definer set search_path = pg_catalog, public set row_security = off set lock_timeout = '5s' as $$
declare
  parent text;
begin
  if month <> date_trunc('month', month)::date
     or month >= date_trunc('month', now() at time zone 'UTC') - interval '1 month' then
    raise exception '% is no month that can be dropped', month;
  end if;
  foreach parent in array array['dispatch_record', 'dispatch_attempt']
  loop
    if to_regclass('public.' || parent || to_char(month, '_YYYY_MM')) is null then return false; end if;
  end loop;
  foreach parent in array array['dispatch_record', 'dispatch_attempt']
  loop
    execute format('lock table public.%I in share mode', parent || to_char(month, '_YYYY_MM'));
    execute format('create table public.%I (like public.%I including defaults including constraints)', parent || '_kept', parent);
    execute format('grant select, insert on public.%I to originator_system', parent || '_kept');
  end loop;
  return true;
end
$$;
--> statement-breakpoint
-- Retention, after what stays has been copied: drops the month, and puts what stays in its place, if that is anything.
create function originator_replace_month(month date) returns void
language plpgsql security definer set search_path = pg_catalog, public set row_security = off set lock_timeout = '5s' as $$
declare
  parent text;
  partition text;
  is_kept boolean;
begin
  select exists (select from dispatch_record_kept) or exists (select from dispatch_attempt_kept) into is_kept;
  foreach parent in array array['dispatch_record', 'dispatch_attempt']
  loop
    partition := parent || to_char(month, '_YYYY_MM');
    execute format('drop table public.%I', partition);
    if is_kept then
      execute format('alter table public.%I rename to %I', parent || '_kept', partition);
      execute format('revoke all on public.%I from originator_system', partition);
      execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', parent, partition,
        originator_first_uuid(month::timestamp at time zone 'UTC'),
        originator_first_uuid((month + interval '1 month') at time zone 'UTC'));
      execute format('alter table public.%I enable row level security, force row level security', partition);
    else
      execute format('drop table public.%I', parent || '_kept');
    end if;
  end loop;
end
$$;
--> statement-breakpoint
revoke execute on function originator_set_month_apart(date), originator_replace_month(date) from public;
--> statement-breakpoint
grant execute on function originator_set_month_apart(date), originator_replace_month(date) to originator_system;
--> statement-breakpoint
do $$
declare
  guard record;
begin
  for guard in select t.tgrelid::regclass as guarded, t.tgname as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid
                where p.proname like 'originator\_refuse\_%'
  loop
    execute format('alter table %s enable always trigger %I', guard.guarded, guard.name);
  end loop;
end
$$;
