-- Retention drops the dispatches of a whole month: all or, while one of them is open, nothing and no row. Attempts lie in
-- the month in which they were begun, so those of its last dispatches are looked for in the next month too, and a month
-- stays that holds attempts of the month before it, as long as that one stays. Only partitions are read here: they have
-- no row-level security of their own, which would bind the owner.
create or replace function originator_drop_month(month date, out dispatches bigint, out attempts bigint) returns setof record
language plpgsql security definer set search_path = pg_catalog, public set lock_timeout = '5s' as $$
declare
  this_month timestamp := date_trunc('month', now() at time zone 'UTC');
  first uuid := originator_first_uuid(month::timestamp at time zone 'UTC');
  next_first uuid := originator_first_uuid((month + interval '1 month') at time zone 'UTC');
  records text := 'public.dispatch_record' || to_char(month, '_YYYY_MM');
  tries text := 'public.dispatch_attempt' || to_char(month, '_YYYY_MM');
  later_tries text := 'public.dispatch_attempt' || to_char(month + interval '1 month', '_YYYY_MM');
  earlier_records text := 'public.dispatch_record' || to_char(month - interval '1 month', '_YYYY_MM');
  is_needed boolean;
begin
  if month <> date_trunc('month', month)::date or month >= this_month - interval '1 month' then
    raise exception '% is no month that can be dropped', month;
  end if;
  if to_regclass(records) is null or to_regclass(tries) is null then return; end if;
  execute format('lock table %s, %s in share mode', records, tries);
  execute format('select exists (select from %s where state in (''PENDING'', ''OUTCOME_UNKNOWN''))
                      or exists (select from %s where outcome = ''OPEN'')', records, tries) into is_needed;
  if not is_needed and to_regclass(later_tries) is not null then
    execute format('select exists (select from %s where dispatch_id >= %L and dispatch_id < %L and outcome = ''OPEN'')',
                   later_tries, first, next_first) into is_needed;
  end if;
  if not is_needed and to_regclass(earlier_records) is not null then
    execute format('select exists (select from %s where dispatch_id < %L)', tries, first) into is_needed;
  end if;
  if is_needed then return; end if;
  execute format('select count(*) from %s', records) into dispatches;
  execute format('select count(*) from %s', tries) into attempts;
  execute format('drop table %s', records);
  execute format('drop table %s', tries);
  return next;
end
$$;
