ALTER TABLE "tenant" ADD COLUMN "write_budget" integer;--> statement-breakpoint
ALTER TABLE "tenant" ADD COLUMN "write_budget_at" timestamp (3) with time zone;--> statement-breakpoint
-- Spent by what a tenant asks for, and for the platform by exports of its log.
grant update (write_budget, write_budget_at) on tenant to originator_app, originator_system;
