CREATE TABLE "key_check" (
	"kind" text NOT NULL,
	"key_id" text NOT NULL,
	"value" "bytea" NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "key_check_kind_key_id_pk" PRIMARY KEY("kind","key_id"),
	CONSTRAINT "key_check_kind" CHECK ("key_check"."kind" in ('MASTER', 'LOOKUP'))
);
--> statement-breakpoint
ALTER TABLE "dispatch_record" ADD COLUMN "simulated" boolean;--> statement-breakpoint
CREATE INDEX "dispatch_record_simulated" ON "dispatch_record" USING btree ("id") WHERE "dispatch_record"."simulated";--> statement-breakpoint
-- Which key sealed what is the system's to know alone; it can retire a key, and change nothing else of it.
grant select, insert on key_check to originator_system;--> statement-breakpoint
grant update (retired_at) on key_check to originator_system;--> statement-breakpoint
select originator_let_backup_read();
