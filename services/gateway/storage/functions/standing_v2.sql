-- How a person stands in a scheme on a day, as prices depend on it: her rights, what she, those
-- who were merged into her and her household have used, and the versions of the regulation that
-- have begun; and of those she lives with what a pooled ceiling hangs on, their rights and what
-- they and those who were merged into them have used.
-- Nothing that names anybody. The caller has named the bounds.
create function operations.standing_v2(
  p_stream text, p_holder text, p_scheme text, p_day date, p_offer text, p_organisation text
) returns jsonb
language plpgsql volatile as $$
declare
  person jsonb;
  persons text[];
  household text;
begin
  select to_jsonb(h) into person from holders h where h.stream = p_stream and h.key = p_holder;
  if person->>'merged_into' is not null then
    select to_jsonb(h) into person from holders h
    where h.stream = p_stream and h.key = person->>'merged_into';
  end if;
  persons := array[person->>'key'] || coalesce(
    array(select jsonb_array_elements_text(coalesce(person->'merged', '[]'))), '{}');
  household := person->'households'->>0;
  return jsonb_build_object(
    'holder', person->>'key',
    'persons', to_jsonb(persons),
    'household', household,
    'erased', coalesce((person->>'erased')::boolean, false),
    'share', coalesce((person->>'cap_share_percent')::int, 100),
    'rights', coalesce((select jsonb_agg(to_jsonb(r) order by r.valid_from, r.key)
      from scheme_rights r where r.stream = p_stream and r.holder_id = person->>'key'
      and r.scheme_id = p_scheme), '[]'),
    'usages', coalesce((select jsonb_agg(to_jsonb(u)) from usages u
      where u.stream = p_stream and u.subject_id = any(persons || household)
      and u.scheme_id = p_scheme
      and (u.of_id is null or u.of_id in (p_offer, p_organisation))
      and u.period in (to_char(p_day, 'YYYY'), to_char(p_day, 'IYYY'), 'all')), '[]'),
    'housemates', coalesce((select jsonb_agg(jsonb_build_object(
        'share', coalesce((select h.cap_share_percent from holders h
          where h.stream = p_stream and h.key = m->>'holder'), 100),
        'rights', coalesce((select jsonb_agg(to_jsonb(r) order by r.valid_from, r.key)
          from scheme_rights r where r.stream = p_stream and r.holder_id = m->>'holder'
          and r.scheme_id = p_scheme), '[]'),
        'usages', coalesce((select jsonb_agg(to_jsonb(u)) from usages u
          where u.stream = p_stream and u.subject_id = any(array[m->>'holder'] || array(
            select jsonb_array_elements_text(coalesce(h.merged, '[]')) from holders h
            where h.stream = p_stream and h.key = m->>'holder'))
          and u.scheme_id = p_scheme and u.of_id is null
          and u.period in (to_char(p_day, 'YYYY'), 'all')), '[]')))
      from households l, jsonb_array_elements(l.members) m
      where l.stream = p_stream and l.key = household and m->>'holder' <> all(persons)), '[]'),
    'versions', coalesce((select jsonb_agg(jsonb_build_object('regulation_id', g.key,
        'valid_from', g.valid_from, 'valid_until', g.valid_until) order by g.valid_from, g.version)
      from regulations g where g.stream = p_stream and g.scheme_id = p_scheme
      and not g.withdrawn and g.valid_from <= p_day), '[]'));
end $$;
