CREATE TABLE "ledger_published" (
	"epoch" integer PRIMARY KEY NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"note" text,
	"witnessed_note" text,
	"witnessed_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_round" (
	"epoch" integer NOT NULL,
	"round" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"heads" "bytea" NOT NULL,
	CONSTRAINT "ledger_round_epoch_round_pk" PRIMARY KEY("epoch","round")
);
--> statement-breakpoint
CREATE TABLE "ledger_round_head" (
	"tenant_id" text NOT NULL,
	"epoch" integer NOT NULL,
	"round" bigint NOT NULL,
	"position" integer NOT NULL,
	"size" bigint NOT NULL,
	CONSTRAINT "ledger_round_head_tenant_id_epoch_round_pk" PRIMARY KEY("tenant_id","epoch","round")
);
--> statement-breakpoint
ALTER TABLE "ledger_head" ADD COLUMN "opening" "bytea";
--> statement-breakpoint
alter table ledger_round_head enable row level security, force row level security;
--> statement-breakpoint
create policy ledger_round_head_of_tenant on ledger_round_head for select to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
create policy ledger_round_head_of_system on ledger_round_head for all to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
-- A round shows hashes only, of which nobody can tell the tenants.
grant select on ledger_round, ledger_round_head to originator_app;
--> statement-breakpoint
grant select, insert on ledger_round, ledger_round_head to originator_system;
--> statement-breakpoint
grant update (opening) on ledger_head to originator_system;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['ledger_round', 'ledger_round_head']
  loop
    execute format('create trigger append_only before update or delete on %I for each row execute function originator_refuse_change()', name);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function originator_refuse_change()', name);
  end loop;
end
$$;
--> statement-breakpoint
alter table ledger_round enable always trigger append_only, enable always trigger append_only_truncate;
--> statement-breakpoint
alter table ledger_round_head enable always trigger append_only, enable always trigger append_only_truncate;
--> statement-breakpoint
-- The host log is public: every tenant's transaction may read it, to prove that its own log is in it.
do $$
declare
  name text;
begin
  foreach name in array array['ledger_head', 'ledger_leaf', 'ledger_node']
  loop
    execute format($policy$
      create policy %I on %I for select to originator_app
        using ((select current_user = 'originator_app') and tenant_id = '$log')
      $policy$, name || '_of_host', name);
  end loop;
end
$$;
--> statement-breakpoint
grant select on ledger_published to originator_app, originator_system;
--> statement-breakpoint
grant insert on ledger_published to originator_system;
--> statement-breakpoint
grant update (size, note, witnessed_note, witnessed_at, lease_until) on ledger_published to originator_system;
--> statement-breakpoint
select originator_let_backup_read();
