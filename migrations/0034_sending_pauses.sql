CREATE TABLE "sending_pause" (
	"tenant_id" text NOT NULL,
	"country" text NOT NULL,
	"entry_id" uuid NOT NULL,
	CONSTRAINT "sending_pause_tenant_id_country_pk" PRIMARY KEY("tenant_id","country")
);
--> statement-breakpoint
ALTER TABLE "sending_pause" ADD CONSTRAINT "sending_pause_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
alter table sending_pause enable row level security, force row level security;
--> statement-breakpoint
create policy sending_pause_of_tenant on sending_pause for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- What stops the messages of all tenants is looked up for each of them.
create policy sending_pause_of_platform on sending_pause for select to originator_app
  using ((select current_user = 'originator_app') and tenant_id = '$platform');
--> statement-breakpoint
-- The check compares those of all tenants with their logs.
create policy sending_pause_of_system on sending_pause for select to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert, delete on sending_pause to originator_app;
--> statement-breakpoint
grant select on sending_pause to originator_system;
--> statement-breakpoint
select originator_let_backup_read();
