-- Statistics count as a fallback what the default account was tried for, not what a policy allowed it for.
ALTER TABLE "dispatch_record" ADD COLUMN "fell_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_cell" DROP CONSTRAINT "dispatch_cell_tenant_id_bucket_channel_billed_account_state_trigger_rule_lane_pk";--> statement-breakpoint
ALTER TABLE "dispatch_cell" ADD COLUMN "fell_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dispatch_cell" ALTER COLUMN "fell_back" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "dispatch_cell" ADD CONSTRAINT "dispatch_cell_tenant_id_bucket_channel_billed_account_state_trigger_rule_fell_back_lane_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","state","trigger","rule","fell_back","lane");--> statement-breakpoint
-- The owner brings the rows of all tenants up to date here, which it is otherwise kept from.
alter table dispatch_record no force row level security;
--> statement-breakpoint
alter table dispatch_attempt no force row level security;
--> statement-breakpoint
alter table dispatch_cell no force row level security;
--> statement-breakpoint
update dispatch_record r set fell_back = true
 where rule <> 'NO_CUSTOM_ACCOUNT'
   and exists (select from dispatch_attempt a
                where a.tenant_id = r.tenant_id and a.dispatch_id = r.id and a.originator = 'DEFAULT'
                  and a.fault is distinct from 'TIME_SPENT');
--> statement-breakpoint
-- What a policy allowed was nearly always tried; of what was not, those whose records are kept are taken out again.
update dispatch_cell set fell_back = true where rule in ('FALLBACK_ALLOWED', 'FALLBACK_NOT_DEFINED');
--> statement-breakpoint
insert into dispatch_cell as cell (tenant_id, bucket, channel, billed_account, state, trigger, rule, fell_back, lane, dispatches,
    delivery_none, delivery_queued, delivery_sending, delivery_sent, delivery_delivered, delivery_undelivered,
    delivery_failed, delivery_ringing, delivery_in_progress, delivery_completed, delivery_busy, delivery_no_answer,
    delivery_canceled)
select tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, state,
       coalesce(trigger, ''), rule, side.fell_back, 0, side.sign * count(*),
       side.sign * count(*) filter (where delivery = 'NONE'),
       side.sign * count(*) filter (where delivery = 'QUEUED'),
       side.sign * count(*) filter (where delivery = 'SENDING'),
       side.sign * count(*) filter (where delivery = 'SENT'),
       side.sign * count(*) filter (where delivery = 'DELIVERED'),
       side.sign * count(*) filter (where delivery = 'UNDELIVERED'),
       side.sign * count(*) filter (where delivery = 'FAILED'),
       side.sign * count(*) filter (where delivery = 'RINGING'),
       side.sign * count(*) filter (where delivery = 'IN_PROGRESS'),
       side.sign * count(*) filter (where delivery = 'COMPLETED'),
       side.sign * count(*) filter (where delivery = 'BUSY'),
       side.sign * count(*) filter (where delivery = 'NO_ANSWER'),
       side.sign * count(*) filter (where delivery = 'CANCELED')
  from dispatch_record r cross join (values (false, 1), (true, -1)) as side (fell_back, sign)
 where state <> 'PENDING' and rule in ('FALLBACK_ALLOWED', 'FALLBACK_NOT_DEFINED') and not r.fell_back
 group by tenant_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), channel, billed_account, state,
          coalesce(trigger, ''), rule, side.fell_back, side.sign
on conflict (tenant_id, bucket, channel, billed_account, state, trigger, rule, fell_back, lane) do update
  set dispatches = cell.dispatches + excluded.dispatches,
      delivery_none = cell.delivery_none + excluded.delivery_none,
      delivery_queued = cell.delivery_queued + excluded.delivery_queued,
      delivery_sending = cell.delivery_sending + excluded.delivery_sending,
      delivery_sent = cell.delivery_sent + excluded.delivery_sent,
      delivery_delivered = cell.delivery_delivered + excluded.delivery_delivered,
      delivery_undelivered = cell.delivery_undelivered + excluded.delivery_undelivered,
      delivery_failed = cell.delivery_failed + excluded.delivery_failed,
      delivery_ringing = cell.delivery_ringing + excluded.delivery_ringing,
      delivery_in_progress = cell.delivery_in_progress + excluded.delivery_in_progress,
      delivery_completed = cell.delivery_completed + excluded.delivery_completed,
      delivery_busy = cell.delivery_busy + excluded.delivery_busy,
      delivery_no_answer = cell.delivery_no_answer + excluded.delivery_no_answer,
      delivery_canceled = cell.delivery_canceled + excluded.delivery_canceled;
--> statement-breakpoint
alter table dispatch_record force row level security;
--> statement-breakpoint
alter table dispatch_attempt force row level security;
--> statement-breakpoint
alter table dispatch_cell force row level security;
--> statement-breakpoint
grant select (fell_back) on dispatch_record to originator_platform;
