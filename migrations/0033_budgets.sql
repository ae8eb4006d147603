CREATE TABLE "budget_spending" (
	"tenant_id" text NOT NULL,
	"starts_on" date NOT NULL,
	"period" text NOT NULL,
	"budget" text NOT NULL,
	"currency" text NOT NULL,
	"lane" smallint NOT NULL,
	"amount" numeric NOT NULL,
	CONSTRAINT "budget_spending_tenant_id_starts_on_period_budget_currency_lane_pk" PRIMARY KEY("tenant_id","starts_on","period","budget","currency","lane")
);
--> statement-breakpoint
CREATE TABLE "budget_warning" (
	"tenant_id" text NOT NULL,
	"starts_on" date NOT NULL,
	"period" text NOT NULL,
	"budget" text NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"from_amount" numeric NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "budget_warning_tenant_id_starts_on_period_budget_currency_kind_pk" PRIMARY KEY("tenant_id","starts_on","period","budget","currency","kind")
);
--> statement-breakpoint
ALTER TABLE "dispatch_attempt" ADD COLUMN "budgeted" jsonb;--> statement-breakpoint
CREATE INDEX "budget_spending_by_age" ON "budget_spending" USING btree ("starts_on");--> statement-breakpoint
CREATE INDEX "budget_warning_by_age" ON "budget_warning" USING btree ("starts_on");
--> statement-breakpoint
-- Room for the next state beside the last one, so that counting stays on its page.
alter table budget_spending set (fillfactor = 70);
--> statement-breakpoint
alter table budget_spending enable row level security, force row level security;
--> statement-breakpoint
create policy budget_spending_of_tenant on budget_spending for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- What is over is forgotten for all tenants.
create policy budget_spending_of_system on budget_spending for all to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert, update on budget_spending to originator_app;
--> statement-breakpoint
grant select, delete on budget_spending to originator_system;
--> statement-breakpoint
alter table budget_warning enable row level security, force row level security;
--> statement-breakpoint
create policy budget_warning_of_tenant on budget_warning for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- Tenants whose day or month is over are looked for in all.
create policy budget_warning_of_system on budget_warning for all to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert, delete on budget_warning to originator_app;
--> statement-breakpoint
grant select on budget_warning to originator_system;
--> statement-breakpoint
select originator_let_backup_read();
