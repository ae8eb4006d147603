CREATE TABLE "dispatch_charge_hour_rollup" (
	"tenant_id" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"billed_account" text NOT NULL,
	"currency" text NOT NULL,
	"lane" smallint NOT NULL,
	"charged" integer NOT NULL,
	"amount" numeric NOT NULL,
	CONSTRAINT "dispatch_charge_hour_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","currency","lane")
);
--> statement-breakpoint
CREATE TABLE "dispatch_country_hour_rollup" (
	"tenant_id" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"country" text NOT NULL,
	"channel" text NOT NULL,
	"billed_account" text NOT NULL,
	"lane" smallint NOT NULL,
	"dispatches" integer NOT NULL,
	"delivery_none" integer NOT NULL,
	"delivery_queued" integer NOT NULL,
	"delivery_sending" integer NOT NULL,
	"delivery_sent" integer NOT NULL,
	"delivery_delivered" integer NOT NULL,
	"delivery_undelivered" integer NOT NULL,
	"delivery_failed" integer NOT NULL,
	"delivery_ringing" integer NOT NULL,
	"delivery_in_progress" integer NOT NULL,
	"delivery_completed" integer NOT NULL,
	"delivery_busy" integer NOT NULL,
	"delivery_no_answer" integer NOT NULL,
	"delivery_canceled" integer NOT NULL,
	CONSTRAINT "dispatch_country_hour_rollup_pk" PRIMARY KEY("tenant_id","bucket","country","channel","billed_account","lane")
);
--> statement-breakpoint
CREATE TABLE "dispatch_hour_rollup" (
	"tenant_id" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"billed_account" text NOT NULL,
	"state" text NOT NULL,
	"trigger" text NOT NULL,
	"rule" text NOT NULL,
	"fell_back" boolean NOT NULL,
	"lane" smallint NOT NULL,
	"dispatches" integer NOT NULL,
	"delivery_none" integer NOT NULL,
	"delivery_queued" integer NOT NULL,
	"delivery_sending" integer NOT NULL,
	"delivery_sent" integer NOT NULL,
	"delivery_delivered" integer NOT NULL,
	"delivery_undelivered" integer NOT NULL,
	"delivery_failed" integer NOT NULL,
	"delivery_ringing" integer NOT NULL,
	"delivery_in_progress" integer NOT NULL,
	"delivery_completed" integer NOT NULL,
	"delivery_busy" integer NOT NULL,
	"delivery_no_answer" integer NOT NULL,
	"delivery_canceled" integer NOT NULL,
	CONSTRAINT "dispatch_hour_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","state","trigger","rule","fell_back","lane")
);
--> statement-breakpoint
CREATE TABLE "rollup_progress" (
	"hours_until" timestamp (3) with time zone PRIMARY KEY NOT NULL
);
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['dispatch_hour_rollup', 'dispatch_charge_hour_rollup', 'dispatch_country_hour_rollup']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy %I on %I for all to originator_app
        using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'))
      $policy$, name || '_of_tenant', name);
    execute format($policy$
      create policy %I on %I for all to originator_system using ((select current_user = 'originator_system'))
      $policy$, name || '_of_system', name);
    execute format($policy$
      create policy %I on %I for select to originator_platform using ((select current_user = 'originator_platform'))
      $policy$, name || '_of_platform', name);
    execute format('grant select, insert, update on %I to originator_app', name);
    execute format('grant select, insert on %I to originator_system', name);
    execute format('grant select on %I to originator_platform', name);
  end loop;
end
$$;
--> statement-breakpoint
grant select on rollup_progress to originator_app, originator_system, originator_platform;
--> statement-breakpoint
grant update on rollup_progress to originator_system;
--> statement-breakpoint
-- Before the first dispatch that was counted, and before what still counts by quarter-hours only, hours are complete: empty.
alter table dispatch_cell no force row level security;
--> statement-breakpoint
insert into rollup_progress (hours_until)
select date_trunc('hour', least(min(bucket), now() - interval '2 days'), 'UTC') from dispatch_cell;
--> statement-breakpoint
alter table dispatch_cell force row level security;
