CREATE TABLE "request_key" (
	"tenant_id" text NOT NULL,
	"key" "bytea" NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"outcome" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "request_key_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE INDEX "request_key_by_age" ON "request_key" USING btree ("created_at");
--> statement-breakpoint
alter table request_key enable row level security, force row level security;
--> statement-breakpoint
create policy request_key_of_tenant on request_key for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- Keys of all tenants are forgotten by their age.
create policy request_key_of_system on request_key for all to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert on request_key to originator_app;
--> statement-breakpoint
grant update (outcome) on request_key to originator_app;
--> statement-breakpoint
grant select, delete on request_key to originator_system;
--> statement-breakpoint
select originator_let_backup_read();
