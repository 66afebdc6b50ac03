-- Closes a turn in one round trip: journal, heads, cursors, known ids, and the rarer lists.
create function close_turn_v1(
  j_stream text[], j_sequence bigint[], j_id uuid[], j_type text[], j_at timestamptz[],
  j_data text[], j_correlation uuid[], j_causation uuid[], j_outcome uuid[], j_after text[],
  j_deadline timestamptz[], j_actor text[], j_traceparent text[],
  c_source text[], c_stream text[], c_sequence bigint[], c_seen bigint[], c_stopped text[],
  k_stream text[], k_id uuid[],
  p_aside jsonb, p_taken uuid[], p_addressed jsonb
) returns void language plpgsql volatile as $$
begin
  if cardinality(j_stream) + cardinality(k_stream) + cardinality(p_taken) = 0
     and p_aside is null then
    -- Only cursors move, and perhaps copies of others' facts. Should a crash of the database
    -- lose this commit, the cursors say so and the owner is asked again: no need to wait.
    perform set_config('synchronous_commit', 'off', true);
  end if;
  if cardinality(j_stream) > 0 then
    insert into journal
      select * from unnest(j_stream, j_sequence, j_id, j_type, j_at, j_data, j_correlation,
                           j_causation, j_outcome, j_after, j_deadline, j_actor, j_traceparent);
    update streams t set head = j.head, changed_at = clock_timestamp(), repeated = false
      from (select s, max(n) as head from unnest(j_stream, j_sequence) as u(s, n) group by s) j
      where t.stream = j.s;
  end if;
  if cardinality(c_source) > 0 then
    insert into cursors (source, stream, sequence, seen, stopped)
      select * from unnest(c_source, c_stream, c_sequence, c_seen, c_stopped)
      on conflict (source, stream) do update
        set sequence = excluded.sequence, seen = greatest(cursors.seen, excluded.seen),
            stopped = excluded.stopped;
  end if;
  if cardinality(k_stream) > 0 then
    insert into known (stream, id) select * from unnest(k_stream, k_id) on conflict do nothing;
    delete from addressed a using unnest(k_stream, k_id) as k(stream, id)
      where a.stream = k.stream and a.id = k.id;
  end if;
  if cardinality(p_taken) > 0 then
    delete from set_aside where id = any(p_taken) and reason = 'behind';
  end if;
  if p_aside is not null then
    insert into set_aside (stream, id, reason, note, topic, value, headers)
      select a.stream, a.id, a.reason, a.note, a.topic, decode(a.value, 'base64'), a.headers
      from jsonb_to_recordset(p_aside) as a(
        stream text, id uuid, reason text, note text, topic text, value text, headers jsonb)
      on conflict (stream, id) do update
        set reason = excluded.reason, note = excluded.note;
  end if;
  if p_addressed is not null then
    perform set_config('app.streams', current_setting('app.streams') || ',' || (
      select string_agg(a.stream, ',') from jsonb_to_recordset(p_addressed) as a(stream text)), true);
    insert into streams (stream, partition)
      select a.stream, a.partition
      from jsonb_to_recordset(p_addressed) as a(stream text, partition int) on conflict do nothing;
    insert into addressed (stream, id, topic, value, headers, sent_at)
      select a.stream, a.id, a.topic, decode(a.value, 'base64'), a.headers, now()
      from jsonb_to_recordset(p_addressed) as a(
        stream text, id uuid, topic text, value text, headers jsonb)
      on conflict do nothing;
  end if;
end $$
