-- Rights, row-level security and append-only history of the ledger: what Drizzle cannot say.

do $$
declare
  name text;
begin
  foreach name in array array['ledger_head', 'ledger_leaf', 'ledger_node']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy %I on %I for select to originator_app
        using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'))
      $policy$, name || '_of_tenant', name);
    execute format($policy$
      create policy %I on %I for all to originator_system using ((select current_user = 'originator_system'))
      $policy$, name || '_of_system', name);
    execute format('grant select on %I to originator_app', name);
    execute format('grant select, insert on %I to originator_system', name);
  end loop;
end
$$;
--> statement-breakpoint
grant update (size, frontier, note, sealed_at) on ledger_head to originator_system;
--> statement-breakpoint
-- A tenant's transaction queues its own entries, and sees nothing of the queue.
alter table ledger_queue enable row level security, force row level security;
--> statement-breakpoint
create policy ledger_queue_of_tenant on ledger_queue for insert to originator_app
  with check (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
create policy ledger_queue_of_system on ledger_queue for all to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant insert on ledger_queue to originator_app;
--> statement-breakpoint
grant select, insert, delete on ledger_queue to originator_system;
--> statement-breakpoint
-- What has been sealed leaves the queue at once: without this the next look at it would pass over all that went before.
alter table ledger_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
--> statement-breakpoint
grant select on ledger_epoch to originator_app, originator_system;
--> statement-breakpoint
grant insert on ledger_epoch to originator_system;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['ledger_leaf', 'ledger_node', 'ledger_epoch']
  loop
    execute format('create trigger append_only before update or delete on %I for each row execute function originator_refuse_change()', name);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function originator_refuse_change()', name);
  end loop;
end
$$;
--> statement-breakpoint
-- A head only moves on.
create function originator_refuse_return() returns trigger language plpgsql as $$
begin
  if new.tenant_id = old.tenant_id and new.epoch = old.epoch and new.origin = old.origin and new.size > old.size then
    return new;
  end if;
  raise exception '% only grows', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger only_grows before update on ledger_head for each row execute function originator_refuse_return();
--> statement-breakpoint
create trigger append_only before delete on ledger_head for each row execute function originator_refuse_change();
--> statement-breakpoint
create trigger append_only_truncate before truncate on ledger_head for each statement execute function originator_refuse_change();
--> statement-breakpoint
-- Rows are read and written as the system: row-level security binds the owner too.
set local role originator_system;
--> statement-breakpoint
insert into ledger_epoch (epoch, started_at) values (1, now());
--> statement-breakpoint
-- Entries older than the ledger are sealed before all others, in their order.
insert into ledger_queue (tenant_id, entry_id, leaf_hash)
  select tenant_id, id, leaf_hash from audit_entry order by id;
--> statement-breakpoint
reset role;
