-- Inside a turn of the projector: keeps the outcomes and the public events that it applied. An
-- operation is opened on `platform` where it opens a network, so that stream is named too. An
-- operation that a crash of the database lost comes back with its outcome, to the same actor.
create function operations.record_turn_v1(p_outcomes jsonb, p_events jsonb)
returns void language plpgsql volatile as $$
begin
  perform set_config('app.streams', concat_ws(',', current_setting('app.streams', true),
    'platform'), true);
  insert into events (stream, source, sequence, id, type, at, data)
    select e.stream, e.source, e.sequence, e.id, e.type, e.at, e.data
    from jsonb_to_recordset(p_events) as e(stream text, source text, sequence bigint, id uuid,
      type text, at timestamptz, data text)
    on conflict do nothing;
  insert into operations.operations as o (id, stream, actor, status, code, field, facts, made,
      outcome_stream, outcome_after)
    select n.id, n.stream, n.actor, n.status, n.code, n.field, n.facts, n.made,
      n.outcome_stream, n.after
    from jsonb_to_recordset(p_outcomes) as n(id uuid, stream text, actor text, status text,
      code text, field text, facts jsonb, made text, outcome_stream text, after jsonb)
    on conflict (id) do update
      set status = excluded.status, code = excluded.code, field = excluded.field,
          facts = excluded.facts, made = excluded.made,
          outcome_stream = excluded.outcome_stream, outcome_after = excluded.outcome_after
      where o.status = 'pending';
end $$
