"""The calendar of cards: rights that near their end, in schemes where renewals were arranged."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time
from typing import Final
from uuid import UUID, uuid5

import orjson

from services.cards.contracts.commands import AskForRenewal
from services.cards.domain.calendar import BRUSSELS, day_of
from services.kernel.store import Connection
from services.kernel.sweep import Due, FindDue

AT_ONCE: Final = 50
"""Rights that are asked about in one sweep: a source, and the desk, are to keep up with it."""

_DUE: Final = """
select o.stream, o.key, o.holder_id, o.scheme_id, o.ends_on, a.key as arrangement, a.status,
       a.source
from renewal_arrangements a
join right_owners o on o.stream = a.stream and o.scheme_id = a.scheme_id
  and o.ends_on between $1 and $1 + a.days_before::int
left join renewal_asks n on n.stream = o.stream and n.key = a.key || ':' || o.key
where a.active and a.source = any($2) and n.ends_on is distinct from o.ends_on
order by o.ends_on, o.key limit $3
"""


def renewals_due(seal: Callable[[bytes], str], sources: Collection[str]) -> FindDue:
    """Looks for rights about whose holders a source is to be asked now.

    `seal` seals to cards itself; `sources` are those that can be asked. A right that was asked
    for is found no more, so the rest come in the sweeps that follow.
    """

    async def find(connection: Connection, now: datetime) -> Sequence[Due]:
        today = day_of(now)
        if not sources:
            return []
        rows = await connection.fetch(_DUE, today, list(sources), AT_ONCE)
        begun = datetime.combine(today, time(), BRUSSELS)
        return [
            Due(
                stream=row["stream"],
                item=uuid5(UUID(row["arrangement"]), f"{row['key']}:{row['ends_on']}"),
                at=begun,
                command=AskForRenewal(
                    arrangement_id=UUID(row["arrangement"]),
                    right_id=UUID(row["key"]),
                    holder_id=UUID(row["holder_id"]),
                    scheme_id=UUID(row["scheme_id"]),
                    ends_on=row["ends_on"],
                    statuses=seal(
                        orjson.dumps({"statuses": [row["status"]], "source": row["source"]})
                    ),
                ),
            )
            for row in rows
        ]

    return find
