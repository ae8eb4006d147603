CREATE TABLE "guard_refusal" (
	"tenant_id" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"guard" text NOT NULL,
	"observed" boolean NOT NULL,
	"lane" smallint NOT NULL,
	"refusals" integer NOT NULL,
	"noted" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "guard_refusal_tenant_id_hour_guard_observed_lane_pk" PRIMARY KEY("tenant_id","hour","guard","observed","lane")
);
--> statement-breakpoint
CREATE TABLE "recipient_count" (
	"tenant_id" text NOT NULL,
	"channel" text NOT NULL,
	"recipient_hash" "bytea" NOT NULL,
	"ten_minutes" integer[] NOT NULL,
	"hour" integer[] NOT NULL,
	"day" integer[] NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"last_on" date NOT NULL,
	CONSTRAINT "recipient_count_tenant_id_channel_recipient_hash_pk" PRIMARY KEY("tenant_id","channel","recipient_hash")
);
--> statement-breakpoint
ALTER TABLE "configuration_version" ADD COLUMN "sending_policy" jsonb;--> statement-breakpoint
CREATE INDEX "guard_refusal_to_note" ON "guard_refusal" USING btree ("hour") WHERE "guard_refusal"."noted" < "guard_refusal"."refusals";--> statement-breakpoint
CREATE INDEX "recipient_count_by_age" ON "recipient_count" USING btree ("last_on");
--> statement-breakpoint
-- Room for the next state beside the last one, so that counting stays on its page.
alter table recipient_count set (fillfactor = 70);
--> statement-breakpoint
alter table recipient_count enable row level security, force row level security;
--> statement-breakpoint
create policy recipient_count_of_tenant on recipient_count for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- Counts of all tenants are forgotten by their age.
create policy recipient_count_of_system on recipient_count for all to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert, update, delete on recipient_count to originator_app;
--> statement-breakpoint
grant select, delete on recipient_count to originator_system;
--> statement-breakpoint
alter table guard_refusal enable row level security, force row level security;
--> statement-breakpoint
create policy guard_refusal_of_tenant on guard_refusal for all to originator_app
  using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'));
--> statement-breakpoint
-- Tenants of which an hour is over are looked for in all.
create policy guard_refusal_of_system on guard_refusal for all to originator_system using ((select current_user = 'originator_system'));
--> statement-breakpoint
grant select, insert, update on guard_refusal to originator_app;
--> statement-breakpoint
grant select on guard_refusal to originator_system;
--> statement-breakpoint
select originator_let_backup_read();
