-- Inside a turn of the projector: keeps the outcomes and the public events that it applied. An
-- operation is opened on `platform` where it opens a network, so that stream is named too. An
-- operation that a crash of the database lost comes back with its outcome, to the same actor.
-- What tells a provider that a number does not work drops one into its bucket, once; without
-- `p_patience`, as where the views are rebuilt, nothing does.
create function operations.record_turn_v2(p_outcomes jsonb, p_events jsonb, p_patience jsonb)
returns void language plpgsql volatile as $$
declare
  tried record;
begin
  perform set_config('app.streams', concat_ws(',', current_setting('app.streams', true),
    'platform'), true);
  insert into events (stream, source, sequence, id, type, at, data)
    select e.stream, e.source, e.sequence, e.id, e.type, e.at, e.data
    from jsonb_to_recordset(p_events) as e(stream text, source text, sequence bigint, id uuid,
      type text, at timestamptz, data text)
    on conflict do nothing;
  for tried in with told as (
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
        where o.status = 'pending'
      returning o.id, o.stream, o.party
  )
    select told.stream, told.party
    from told join jsonb_to_recordset(p_outcomes) as n(id uuid, not_valid boolean) using (id)
    where p_patience is not null and n.not_valid and told.party like 'organisation:%'
  loop
    perform operations.drop_in_v1(tried.stream, tried.party, clock_timestamp(), p_patience);
  end loop;
end $$
