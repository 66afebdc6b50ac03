"""What a message needs to know: one row for each, read when it is sent."""

from typing import Any, Final

from services.gateway.storage.outbox import Message
from services.gateway.storage.reading import Bounds, Database

_HOLDER: Final = """
select h.*, n.name as network_name,
  (select array_agg(c.contact) from contact_choices c
   where c.stream = h.stream and c.holder_id = h.key and not c.allowed) as refused
from holders h join networks n on n.stream = h.stream where h.stream = $1 and h.key = $2
"""
_SUBJECT: Final = {
    "decision": """
select d.key, d.explanation, null::text as asked, d.appeal_until, s.name as scheme, g.document,
  d.valid_until, false as ended
from decisions d left join schemes s on s.stream = d.stream and s.key = d.scheme_id
left join regulations g on g.stream = d.stream and g.key = d.regulation_id
where d.stream = $1 and d.key = $2
""",
    "right": """
select r.key, null::text as explanation, null::text as asked, null::date as appeal_until,
  s.name as scheme, null::text as document, r.valid_until, r.last_day is not null as ended
from scheme_rights r left join schemes s on s.stream = r.stream and s.key = r.scheme_id
where r.stream = $1 and r.key = $2
""",
    "application": """
select a.key, null::text as explanation, a.asked, null::date as appeal_until, s.name as scheme,
  null::text as document, null::date as valid_until, a.status in ('decided', 'withdrawn') as ended
from applications a left join schemes s on s.stream = a.stream and s.key = a.scheme_id
where a.stream = $1 and a.key = $2
""",
    "participation": """
select p.key, null::text as explanation, null::text as asked, null::date as appeal_until,
  s.name as scheme, null::text as document, null::date as valid_until,
  p.status in ('voided', 'cancelled') as ended, o.title as offer, p.day
from participations p left join schemes s on s.stream = p.stream and s.key = p.scheme_id
left join offers o on o.stream = p.stream and o.key = p.offer_id
where p.stream = $1 and p.key = $2
""",
}
OF_KIND: Final = {
    "granted": "decision",
    "refused": "decision",
    "proof_missing": "application",
    "expiry_ahead": "right",
    "place_free": "participation",
    "wait_over": "participation",
}


async def subject_of(
    database: Database, message: Message
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The person with her network, and what the message is about. None where either is gone."""
    async with database.within(Bounds(message.stream)) as connection:
        person = await connection.fetchrow(_HOLDER, message.stream, message.holder_id)
        about = await connection.fetchrow(
            _SUBJECT[OF_KIND[message.kind]], message.stream, message.subject_id
        )
    return (dict(person), dict(about)) if person is not None and about is not None else None
