DROP INDEX "dispatch_record_changed";--> statement-breakpoint
CREATE INDEX "dispatch_record_of_tenant_changed" ON "dispatch_record" USING btree ("tenant_id" collate "C","changed_at","id");