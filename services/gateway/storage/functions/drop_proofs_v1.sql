-- Drops, in every network, copies of proofs whose key is destroyed, and those that were refused an
-- hour ago or longer (whoever kept them died before it could drop them). Returns how many.
create function operations.drop_proofs_v1()
returns bigint language plpgsql volatile as $$
declare
  gone bigint;
begin
  perform set_config('app.directory', 'on', true);
  perform set_config('app.streams', (select string_agg(key, ',') from networks), true);
  delete from operations.proofs p where
    exists (select from operations.keys k where k.person = p.owner and k.erased)
    or (p.made_at < clock_timestamp() - interval '1 hour' and not exists
      (select from operations.operations o where o.id = p.key and o.status <> 'rejected'));
  get diagnostics gone = row_count;
  return gone;
end $$
