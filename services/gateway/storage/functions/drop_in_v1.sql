-- One more number of a provider did not work. The bucket leaks first; a drop beyond what it holds
-- makes its provider wait, twice as long each time until it has been empty. Counts by the day in
-- Brussels, for the report. `app.streams` must name the stream.
create function operations.drop_in_v1(
  p_stream text, p_party text, p_at timestamptz, p_patience jsonb
) returns void language plpgsql volatile as $$
declare
  b operations.attempts;
  today date := (p_at at time zone 'Europe/Brussels')::date;
  most int := (p_patience ->> 'most')::int;
  a_second double precision := (p_patience ->> 'leak_per_hour')::double precision / 3600;
  wait_s double precision := (p_patience ->> 'wait_s')::double precision;
  wait_most_s double precision := (p_patience ->> 'wait_most_s')::double precision;
begin
  insert into operations.attempts (stream, party, level_at, day) values (p_stream, p_party, p_at,
    today) on conflict do nothing;
  select * into b from operations.attempts where stream = p_stream and party = p_party for update;
  b.level := greatest(0, b.level
    - greatest(0, extract(epoch from p_at - b.level_at)::double precision) * a_second);
  if b.level = 0 then
    b.times_slowed := 0;
  end if;
  b.level := least(b.level + 1, 2 * most);
  b.level_at := greatest(b.level_at, p_at);
  if b.day < today then
    b.day := today;
    b.count := 0;
    b.first_at := null;
    b.crossed := false;
  end if;
  b.count := b.count + 1;
  b.first_at := least(coalesce(b.first_at, p_at), p_at);
  b.last_at := greatest(coalesce(b.last_at, p_at), p_at);
  if b.level > most and (b.slowed_until is null or b.slowed_until <= p_at) then
    b.crossed := true;
    b.slowed_until := p_at
      + make_interval(secs => least(wait_most_s, wait_s * 2 ^ least(b.times_slowed, 20)));
    b.times_slowed := b.times_slowed + 1;
  end if;
  update operations.attempts set level = b.level, level_at = b.level_at, day = b.day,
      count = b.count, first_at = b.first_at, last_at = b.last_at, crossed = b.crossed,
      slowed_until = b.slowed_until, times_slowed = b.times_slowed
    where stream = p_stream and party = p_party;
end $$
