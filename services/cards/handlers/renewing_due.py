"""The calendar of cards: rights that near their end, in schemes where renewals were arranged."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID, uuid5

import orjson

from services.cards.contracts.commands import AskForRenewal
from services.cards.domain.calendar import BRUSSELS, day_of
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 50
"""How many rights are looked at in one sweep, whatever lies in the table: a source, and the desk,
are to keep up with what is asked."""

_LOOKED_AT: Final = """
select r.stream, r.key, r.holder_id, r.scheme_id, r.ends_on, a.key as arrangement, a.status,
       a.source, coalesce(r.ends_on <= $1 + a.days_before::int and a.source = any($5)
         and n.ends_on is distinct from r.ends_on, false) as due
from (select stream, key, holder_id, scheme_id, ends_on from right_owners
      where ends_on between $1 and $1 + (
          select max(days_before)::int from renewal_arrangements where active)
        and (ends_on, key) > ($2, $3)
      order by ends_on, key limit $4) r
left join renewal_arrangements a
  on a.stream = r.stream and a.scheme_id = r.scheme_id and a.active
left join renewal_asks n on n.stream = r.stream and n.key = a.key || ':' || r.key
order by r.ends_on, r.key, a.key
"""


class Renewals:
    """Goes round through the rights that end soon, so many in a sweep: most were asked about.

    `seal` seals to cards itself; `sources` are those that can be asked.
    """

    def __init__(self, seal: Callable[[bytes], str], sources: Collection[str]) -> None:
        self._seal = seal
        self._sources = sorted(sources)
        self._last: tuple[date, str] | None = None

    async def __call__(self, connection: Connection, now: datetime) -> Sequence[Due]:
        """Of the next rights those about whose holders a source is to be asked now, once for each
        end and arrangement."""
        if not self._sources:
            return []
        today = day_of(now)
        since, last = max(self._last or (today, ""), (today, ""))
        rows = await connection.fetch(_LOOKED_AT, today, since, last, AT_ONCE, self._sources)
        whole = len({row["key"] for row in rows}) == AT_ONCE
        self._last = (rows[-1]["ends_on"], rows[-1]["key"]) if whole else None
        begun = datetime.combine(today, time(), BRUSSELS)
        return [self._due(row, begun) for row in rows if row["due"]]

    def _due(self, row: Any, begun: datetime) -> Due:
        content = {"statuses": [row["status"]], "source": row["source"]}
        return Due(
            stream=row["stream"],
            item=uuid5(UUID(row["arrangement"]), f"{row['key']}:{row['ends_on']}"),
            at=begun,
            command=AskForRenewal(
                arrangement_id=UUID(row["arrangement"]),
                right_id=UUID(row["key"]),
                holder_id=UUID(row["holder_id"]),
                scheme_id=UUID(row["scheme_id"]),
                ends_on=row["ends_on"],
                statuses=self._seal(orjson.dumps(content)),
            ),
        )
