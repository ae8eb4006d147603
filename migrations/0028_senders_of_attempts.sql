ALTER TABLE "dispatch_attempt" ADD COLUMN "sender_kind" text;--> statement-breakpoint
ALTER TABLE "dispatch_attempt" ADD COLUMN "sender_class" text;--> statement-breakpoint
ALTER TABLE "dispatch_attempt" ADD COLUMN "chosen_from" text;