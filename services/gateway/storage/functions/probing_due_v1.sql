-- The providers of all networks that were slowed on a day of which it was not reported yet.
create function operations.probing_due_v1() returns setof jsonb language plpgsql volatile as $$
begin
  perform set_config('app.directory', 'on', true);
  perform set_config('app.streams', (select string_agg(key, ',') from networks), true);
  return query select to_jsonb(a) from operations.attempts a
    where a.crossed and a.reported_on is distinct from a.day order by a.stream, a.party limit 100;
end $$
