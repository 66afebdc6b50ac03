-- For a query: how many seconds a provider has to wait before a number is looked at.
create function operations.may_look_v1(p_stream text, p_party text, p_at timestamptz)
returns int language plpgsql volatile as $$
begin
  perform set_config('app.streams', p_stream, true);
  return operations.slowed_v1(p_stream, p_party, p_at);
end $$
