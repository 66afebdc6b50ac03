"""The calendar of cards: digital ones whose right goes on longer than they do."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import ProlongCard
from services.cards.domain.calendar import BRUSSELS, day_of
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 500
"""How many cards are looked at in one sweep, whatever lies in the table."""
DAYS_AHEAD: Final = 366

_LOOKED_AT: Final = """
select c.stream, c.key, c.valid_until, exists (
    select 1 from holders h
    join scheme_rights s on s.stream = c.stream
      and s.key = coalesce(h.merged_into_id, h.key) || ':' || c.scheme_id
    cross join jsonb_array_elements(s.rights) r
    where h.stream = c.stream and h.key = c.holder_id
      and r->>'last_day' is null and (r->>'valid_until')::date > c.valid_until) as due
from (select stream, key, valid_until, holder_id, scheme_id from cards
      where carrier = 'digital' and not blocked and valid_until between $1 and $2
        and (valid_until, key) > ($1, $3)
      order by valid_until, key limit $4) c
order by c.valid_until, c.key
"""


class Prolongings:
    """Goes round through the digital cards, so many in a sweep: nearly none of them is due."""

    def __init__(self) -> None:
        self._last: tuple[date, str] | None = None

    async def __call__(self, connection: Connection, now: datetime) -> Sequence[Due]:
        """Of the next cards those that can go on, each by a command of its own, once for each of
        its days."""
        today = day_of(now)
        since, last = max(self._last or (today, ""), (today, ""))
        until = today + timedelta(days=DAYS_AHEAD)
        rows = await connection.fetch(_LOOKED_AT, since, until, last, AT_ONCE)
        whole = len(rows) == AT_ONCE
        self._last = (rows[-1]["valid_until"], rows[-1]["key"]) if whole else None
        return [
            Due(
                stream=row["stream"],
                item=UUID(row["key"]),
                at=datetime.combine(row["valid_until"], time(), BRUSSELS),
                command=ProlongCard(card_id=UUID(row["key"])),
            )
            for row in rows
            if row["due"]
        ]
