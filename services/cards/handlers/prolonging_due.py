"""The calendar of cards: digital ones whose right goes on longer than they do."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import ProlongCard
from services.cards.domain.calendar import BRUSSELS, day_of
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 100
DAYS_AHEAD: Final = 366

_DUE: Final = """
select c.stream, c.key, c.valid_until from cards c
join holders h on h.stream = c.stream and h.key = c.holder_id
join scheme_rights s on s.stream = c.stream
  and s.key = coalesce(h.merged_into_id, h.key) || ':' || c.scheme_id
where c.carrier = 'digital' and not c.blocked and c.valid_until between $1 and $2
  and exists (select 1 from jsonb_array_elements(s.rights) r
              where r->>'last_day' is null and (r->>'valid_until')::date > c.valid_until)
order by c.valid_until limit $3
"""


async def prolongings_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Digital cards that can go on; each by a command of its own, once for each of its days."""
    today = day_of(now)
    rows = await connection.fetch(_DUE, today, today + timedelta(days=DAYS_AHEAD), AT_ONCE)
    return [
        Due(
            stream=row["stream"],
            item=UUID(row["key"]),
            at=datetime.combine(row["valid_until"], time(), BRUSSELS),
            command=ProlongCard(card_id=UUID(row["key"])),
        )
        for row in rows
    ]
