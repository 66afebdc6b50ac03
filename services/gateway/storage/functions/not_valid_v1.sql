-- For a query: a number that a provider asked about does not work.
create function operations.not_valid_v1(
  p_stream text, p_party text, p_at timestamptz, p_patience jsonb
) returns void language plpgsql volatile as $$
begin
  perform set_config('app.streams', p_stream, true);
  perform operations.drop_in_v1(p_stream, p_party, p_at, p_patience);
end $$
