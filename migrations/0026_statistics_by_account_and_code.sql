CREATE TABLE "dispatch_failure_hour_rollup" (
	"tenant_id" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"billed_account" text NOT NULL,
	"account_sid" text NOT NULL,
	"stage" text NOT NULL,
	"originator" text NOT NULL,
	"code" integer NOT NULL,
	"lane" smallint NOT NULL,
	"failures" integer NOT NULL,
	CONSTRAINT "dispatch_failure_hour_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","account_sid","stage","originator","code","lane")
);
--> statement-breakpoint
CREATE TABLE "dispatch_failure_rollup" (
	"tenant_id" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"billed_account" text NOT NULL,
	"account_sid" text NOT NULL,
	"stage" text NOT NULL,
	"originator" text NOT NULL,
	"code" integer NOT NULL,
	"lane" smallint NOT NULL,
	"failures" integer NOT NULL,
	CONSTRAINT "dispatch_failure_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","account_sid","stage","originator","code","lane")
);
--> statement-breakpoint
ALTER TABLE "dispatch_charge_hour_rollup" ADD COLUMN "account_sid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_charge_hour_rollup" ADD COLUMN "country" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_charge_rollup" ADD COLUMN "account_sid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_charge_rollup" ADD COLUMN "country" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_hour_rollup" ADD COLUMN "account_sid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_hour_rollup" ADD COLUMN "state" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_hour_rollup" ADD COLUMN "trigger" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_hour_rollup" ADD COLUMN "rule" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_hour_rollup" ADD COLUMN "fell_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_rollup" ADD COLUMN "account_sid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_rollup" ADD COLUMN "state" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_rollup" ADD COLUMN "trigger" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_rollup" ADD COLUMN "rule" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_country_rollup" ADD COLUMN "fell_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "account_sid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_100" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_200" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_500" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_1000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_2000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_5000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_10000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_in_30000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "accepted_later" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_1000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_2000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_5000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_10000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_30000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_60000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_300000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_in_900000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD COLUMN "delivered_later" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_record" ADD COLUMN "delivered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "account_sid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_100" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_200" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_500" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_1000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_2000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_5000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_10000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_in_30000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "accepted_later" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_1000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_2000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_5000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_10000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_30000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_60000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_300000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_in_900000" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD COLUMN "delivered_later" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "dispatch_failure_rollup_by_time" ON "dispatch_failure_rollup" USING brin ("bucket");--> statement-breakpoint
ALTER TABLE "dispatch_charge_hour_rollup" DROP CONSTRAINT "dispatch_charge_hour_rollup_pk";
--> statement-breakpoint
ALTER TABLE "dispatch_charge_hour_rollup" ADD CONSTRAINT "dispatch_charge_hour_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","account_sid","country","currency","lane");--> statement-breakpoint
ALTER TABLE "dispatch_charge_rollup" DROP CONSTRAINT "dispatch_charge_rollup_pk";
--> statement-breakpoint
ALTER TABLE "dispatch_charge_rollup" ADD CONSTRAINT "dispatch_charge_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","account_sid","country","currency","lane");--> statement-breakpoint
ALTER TABLE "dispatch_country_hour_rollup" DROP CONSTRAINT "dispatch_country_hour_rollup_pk";
--> statement-breakpoint
ALTER TABLE "dispatch_country_hour_rollup" ADD CONSTRAINT "dispatch_country_hour_rollup_pk" PRIMARY KEY("tenant_id","bucket","country","channel","billed_account","account_sid","state","trigger","rule","fell_back","lane");--> statement-breakpoint
ALTER TABLE "dispatch_country_rollup" DROP CONSTRAINT "dispatch_country_rollup_pk";
--> statement-breakpoint
ALTER TABLE "dispatch_country_rollup" ADD CONSTRAINT "dispatch_country_rollup_pk" PRIMARY KEY("tenant_id","bucket","country","channel","billed_account","account_sid","state","trigger","rule","fell_back","lane");--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" DROP CONSTRAINT "dispatch_hour_rollup_pk";
--> statement-breakpoint
ALTER TABLE "dispatch_hour_rollup" ADD CONSTRAINT "dispatch_hour_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","account_sid","state","trigger","rule","fell_back","lane");--> statement-breakpoint
ALTER TABLE "dispatch_rollup" DROP CONSTRAINT "dispatch_rollup_pk";
--> statement-breakpoint
ALTER TABLE "dispatch_rollup" ADD CONSTRAINT "dispatch_rollup_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","account_sid","state","trigger","rule","fell_back","lane");
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['dispatch_failure_rollup', 'dispatch_failure_hour_rollup']
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
    execute format('grant select on %I to originator_system, originator_platform', name);
  end loop;
