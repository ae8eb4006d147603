CREATE TABLE "ledger_epoch" (
	"epoch" integer PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_head" (
	"tenant_id" text NOT NULL,
	"epoch" integer NOT NULL,
	"origin" text NOT NULL,
	"size" bigint NOT NULL,
	"frontier" "bytea" NOT NULL,
	"note" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_head_tenant_id_epoch_pk" PRIMARY KEY("tenant_id","epoch")
);
--> statement-breakpoint
CREATE TABLE "ledger_leaf" (
	"tenant_id" text NOT NULL,
	"epoch" integer NOT NULL,
	"leaf_index" bigint NOT NULL,
	"entry_id" uuid NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_leaf_tenant_id_epoch_leaf_index_pk" PRIMARY KEY("tenant_id","epoch","leaf_index"),
	CONSTRAINT "ledger_leaf_entry" UNIQUE("tenant_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_node" (
	"tenant_id" text NOT NULL,
	"epoch" integer NOT NULL,
	"level" smallint NOT NULL,
	"node_index" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "ledger_node_tenant_id_epoch_level_node_index_pk" PRIMARY KEY("tenant_id","epoch","level","node_index")
);
--> statement-breakpoint
CREATE TABLE "ledger_queue" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_queue_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tenant_id" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"leaf_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "audit_entry_by_object" ON "audit_entry" USING btree ("tenant_id","object");--> statement-breakpoint
CREATE INDEX "audit_entry_by_kind" ON "audit_entry" USING btree ("tenant_id","kind","id") WHERE "audit_entry"."kind" <> 'DISPATCH_DECIDED';