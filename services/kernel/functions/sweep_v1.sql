-- What a sweep has to do for the streams of these partitions, in one round trip.
create function sweep_v1(
  p_partitions int[], p_silent interval, p_ask_every interval, p_send_every interval,
  p_confirm_streams text[], p_confirm_from bigint[], p_confirm_to bigint[],
  p_positions int[], p_offsets bigint[]
) returns jsonb language plpgsql volatile as $$
declare
  found jsonb;
begin
  perform set_config('app.streams', coalesce((select string_agg(stream, ',') from streams
    where partition = any(p_partitions)), ''), true);
  perform 1 from streams where stream = any(p_confirm_streams) order by stream for update;
  update streams t set published = c.upto
    from unnest(p_confirm_streams, p_confirm_from, p_confirm_to) as c(stream, since, upto)
    where t.stream = c.stream and t.published = c.since;
  insert into positions select * from unnest(p_positions, p_offsets)
    on conflict (partition) do update
      set next_offset = greatest(positions.next_offset, excluded.next_offset);
  found := jsonb_build_object(
    'unpublished', (select coalesce(jsonb_agg(jsonb_build_array(stream, head, published)), '[]')
                    from streams where partition = any(p_partitions) and published < head),
    'silent', (select coalesce(jsonb_agg(jsonb_build_array(stream, head)), '[]')
               from streams where partition = any(p_partitions) and published = head
                 and head > 0 and (not repeated or p_silent = interval '0')
                 and changed_at < clock_timestamp() - p_silent),
    'behind', (select coalesce(jsonb_agg(distinct stream), '[]')
               from set_aside where reason = 'behind'),
    'gaps', (select coalesce(jsonb_agg(jsonb_build_array(source, stream, sequence)), '[]')
             from cursors where seen > sequence and stopped is null
               and (asked_at is null or asked_at < clock_timestamp() - p_ask_every)),
    'addressed', (select coalesce(jsonb_agg(jsonb_build_array(
                    stream, id, topic, encode(value, 'base64'), headers)), '[]')
                  from addressed where sent_at < clock_timestamp() - p_send_every));
  update cursors set asked_at = clock_timestamp() where seen > sequence and stopped is null
    and (asked_at is null or asked_at < clock_timestamp() - p_ask_every);
  update addressed set sent_at = clock_timestamp()
    where sent_at < clock_timestamp() - p_send_every;
  update streams set repeated = true where stream in (
    select s ->> 0 from jsonb_array_elements(found -> 'silent') s);
  delete from set_aside where expires_at < now();
  return found;
end $$
