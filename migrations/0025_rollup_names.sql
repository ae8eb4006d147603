-- The names say what the tables are, as those of the hours do; so do their policies, keys and indexes.
do $$
declare
  kind text;
  was text;
  name text;
  part text;
begin
  foreach kind in array array['dispatch', 'dispatch_charge', 'dispatch_country']
  loop
    was := kind || '_cell';
    name := kind || '_rollup';
    execute format('alter table %I rename to %I', was, name);
    execute format('alter index %I rename to %I', was || '_by_time', name || '_by_time');
    execute format('alter table %I rename constraint %I to %I', name,
      (select conname from pg_constraint where conrelid = to_regclass(name) and contype = 'p'), name || '_pk');
    foreach part in array array['tenant', 'system', 'platform']
    loop
      execute format('alter policy %I on %I rename to %I', was || '_of_' || part, name, name || '_of_' || part);
    end loop;
  end loop;
end
$$;
