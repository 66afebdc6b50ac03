-- Somebody missed events: publish again from there. Nothing else ever sends old events.
create function lower_published_v1(p_streams text[], p_upto bigint[]) returns void
language plpgsql volatile as $$
begin
  perform 1 from streams where stream = any(p_streams) order by stream for update;
  update streams t set published = least(t.published, l.upto)
    from unnest(p_streams, p_upto) as l(stream, upto) where t.stream = l.stream;
end $$
