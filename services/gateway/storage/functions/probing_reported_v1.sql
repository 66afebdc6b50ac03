-- It was reported that a provider was slowed on a day.
create function operations.probing_reported_v1(p_stream text, p_party text, p_day date)
returns void language plpgsql volatile as $$
begin
  perform set_config('synchronous_commit', 'on', true), set_config('app.streams', p_stream, true);
  update operations.attempts set reported_on = p_day where stream = p_stream and party = p_party;
end $$
