-- pg_dump reads as originator_backup: every row of every tenant, and nothing but reading. Row-level security binds the
-- owner too, so that a dump as the owner is refused, or empty with --enable-row-security.

-- Lets the backup role read whatever table or sequence it may not read yet. For the owner alone.
create function originator_let_backup_read() returns void
language plpgsql set search_path = pg_catalog, public as $$
declare
  one record;
begin
  for one in
    select c.oid, c.oid::regclass as relation, c.relkind <> 'S' and not exists (
             select from pg_policy p where p.polrelid = c.oid and p.polname = 'all_rows_of_backup') as lacks_policy
      from pg_class c
     where c.relnamespace in (to_regnamespace('public'), to_regnamespace('drizzle'))
       and c.relkind in ('r', 'p', 'S') and pg_get_userbyid(c.relowner) = current_user
     order by c.oid
  loop
    if not has_table_privilege('originator_backup', one.oid, 'select') then
      execute format('grant select on %s to originator_backup', one.relation);
    end if;
    if one.lacks_policy then
      execute format('create policy all_rows_of_backup on %s for select to originator_backup using (true)', one.relation);
    end if;
  end loop;
end
$$;
--> statement-breakpoint
revoke execute on function originator_let_backup_read() from public;
--> statement-breakpoint
grant usage on schema drizzle to originator_backup;
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
  perform originator_let_backup_read();
end
$$;
--> statement-breakpoint
create or replace function originator_replace_month(month date) returns void
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
  perform originator_let_backup_read();
end
$$;
--> statement-breakpoint
select originator_let_backup_read();
