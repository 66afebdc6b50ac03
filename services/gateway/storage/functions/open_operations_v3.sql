-- Accepts clients' commands in one round trip, without waiting for the disk: what a crash of the
-- database loses here, the outcome brings back. Every item has bounds of its own; its guard names
-- a row that must be visible within them. Answers, in the order of the items, the state of each
-- operation and the views' cursors of its stream.
create function operations.open_operations_v3(p_items jsonb)
returns setof jsonb language plpgsql volatile as $$
declare
  i record;
begin
  perform set_config('synchronous_commit', 'off', true);
  for i in select * from jsonb_to_recordset(p_items) as t(
      stream text, id uuid, actor text, type text, fingerprint text,
      party text, municipality text, guard text, guard_key text, numbered boolean)
  loop
    return next operations.open_operation_v3(i.stream, i.id, i.actor, i.type,
      decode(i.fingerprint, 'hex'), i.party, i.municipality, i.guard, i.guard_key, i.numbered);
  end loop;
end $$
