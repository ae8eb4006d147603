CREATE TABLE "change_request" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"digest" text NOT NULL,
	"base_version" integer NOT NULL,
	"input" jsonb,
	"apply_at" timestamp (3) with time zone,
	"decided_entry" uuid,
	"approved_entry" uuid,
	"version" integer,
	CONSTRAINT "change_request_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "tenant" ADD COLUMN "four_eyes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "change_request_open" ON "change_request" USING btree ("tenant_id") WHERE "change_request"."state" in ('PENDING', 'APPROVED');--> statement-breakpoint
CREATE UNIQUE INDEX "change_request_version" ON "change_request" USING btree ("tenant_id","version") WHERE "change_request"."version" is not null;--> statement-breakpoint
CREATE INDEX "change_request_due" ON "change_request" USING btree ("apply_at") WHERE "change_request"."state" = 'APPROVED';
--> statement-breakpoint
alter table change_request enable row level security, force row level security;
--> statement-breakpoint
create policy change_request_of_tenant on change_request for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- What is due is looked for in all tenants.
create policy change_request_of_system on change_request for select to originator_system
  using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert on change_request to originator_app;
--> statement-breakpoint
-- A request stays as it was asked for; only what became of it changes.
grant update (state, decided_entry, approved_entry, version) on change_request to originator_app;
--> statement-breakpoint
grant select on change_request to originator_system;
--> statement-breakpoint
grant update (four_eyes) on tenant to originator_app;
--> statement-breakpoint
select originator_let_backup_read();
