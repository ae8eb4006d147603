CREATE TABLE "account_check" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"trigger" text NOT NULL,
	"account_sid" text,
	"credential_id" uuid,
	"status" text NOT NULL,
	"failure_reason" text,
	"warnings" text[] NOT NULL,
	"requested_by" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deadline_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"lease_holder" uuid,
	CONSTRAINT "account_check_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "account_check_kind" CHECK ("account_check"."kind" in ('VERIFICATION', 'REFRESH')),
	CONSTRAINT "account_check_finished" CHECK (("account_check"."status" in ('VERIFIED', 'REFRESHED', 'FAILED')) = ("account_check"."finished_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "account_credential" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"account_sid" text NOT NULL,
	"master_key_id" text,
	"wrapped_key" "bytea",
	"sealed_token" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "account_credential_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "account_credential_sealed_or_erased" CHECK (num_nonnulls("account_credential"."master_key_id", "account_credential"."wrapped_key", "account_credential"."sealed_token") = case when "account_credential"."erased_at" is null then 3 else 0 end)
);
--> statement-breakpoint
CREATE TABLE "account_warning" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "account_warning_tenant_id_kind_pk" PRIMARY KEY("tenant_id","kind")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"kind" text GENERATED ALWAYS AS ((body::jsonb ->> 'kind')) STORED NOT NULL,
	"at" text GENERATED ALWAYS AS ((body::jsonb ->> 'at')) STORED NOT NULL,
	"actor_kind" text GENERATED ALWAYS AS ((body::jsonb #>> '{actor,kind}')) STORED NOT NULL,
	"actor_subject" text GENERATED ALWAYS AS ((body::jsonb #>> '{actor,subject}')) STORED NOT NULL,
	"object" text GENERATED ALWAYS AS ((body::jsonb ->> 'object')) STORED NOT NULL,
	"request_id" text GENERATED ALWAYS AS ((body::jsonb ->> 'requestId')) STORED NOT NULL,
	CONSTRAINT "audit_entry_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "configuration_draft" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"account_sid" text NOT NULL,
	"account" jsonb NOT NULL,
	"credential_id" uuid NOT NULL,
	"selected_numbers" jsonb NOT NULL,
	"refresh_failed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "configuration_version" (
	"tenant_id" text NOT NULL,
	"version" integer NOT NULL,
	"in_force_from" timestamp (3) with time zone NOT NULL,
	"account_sid" text,
	"account" jsonb,
	"credential_id" uuid,
	"selected_numbers" jsonb NOT NULL,
	"sms_enabled" boolean NOT NULL,
	"voice_enabled" boolean NOT NULL,
	"fallback_mode" text NOT NULL,
	"fallback_chosen_at" timestamp (3) with time zone,
	"fallback_chosen_by" jsonb,
	"consent_id" uuid,
	"saved_by" jsonb NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "configuration_version_tenant_id_version_pk" PRIMARY KEY("tenant_id","version"),
	CONSTRAINT "configuration_version_in_force" UNIQUE("tenant_id","in_force_from"),
	CONSTRAINT "configuration_version_positive" CHECK ("configuration_version"."version" > 0),
	CONSTRAINT "configuration_version_channel" CHECK ("configuration_version"."sms_enabled" or "configuration_version"."voice_enabled"),
	CONSTRAINT "configuration_version_fallback" CHECK ("configuration_version"."fallback_mode" in ('NOT_DEFINED', 'DISABLED', 'DEFAULT_ACCOUNT')),
	CONSTRAINT "configuration_version_account_whole" CHECK (num_nonnulls("configuration_version"."account_sid", "configuration_version"."account", "configuration_version"."credential_id", "configuration_version"."consent_id") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "consent_document" (
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"digest" text NOT NULL,
	"in_force_from" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consent_document_version_locale_pk" PRIMARY KEY("version","locale")
);
--> statement-breakpoint
CREATE TABLE "consent_record" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"account_sid" text NOT NULL,
	"document_version" integer NOT NULL,
	"document_locale" text NOT NULL,
	"document_digest" text NOT NULL,
	"draft_id" uuid,
	"draft_revision" integer,
	"configuration_version" integer,
	"ended_consent_id" uuid,
	"end_reason" text,
	"actor" jsonb NOT NULL,
	"ip" text,
	"user_agent" text,
	"request_id" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consent_record_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "consent_record_ended_once" UNIQUE("tenant_id","ended_consent_id"),
	CONSTRAINT "consent_record_kind" CHECK ("consent_record"."kind" in ('GIVEN', 'DECLINED', 'ENDED')),
	CONSTRAINT "consent_record_ends" CHECK (("consent_record"."kind" = 'ENDED') = ("consent_record"."ended_consent_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "organization_number" (
	"tenant_id" text NOT NULL,
	"account_sid" text NOT NULL,
	"phone_number" text NOT NULL,
	"number_sid" text NOT NULL,
	"name" text NOT NULL,
	"sms" boolean NOT NULL,
	"voice" boolean NOT NULL,
	"present" boolean NOT NULL,
	"available" boolean GENERATED ALWAYS AS (present and sms and voice) STORED NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"availability_changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organization_number_tenant_id_account_sid_phone_number_pk" PRIMARY KEY("tenant_id","account_sid","phone_number")
);
--> statement-breakpoint
CREATE TABLE "tenant" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tenant_id_form" CHECK ("tenant"."tenant_id" ~ '^[A-Za-z0-9._-]{1,64}$' or "tenant"."tenant_id" = '$platform')
);
--> statement-breakpoint
ALTER TABLE "account_check" ADD CONSTRAINT "account_check_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_check" ADD CONSTRAINT "account_check_credential_fk" FOREIGN KEY ("tenant_id","credential_id") REFERENCES "public"."account_credential"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_credential" ADD CONSTRAINT "account_credential_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_warning" ADD CONSTRAINT "account_warning_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_draft" ADD CONSTRAINT "configuration_draft_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_draft" ADD CONSTRAINT "configuration_draft_credential_fk" FOREIGN KEY ("tenant_id","credential_id") REFERENCES "public"."account_credential"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_version" ADD CONSTRAINT "configuration_version_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_version" ADD CONSTRAINT "configuration_version_credential_fk" FOREIGN KEY ("tenant_id","credential_id") REFERENCES "public"."account_credential"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_version" ADD CONSTRAINT "configuration_version_consent_fk" FOREIGN KEY ("tenant_id","consent_id") REFERENCES "public"."consent_record"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_record" ADD CONSTRAINT "consent_record_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_record" ADD CONSTRAINT "consent_record_document_fk" FOREIGN KEY ("document_version","document_locale") REFERENCES "public"."consent_document"("version","locale") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_record" ADD CONSTRAINT "consent_record_ended_consent_fk" FOREIGN KEY ("tenant_id","ended_consent_id") REFERENCES "public"."consent_record"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_number" ADD CONSTRAINT "organization_number_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_check_newest" ON "account_check" USING btree ("tenant_id","kind","created_at");--> statement-breakpoint
CREATE INDEX "account_check_unfinished" ON "account_check" USING btree ("created_at") WHERE "account_check"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "account_credential_by_master_key" ON "account_credential" USING btree ("master_key_id") WHERE "account_credential"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "configuration_draft_expiry" ON "configuration_draft" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "configuration_version_with_account" ON "configuration_version" USING btree ("tenant_id") WHERE "configuration_version"."account_sid" is not null;