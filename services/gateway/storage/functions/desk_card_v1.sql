-- What a desk may know of a card: whether it works on a day and until when, and for a quote what
-- is left of its right in that year. Nothing of the person, whatever the desk's own bounds are.
create function operations.desk_card_v1(p_stream text, p_token text, p_day date)
returns table (valid boolean, valid_until date, left_cents bigint)
language plpgsql volatile as $$
begin
  perform set_config('app.streams', p_stream, true), set_config('app.party', '', true),
          set_config('app.municipality', '', true);
  return query
    select not c.blocked and not coalesce(h.erased, false)
             and p_day between r.valid_from and r.valid_until,
           r.valid_until,
           r.yearly_ceiling_cents - coalesce(y.used_cents, 0) - coalesce(y.held_cents, 0)
    from card_tokens t
    join cards c on c.stream = p_stream and c.key = t.card_id
    join rights r on r.stream = p_stream and r.key = c.right_id
    left join holders h on h.stream = p_stream and h.key = c.holder_id
    left join right_years y on y.stream = p_stream
      and y.key = r.key || ':' || extract(year from p_day)::int
    where t.stream = p_stream and t.key = p_token;
end $$
