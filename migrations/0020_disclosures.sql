CREATE TABLE "audit_disclosure" (
	"tenant_id" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"path" text NOT NULL,
	"person_id" uuid,
	"salt" "bytea",
	"value" text,
	"erased_by" uuid,
	CONSTRAINT "audit_disclosure_tenant_id_entry_id_path_pk" PRIMARY KEY("tenant_id","entry_id","path"),
	CONSTRAINT "audit_disclosure_shown_or_erased" CHECK (num_nonnulls("audit_disclosure"."person_id", "audit_disclosure"."salt", "audit_disclosure"."value") = case when "audit_disclosure"."erased_by" is null then 3 else 0 end),
	CONSTRAINT "audit_disclosure_salt" CHECK (octet_length("audit_disclosure"."salt") = 32)
);
--> statement-breakpoint
CREATE TABLE "person" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"subject" text NOT NULL,
	"display_name" text NOT NULL,
	CONSTRAINT "person_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "person_named" UNIQUE("tenant_id","subject","display_name")
);
--> statement-breakpoint
ALTER TABLE "audit_entry" DROP CONSTRAINT "audit_entry_columns_of_body";--> statement-breakpoint
ALTER TABLE "audit_entry" ALTER COLUMN "actor_subject" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_disclosure" ADD CONSTRAINT "audit_disclosure_person_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."person"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_disclosure_by_person" ON "audit_disclosure" USING btree ("tenant_id","person_id","entry_id") WHERE "audit_disclosure"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_disclosure_by_erasure" ON "audit_disclosure" USING btree ("tenant_id","erased_by") WHERE "audit_disclosure"."erased_by" is not null;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_columns_of_body" CHECK (strpos("body", ',"kind":' || to_json("kind") || ',"object":' || to_json("object") || ',"requestId":') > 0
        and case when "actor_subject" is null
                 then "body" ~ '^[{]"actor":[{]"authenticatedBy":"([^"\\]|\\.)*","displayName":[{]"commitment":"[A-Za-z0-9_-]{43}"[}],"kind":"PERSON","subject":[{]"commitment":"[A-Za-z0-9_-]{43}"[}][}],"after":'
                 else strpos("body", ',"subject":' || to_json("actor_subject") || '},"after":') > 0
                  and (right("body", 7) = ',"v":1}'
                       or strpos("body", ',"kind":"PERSON","subject":' || to_json("actor_subject") || '},"after":') = 0) end) NOT VALID;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['person', 'audit_disclosure']
  loop
    execute format('alter table %I enable row level security, force row level security', name);
    execute format($policy$
      create policy %I on %I for all to originator_app
        using (tenant_id = (select nullif(current_setting('originator.tenant', true), '') where current_user = 'originator_app'))
      $policy$, name || '_of_tenant', name);
    execute format($policy$
      create policy %I on %I for all to originator_system using ((select current_user = 'originator_system'))
      $policy$, name || '_of_system', name);
    execute format('grant select, insert on %I to originator_app, originator_system', name);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function originator_refuse_change()', name);
  end loop;
end
$$;
--> statement-breakpoint
-- To lock a person against being erased meanwhile asks for the right to update a column.
grant update (tenant_id) on person to originator_app, originator_system;
--> statement-breakpoint
create trigger append_only before update on person for each row execute function originator_refuse_change();
--> statement-breakpoint
-- What is erased is the value, and its salt and whose it was with it: all of a disclosure, once and for good.
create function originator_refuse_all_but_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.erased_by is null and new.erased_by is not null
     and (new.tenant_id, new.entry_id, new.path) = (old.tenant_id, old.entry_id, old.path) then
    return new;
  end if;
  raise exception '% can only be erased: % refused', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger only_erased before update or delete on audit_disclosure for each row execute function originator_refuse_all_but_erasure();
--> statement-breakpoint
-- The person of this subject and name, who cannot be erased before the transaction ends.
create function originator_person(tenant text, subject text, display_name text) returns uuid
language plpgsql volatile as $$
declare
  found_id uuid;
begin
  loop
    select p.id into found_id from person p
     where p.tenant_id = tenant and p.subject = originator_person.subject and p.display_name = originator_person.display_name
       for key share;
    if found_id is not null then return found_id; end if;
    insert into person (tenant_id, id, subject, display_name)
      values (tenant, gen_random_uuid(), originator_person.subject, originator_person.display_name)
      on conflict on constraint person_named do nothing;
  end loop;
end
$$;
--> statement-breakpoint
-- Triggers that refuse a change fire in every session, also in one that replays the changes of another server.
alter table person enable always trigger append_only, enable always trigger append_only_truncate;
--> statement-breakpoint
alter table audit_disclosure enable always trigger only_erased, enable always trigger append_only_truncate;
--> statement-breakpoint
select originator_let_backup_read();
