-- What became of these operations. Final once the views' cursors have reached what the outcome
-- stands on. The outcome of opening a network is on the stream of that network.
create function operations.outcomes_v1(p_streams text, p_ids uuid[])
returns setof jsonb language plpgsql volatile as $$
begin
  perform set_config('app.streams', p_streams, true);
  perform set_config('app.streams', concat_ws(',', p_streams, (
    select string_agg(distinct outcome_stream, ',') from operations.operations
    where id = any(p_ids))), true);
  return query select jsonb_build_object(
      'id', o.id, 'stream', o.stream, 'actor', o.actor, 'status', o.status, 'code', o.code,
      'field', o.field, 'facts', o.facts, 'made', o.made,
      'final', o.status <> 'pending' and not exists (
        select 1 from jsonb_each_text(o.outcome_after) a
        left join cursors c on c.stream = o.outcome_stream and c.source = a.key
        where coalesce(c.sequence, 0) < a.value::bigint))
    from operations.operations o
    where o.id = any(p_ids) and o.stream = any(string_to_array(p_streams, ','));
end $$
