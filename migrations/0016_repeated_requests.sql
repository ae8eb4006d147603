ALTER TABLE "configuration_draft" ADD COLUMN "request_digest" text;--> statement-breakpoint
ALTER TABLE "configuration_version" ADD COLUMN "request_digest" text;--> statement-breakpoint
-- A rotation of the master key is noted in the transaction that puts recipients of any tenant under the new one.
grant update (recipient_key_id, recipient_sealed) on dispatch_record to originator_system;
