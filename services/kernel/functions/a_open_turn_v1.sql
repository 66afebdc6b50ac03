-- Opens a turn in one round trip: names the streams for row level security, makes missing
-- stream rows, locks them in order, notes what has been published since, and then, in later
-- statements with snapshots of their own, reads what the turn must know.
create function open_turn_v1(
  p_streams text[], p_partitions int[], p_id_streams text[], p_ids uuid[],
  p_confirm_streams text[], p_confirm_from bigint[], p_confirm_to bigint[]
) returns jsonb language plpgsql volatile as $$
begin
  perform set_config('app.streams', array_to_string(p_streams, ','), true);
  insert into streams (stream, partition)
    select s, p from unnest(p_streams, p_partitions) as t(s, p)
    where not exists (select 1 from streams where stream = s)
    order by s on conflict do nothing;
  perform 1 from streams where stream = any(p_streams) order by stream for update;
  update streams t set published = c.upto
    from unnest(p_confirm_streams, p_confirm_from, p_confirm_to) as c(stream, since, upto)
    where t.stream = c.stream and t.published = c.since;
  return jsonb_build_object(
    'streams', (select coalesce(jsonb_agg(jsonb_build_array(stream, head, published)), '[]')
                from streams where stream = any(p_streams)),
    'cursors', (select coalesce(jsonb_agg(jsonb_build_array(
                  source, stream, sequence, seen, stopped)), '[]')
                from cursors where stream = any(p_streams)),
    'known', (select coalesce(jsonb_agg(k.id), '[]') from unnest(p_id_streams, p_ids) as i(s, i)
              join known k on k.stream = i.s and k.id = i.i),
    'held', (select coalesce(jsonb_agg(a.id), '[]') from unnest(p_id_streams, p_ids) as i(s, i)
             join set_aside a on a.stream = i.s and a.id = i.i),
    'behind', (select coalesce(jsonb_agg(jsonb_build_array(
                 stream, id, topic, encode(value, 'base64'), headers) order by arrival), '[]')
               from set_aside where stream = any(p_streams) and reason = 'behind'));
end $$
