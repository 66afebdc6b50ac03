-- Writes down who was shown, and returns once that is on the disk: nothing is shown before.
create function operations.record_accesses_v1(p_items jsonb)
returns void language plpgsql volatile as $$
begin
  perform set_config('synchronous_commit', 'on', true);
  perform set_config('app.streams', (select string_agg(distinct t.stream, ',')
    from jsonb_to_recordset(p_items) as t(stream text)), true);
  insert into operations.accesses
      (stream, actor, role, operation, holder_id, municipality, reason)
    select t.stream, t.actor, t.role, t.operation, p.key, p.value, t.reason
    from jsonb_to_recordset(p_items) as t(
      stream text, actor text, role text, operation text, persons jsonb, reason text)
    cross join lateral jsonb_each_text(t.persons) as p;
end $$
