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
create or replace function originator_make_partition(parent text, month timestamp) returns text
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
  execute format('grant select on public.%I to originator_backup', partition);
  execute format('create policy all_rows_of_backup on public.%I for select to originator_backup using (true)', partition);
  return partition;
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
