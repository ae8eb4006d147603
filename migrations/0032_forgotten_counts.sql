-- Counts are locked before they are forgotten, past those that a dispatch holds; a lock needs the right to change a column.
grant update (last_on) on recipient_count to originator_system;
