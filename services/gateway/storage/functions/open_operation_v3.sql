-- One item of `open_operations_v3`. Before anything is looked at, a provider that tried too many
-- numbers is told how long to wait; not where it asks again about what it was answered before.
create function operations.open_operation_v3(
  p_stream text, p_id uuid, p_actor text, p_type text, p_fingerprint bytea,
  p_party text, p_municipality text, p_guard text, p_guard_key text, p_numbered boolean
) returns jsonb language plpgsql volatile as $$
declare
  seen boolean := true;
  wait_s int;
  o operations.operations;
begin
  perform set_config('app.streams', p_stream, true), set_config('app.party', p_party, true),
          set_config('app.municipality', p_municipality, true);
  if p_stream <> 'platform'
     and not exists (select 1 from networks where stream = p_stream and key = p_stream) then
    return '{"state": "network_unknown"}';
  end if;
  if p_numbered and not exists (select 1 from operations.operations where id = p_id) then
    wait_s := operations.slowed_v1(p_stream, p_party, clock_timestamp());
    if wait_s is not null then
      return jsonb_build_object('state', 'too_many_attempts', 'wait_s', wait_s);
    end if;
  end if;
  -- Whatever table guards it: only a row that the policies show to who asks.
  if p_guard is not null then
    execute format('select exists (select 1 from %I where stream = $1 and key = $2)', p_guard)
      into seen using p_stream, p_guard_key;
  end if;
  if not seen then
    return '{"state": "not_allowed"}';
  end if;
  insert into operations.operations (id, stream, actor, type, fingerprint, party)
    values (p_id, p_stream, p_actor, p_type, p_fingerprint, p_party)
    on conflict (id) do update
      set actor = excluded.actor, type = excluded.type, fingerprint = excluded.fingerprint,
          party = excluded.party
      where operations.fingerprint is null;
  select * into o from operations.operations where id = p_id;
  if o.fingerprint <> p_fingerprint then
    return '{"state": "key_reused"}';
  end if;
  return jsonb_build_object(
    'state', 'open', 'status', o.status,
    'after', (select coalesce(jsonb_object_agg(source, sequence), '{}')
              from cursors where stream = p_stream));
end $$
