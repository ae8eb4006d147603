CREATE TABLE "legal_hold" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"of_subject" boolean NOT NULL,
	"valid_from" timestamp (3) with time zone,
	"valid_to" timestamp (3) with time zone,
	"released_by" uuid,
	CONSTRAINT "legal_hold_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "legal_hold_span" CHECK ("legal_hold"."valid_from" < "legal_hold"."valid_to")
);
--> statement-breakpoint
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "legal_hold_standing" ON "legal_hold" USING btree ("tenant_id") WHERE "legal_hold"."released_by" is null;
--> statement-breakpoint
alter table legal_hold enable row level security, force row level security;
--> statement-breakpoint
create policy legal_hold_of_tenant on legal_hold for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- Retention looks at the holds of all tenants.
create policy legal_hold_of_system on legal_hold for select to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert on legal_hold to originator_app;
--> statement-breakpoint
grant update (released_by) on legal_hold to originator_app;
--> statement-breakpoint
grant select on legal_hold to originator_system;
--> statement-breakpoint
-- A hold stays as it was placed, and is released once and for good.
create function originator_refuse_all_but_release() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.released_by is null and new.released_by is not null
     and to_jsonb(new) - 'released_by' = to_jsonb(old) - 'released_by' then
    return new;
  end if;
  raise exception '% can only be released: % refused', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger only_released before update or delete on legal_hold
  for each row execute function originator_refuse_all_but_release();
--> statement-breakpoint
create trigger append_only_truncate before truncate on legal_hold
  for each statement execute function originator_refuse_change();
--> statement-breakpoint
alter table legal_hold enable always trigger only_released, enable always trigger append_only_truncate;
--> statement-breakpoint
select originator_let_backup_read();
