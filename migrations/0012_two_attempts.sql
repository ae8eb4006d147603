-- A dispatch has at most two attempts, one of each ordinal, whoever decides on them and however often (D15): the id of an
-- attempt follows from its dispatch and its ordinal, and the key of the table admits it once. Attempts of earlier
-- dispatches keep the ids that they were given.
create function originator_attempt_id(dispatch_id uuid, ordinal integer) returns uuid
language sql immutable parallel safe
return encode(set_byte(uuid_send(dispatch_id), 15, get_byte(uuid_send(dispatch_id), 15) # ordinal), 'hex')::uuid;
--> statement-breakpoint
do $$
begin
  execute format('alter table dispatch_attempt
    add constraint dispatch_attempt_ordinal check (ordinal in (1, 2)) not valid,
    add constraint dispatch_attempt_id_of_ordinal
      check (id = originator_attempt_id(dispatch_id, ordinal) or dispatch_id < %L) not valid',
    originator_first_uuid(clock_timestamp()));
end
$$;
