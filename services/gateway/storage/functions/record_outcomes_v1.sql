-- Inside a turn of the projector: notes the outcomes that it applied. An operation is opened on
-- `platform` where it opens a network, so that stream is named too.
create function operations.record_outcomes_v1(p_outcomes jsonb)
returns void language plpgsql volatile as $$
begin
  perform set_config('app.streams', concat_ws(',', current_setting('app.streams', true),
    'platform'), true);
  insert into operations.operations as o (id, stream, status, code, field, facts, made,
      outcome_stream, outcome_after)
    select n.id, n.stream, n.status, n.code, n.field, n.facts, n.made, n.outcome_stream, n.after
    from jsonb_to_recordset(p_outcomes) as n(id uuid, stream text, status text, code text,
      field text, facts jsonb, made text, outcome_stream text, after jsonb)
    on conflict (id) do update
      set status = excluded.status, code = excluded.code, field = excluded.field,
          facts = excluded.facts, made = excluded.made,
          outcome_stream = excluded.outcome_stream, outcome_after = excluded.outcome_after
      where o.status = 'pending';
end $$
