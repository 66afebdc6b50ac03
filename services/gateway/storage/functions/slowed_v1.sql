-- How many seconds a provider has to wait before a number of its is looked at; null: none.
-- `app.streams` must name the stream.
create function operations.slowed_v1(p_stream text, p_party text, p_at timestamptz)
returns int language plpgsql stable as $$
begin
  return (select ceil(extract(epoch from slowed_until - p_at))::int from operations.attempts
    where stream = p_stream and party = p_party and slowed_until > p_at);
end $$