end
$$;
--> statement-breakpoint
grant insert on dispatch_failure_hour_rollup to originator_system;
--> statement-breakpoint
-- The months of which there are records are counted once more, now by all that is counted. Of others the counts stay as they are.
-- The owner reads and writes the rows of all tenants here, which it is otherwise kept from.
do $$
declare
  name text;
  month text;
  first timestamptz;
  last timestamptz;
  done timestamptz := (select hours_until from rollup_progress);
begin
  foreach name in array array['dispatch_record', 'dispatch_attempt', 'dispatch_rollup', 'dispatch_hour_rollup', 'dispatch_country_rollup', 'dispatch_country_hour_rollup', 'dispatch_charge_rollup', 'dispatch_charge_hour_rollup', 'dispatch_failure_rollup', 'dispatch_failure_hour_rollup']
  loop
    execute format('alter table %I no force row level security', name);
  end loop;
  create temporary view counted as
    select r.*, coalesce(a.account_sid, '') as account_sid, a.settled_at as accepted_at
      from dispatch_record r
      left join lateral (
        select account_sid, settled_at from dispatch_attempt a
         where a.tenant_id = r.tenant_id and a.dispatch_id = r.id and a.originator = r.billed_account
           and a.id >= originator_first_uuid(r.created_at - interval '24 hours')
           and a.id < originator_first_uuid(r.created_at + interval '24 hours')
         order by a.ordinal limit 1) a on true
     where r.state <> 'PENDING';
  for month in
    select substr(child.relname, length('dispatch_record_') + 1) from pg_inherits join pg_class child on child.oid = inhrelid
     where inhparent = 'public.dispatch_record'::regclass and child.relname ~ '^dispatch_record_\d{4}_\d{2}$'
  loop
    first := (replace(month, '_', '-') || '-01')::timestamp at time zone 'UTC';
    last := ((replace(month, '_', '-') || '-01')::timestamp + interval '1 month') at time zone 'UTC';
    foreach name in array array['dispatch_rollup', 'dispatch_hour_rollup', 'dispatch_country_rollup', 'dispatch_country_hour_rollup', 'dispatch_charge_rollup', 'dispatch_charge_hour_rollup', 'dispatch_failure_rollup', 'dispatch_failure_hour_rollup']
    loop
      execute format('delete from %I where bucket >= $1 and bucket < $2', name) using first, last;
    end loop;
    insert into dispatch_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, state, trigger, rule, fell_back, dispatches, delivery_none, delivery_queued, delivery_sending, delivery_sent, delivery_delivered, delivery_undelivered, delivery_failed, delivery_ringing, delivery_in_progress, delivery_completed, delivery_busy, delivery_no_answer, delivery_canceled, accepted_in_100, accepted_in_200, accepted_in_500, accepted_in_1000, accepted_in_2000, accepted_in_5000, accepted_in_10000, accepted_in_30000, accepted_later, delivered_in_1000, delivered_in_2000, delivered_in_5000, delivered_in_10000, delivered_in_30000, delivered_in_60000, delivered_in_300000, delivered_in_900000, delivered_later)
    select 0, tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, state, coalesce(trigger, ''), rule, fell_back, count(*),
      count(*) filter (where delivery = 'NONE'),
      count(*) filter (where delivery = 'QUEUED'),
      count(*) filter (where delivery = 'SENDING'),
      count(*) filter (where delivery = 'SENT'),
      count(*) filter (where delivery = 'DELIVERED'),
      count(*) filter (where delivery = 'UNDELIVERED'),
      count(*) filter (where delivery = 'FAILED'),
      count(*) filter (where delivery = 'RINGING'),
      count(*) filter (where delivery = 'IN_PROGRESS'),
      count(*) filter (where delivery = 'COMPLETED'),
      count(*) filter (where delivery = 'BUSY'),
      count(*) filter (where delivery = 'NO_ANSWER'),
      count(*) filter (where delivery = 'CANCELED'),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 100),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 200 and extract(epoch from accepted_at - created_at) * 1000 > 100),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 500 and extract(epoch from accepted_at - created_at) * 1000 > 200),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 1000 and extract(epoch from accepted_at - created_at) * 1000 > 500),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 2000 and extract(epoch from accepted_at - created_at) * 1000 > 1000),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 5000 and extract(epoch from accepted_at - created_at) * 1000 > 2000),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 10000 and extract(epoch from accepted_at - created_at) * 1000 > 5000),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 <= 30000 and extract(epoch from accepted_at - created_at) * 1000 > 10000),
      count(*) filter (where extract(epoch from accepted_at - created_at) * 1000 > 30000),
      0, 0, 0, 0, 0, 0, 0, 0, 0
      from counted where created_at >= first and created_at < last
     group by tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, state, coalesce(trigger, ''), rule, fell_back;
    insert into dispatch_country_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, state, trigger, rule, fell_back, country, dispatches, delivery_none, delivery_queued, delivery_sending, delivery_sent, delivery_delivered, delivery_undelivered, delivery_failed, delivery_ringing, delivery_in_progress, delivery_completed, delivery_busy, delivery_no_answer, delivery_canceled)
    select 0, tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, state, coalesce(trigger, ''), rule, fell_back, country, count(*),
      count(*) filter (where delivery = 'NONE'),
      count(*) filter (where delivery = 'QUEUED'),
      count(*) filter (where delivery = 'SENDING'),
      count(*) filter (where delivery = 'SENT'),
      count(*) filter (where delivery = 'DELIVERED'),
      count(*) filter (where delivery = 'UNDELIVERED'),
      count(*) filter (where delivery = 'FAILED'),
      count(*) filter (where delivery = 'RINGING'),
      count(*) filter (where delivery = 'IN_PROGRESS'),
      count(*) filter (where delivery = 'COMPLETED'),
      count(*) filter (where delivery = 'BUSY'),
      count(*) filter (where delivery = 'NO_ANSWER'),
      count(*) filter (where delivery = 'CANCELED')
      from counted where created_at >= first and created_at < last
     group by tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, state, coalesce(trigger, ''), rule, fell_back, country;
    insert into dispatch_charge_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, country, currency, charged, amount)
    select 0, tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, country, charge_currency, count(*), sum(charge_amount)
      from counted where created_at >= first and created_at < last and charge_amount is not null
     group by tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, country, charge_currency;
    insert into dispatch_failure_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, stage, originator, code, failures)
    select 0, tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, stage, originator,
           case when code between 1 and 99999 then code else 0 end, count(*)
      from (select c.tenant_id, c.created_at, c.channel, c.billed_account, c.account_sid, 'API' as stage, a.originator, a.code
              from counted c join dispatch_attempt a on a.tenant_id = c.tenant_id and a.dispatch_id = c.id
               and a.id >= originator_first_uuid(c.created_at - interval '24 hours')
               and a.id < originator_first_uuid(c.created_at + interval '24 hours')
             where a.outcome <> 'ACCEPTED' and a.fault is distinct from 'TIME_SPENT'
             union all
            select tenant_id, created_at, channel, billed_account, account_sid, 'DELIVERY', billed_account, delivery_code
              from counted
             where billed_account in ('CUSTOM', 'DEFAULT')
               and delivery in ('UNDELIVERED', 'FAILED', 'BUSY', 'NO_ANSWER', 'CANCELED')) failed
     where created_at >= first and created_at < last
     group by tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, account_sid, stage, originator, case when code between 1 and 99999 then code else 0 end;
    insert into dispatch_hour_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, state, trigger, rule, fell_back, dispatches, delivery_none, delivery_queued, delivery_sending, delivery_sent, delivery_delivered, delivery_undelivered, delivery_failed, delivery_ringing, delivery_in_progress, delivery_completed, delivery_busy, delivery_no_answer, delivery_canceled, accepted_in_100, accepted_in_200, accepted_in_500, accepted_in_1000, accepted_in_2000, accepted_in_5000, accepted_in_10000, accepted_in_30000, accepted_later, delivered_in_1000, delivered_in_2000, delivered_in_5000, delivered_in_10000, delivered_in_30000, delivered_in_60000, delivered_in_300000, delivered_in_900000, delivered_later)
    select 0, tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, state, trigger, rule, fell_back, sum(dispatches), sum(delivery_none), sum(delivery_queued), sum(delivery_sending), sum(delivery_sent), sum(delivery_delivered), sum(delivery_undelivered), sum(delivery_failed), sum(delivery_ringing), sum(delivery_in_progress), sum(delivery_completed), sum(delivery_busy), sum(delivery_no_answer), sum(delivery_canceled), sum(accepted_in_100), sum(accepted_in_200), sum(accepted_in_500), sum(accepted_in_1000), sum(accepted_in_2000), sum(accepted_in_5000), sum(accepted_in_10000), sum(accepted_in_30000), sum(accepted_later), sum(delivered_in_1000), sum(delivered_in_2000), sum(delivered_in_5000), sum(delivered_in_10000), sum(delivered_in_30000), sum(delivered_in_60000), sum(delivered_in_300000), sum(delivered_in_900000), sum(delivered_later)
      from dispatch_rollup where bucket >= first and bucket < least(last, done)
     group by tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, state, trigger, rule, fell_back;
    insert into dispatch_country_hour_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, state, trigger, rule, fell_back, country, dispatches, delivery_none, delivery_queued, delivery_sending, delivery_sent, delivery_delivered, delivery_undelivered, delivery_failed, delivery_ringing, delivery_in_progress, delivery_completed, delivery_busy, delivery_no_answer, delivery_canceled)
    select 0, tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, state, trigger, rule, fell_back, country, sum(dispatches), sum(delivery_none), sum(delivery_queued), sum(delivery_sending), sum(delivery_sent), sum(delivery_delivered), sum(delivery_undelivered), sum(delivery_failed), sum(delivery_ringing), sum(delivery_in_progress), sum(delivery_completed), sum(delivery_busy), sum(delivery_no_answer), sum(delivery_canceled)
      from dispatch_country_rollup where bucket >= first and bucket < least(last, done)
     group by tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, state, trigger, rule, fell_back, country;
    insert into dispatch_charge_hour_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, country, currency, charged, amount)
    select 0, tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, country, currency, sum(charged), sum(amount)
      from dispatch_charge_rollup where bucket >= first and bucket < least(last, done)
     group by tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, country, currency;
    insert into dispatch_failure_hour_rollup (lane, tenant_id, bucket, channel, billed_account, account_sid, stage, originator, code, failures)
    select 0, tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, stage, originator, code, sum(failures)
      from dispatch_failure_rollup where bucket >= first and bucket < least(last, done)
     group by tenant_id, date_trunc('hour', bucket, 'UTC'), channel, billed_account, account_sid, stage, originator, code;
  end loop;
  drop view counted;
  foreach name in array array['dispatch_record', 'dispatch_attempt', 'dispatch_rollup', 'dispatch_hour_rollup', 'dispatch_country_rollup', 'dispatch_country_hour_rollup', 'dispatch_charge_rollup', 'dispatch_charge_hour_rollup', 'dispatch_failure_rollup', 'dispatch_failure_hour_rollup']
  loop
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;
