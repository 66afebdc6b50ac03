"""Files that may be due for destruction: a wide choice; cards decides who truly is."""

from datetime import date
from typing import Final

from services.gateway.storage.reading import Bounds, Database

PERSONS_MAX: Final = 500

_HAD_A_RIGHT: Final = (
    "(h.eligible_until is not null or exists "
    "(select from rights r where r.stream = $1 and r.holder_id = h.key) or exists "
    "(select from scheme_rights s where s.stream = $1 and s.holder_id = h.key))"
)
_NOT_SINCE: Final = (
    "coalesce(h.eligible_until, '-infinity') < $2 and not exists "
    "(select from rights r where r.stream = $1 and r.holder_id = h.key and r.valid_until >= $2) "
    "and not exists (select from scheme_rights s where s.stream = $1 and s.holder_id = h.key "
    "and coalesce(s.last_day, greatest(s.valid_until, s.grace_until)) >= $2)"
)
_CHOICE: Final = {
    "card_file": f"{_HAD_A_RIGHT} and {_NOT_SINCE}",
    "no_right": f"not {_HAD_A_RIGHT} and h.made_at < $2",
}


async def candidates(
    database: Database, bounds: Bounds, stream: str, series: str, before: date
) -> list[str]:
    """Persons whose file may have ended before this day, the oldest files first."""
    rows = await database.fetch(
        bounds,
        "select h.key from holders h where h.stream = $1 and not h.erased "
        f"and {_CHOICE[series]} order by h.made_at, h.key limit {PERSONS_MAX}",
        stream,
        before,
    )
    return [row["key"] for row in rows]
