-- What a price depends on where a card is shown: the card, and the right that it carries with
-- what is used of it, or how its holder stands in the scheme. Nothing that names her, whatever
-- the desk's own bounds are, but where she lives, as far as is known (`home`): a regulation may let
-- that municipality pay. Null where no card of the network has that number.
create function operations.desk_card_v4(
  p_stream text, p_token text, p_day date, p_offer text, p_organisation text
) returns jsonb
language plpgsql volatile as $$
declare
  carrier record;
begin
  perform set_config('app.streams', p_stream, true), set_config('app.party', '', true),
          set_config('app.municipality', '', true);
  select c.* into carrier from card_tokens t
  join cards c on c.stream = p_stream and c.key = t.card_id
  where t.stream = p_stream and t.key = p_token;
  if not found then
    return null;
  end if;
  return jsonb_build_object(
    'blocked', carrier.blocked,
    'valid_until', carrier.valid_until,
    'grace_until', carrier.grace_until,
    'scheme', carrier.scheme_id,
    'right', (select jsonb_build_object('valid_from', r.valid_from, 'valid_until', r.valid_until,
        'left_cents', r.yearly_ceiling_cents - coalesce(y.used_cents, 0)
          - coalesce(y.held_cents, 0))
      from rights r left join right_years y on y.stream = p_stream
        and y.key = r.key || ':' || extract(year from p_day)::int
      where r.stream = p_stream and r.key = carrier.right_id),
    'home', (select jsonb_build_object('municipality', h.municipality, 'since', h.moved_on,
        'left_on', h.left_on)
      from holders h where h.stream = p_stream and h.key = carrier.holder_id),
    'standing', operations.standing_v2(
      p_stream, carrier.holder_id, carrier.scheme_id, p_day, p_offer, p_organisation));
end $$;
