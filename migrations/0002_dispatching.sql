CREATE TABLE "dispatch_attempt" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"dispatch_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"originator" text NOT NULL,
	"account_sid" text NOT NULL,
	"credential_id" uuid,
	"from_number" text NOT NULL,
	"outcome" text NOT NULL,
	"evidence" text,
	"twilio_sid" text,
	"http_status" integer,
	"code" integer,
	"fault" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer,
	"settled_at" timestamp (3) with time zone,
	"quote" jsonb,
	CONSTRAINT "dispatch_attempt_tenant_id_dispatch_id_id_pk" PRIMARY KEY("tenant_id","dispatch_id","id"),
	CONSTRAINT "dispatch_attempt_outcome" CHECK ("dispatch_attempt"."outcome" in ('ACCEPTED', 'REFUSED', 'THROTTLED', 'NOT_SENT', 'OPEN'))
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "dispatch_cell" (
	"tenant_id" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"billed_account" text NOT NULL,
	"state" text NOT NULL,
	"trigger" text NOT NULL,
	"rule" text NOT NULL,
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
	CONSTRAINT "dispatch_cell_tenant_id_bucket_channel_billed_account_state_trigger_rule_lane_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","state","trigger","rule","lane")
);
--> statement-breakpoint
CREATE TABLE "dispatch_charge_cell" (
	"tenant_id" text NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"billed_account" text NOT NULL,
	"currency" text NOT NULL,
	"lane" smallint NOT NULL,
	"charged" integer NOT NULL,
	"amount" numeric NOT NULL,
	CONSTRAINT "dispatch_charge_cell_tenant_id_bucket_channel_billed_account_currency_lane_pk" PRIMARY KEY("tenant_id","bucket","channel","billed_account","currency","lane")
);
--> statement-breakpoint
CREATE TABLE "dispatch_country_cell" (
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
	CONSTRAINT "dispatch_country_cell_tenant_id_bucket_country_channel_billed_account_lane_pk" PRIMARY KEY("tenant_id","bucket","country","channel","billed_account","lane")
);
--> statement-breakpoint
CREATE TABLE "dispatch_key" (
	"tenant_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"dispatch_id" uuid NOT NULL,
	"request_hash" "bytea" NOT NULL,
	CONSTRAINT "dispatch_key_tenant_id_idempotency_key_pk" PRIMARY KEY("tenant_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "dispatch_record" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"channel" text NOT NULL,
	"recipient_masked" text NOT NULL,
	"recipient_hash" "bytea" NOT NULL,
	"recipient_key_id" text,
	"recipient_sealed" "bytea",
	"country" text NOT NULL,
	"language" text,
	"validity_seconds" integer,
	"segments" integer NOT NULL,
	"configuration_version" integer NOT NULL,
	"fallback_mode" text NOT NULL,
	"settings" jsonb NOT NULL,
	"state" text NOT NULL,
	"delivery" text NOT NULL,
	"delivery_code" integer,
	"billed_account" text NOT NULL,
	"also_billed" text,
	"trigger" text,
	"rule" text NOT NULL,
	"failure_reason" text,
	"charge_amount" numeric,
	"charge_currency" text,
	"charge_source" text,
	"rate_card_version" text,
	"requested_by" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"follow_up_at" timestamp (3) with time zone,
	"follow_ups" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "dispatch_record_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "dispatch_record_state" CHECK ("dispatch_record"."state" in ('PENDING', 'ACCEPTED', 'FAILED', 'OUTCOME_UNKNOWN')),
	CONSTRAINT "dispatch_record_billed" CHECK ("dispatch_record"."billed_account" in ('CUSTOM', 'DEFAULT', 'NONE', 'UNKNOWN'))
) PARTITION BY RANGE ("id");
--> statement-breakpoint
ALTER TABLE "account_credential" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "account_credential_retired" ON "account_credential" USING btree ("retired_at") WHERE "account_credential"."retired_at" is not null and "account_credential"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "dispatch_attempt_sid" ON "dispatch_attempt" USING btree ("twilio_sid") WHERE "dispatch_attempt"."twilio_sid" is not null;--> statement-breakpoint
CREATE INDEX "dispatch_attempt_open" ON "dispatch_attempt" USING btree ("account_sid","from_number") WHERE "dispatch_attempt"."outcome" = 'OPEN';--> statement-breakpoint
CREATE INDEX "dispatch_cell_by_time" ON "dispatch_cell" USING brin ("bucket");--> statement-breakpoint
CREATE INDEX "dispatch_charge_cell_by_time" ON "dispatch_charge_cell" USING brin ("bucket");--> statement-breakpoint
CREATE INDEX "dispatch_country_cell_by_time" ON "dispatch_country_cell" USING brin ("bucket");--> statement-breakpoint
CREATE INDEX "dispatch_key_by_dispatch" ON "dispatch_key" USING btree ("dispatch_id");--> statement-breakpoint
CREATE INDEX "dispatch_record_open" ON "dispatch_record" USING btree ("lease_until") WHERE "dispatch_record"."lease_until" is not null;--> statement-breakpoint
CREATE INDEX "dispatch_record_follow_up" ON "dispatch_record" USING btree ("follow_up_at") WHERE "dispatch_record"."follow_up_at" is not null;--> statement-breakpoint
CREATE INDEX "dispatch_record_changed" ON "dispatch_record" USING btree ("changed_at","tenant_id");--> statement-breakpoint
CREATE INDEX "dispatch_record_recipient" ON "dispatch_record" USING btree ("recipient_hash");