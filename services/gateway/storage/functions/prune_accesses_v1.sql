-- Forgets, in every network, who was shown longer ago than the log is kept. Returns how many.
create function operations.prune_accesses_v1(p_before timestamptz)
returns bigint language plpgsql volatile as $$
declare
  gone bigint;
begin
  perform set_config('app.directory', 'on', true);
  perform set_config('app.streams', (select string_agg(key, ',') from networks), true);
  delete from operations.accesses where made_at < p_before;
  get diagnostics gone = row_count;
  return gone;
end $$
