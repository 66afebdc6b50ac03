"""Reading messages to holders: lists by state, and one by its key."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from services.gateway.storage.paging import MADE_AT, Page, Rows, cut, decode
from services.gateway.storage.reading import Bounds, Database, Row

CALLS_MAX: Final = 500
_SHOWN: Final = (
    "key::text as key, key::text as id, stream, holder_id, municipality, kind, subject_id, state, "
    "channel, made_at, next_at, closed_at, closed_by, failure, attempts, facts"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which messages are asked for; what is None is not asked."""

    holder: str | None = None
    state: str | None = None
    way: str | None = None


async def read_messages(
    database: Database, bounds: Bounds, stream: str, asked: Asked, page: Page
) -> Rows:
    """Messages, oldest first. Raises BadCursor."""
    place = decode(page.after, MADE_AT) if page.after is not None else ()
    given: list[tuple[str, Any]] = [
        (f"{name} = ", value)
        for name, value in (
            ("stream", stream),
            ("holder_id", asked.holder),
            ("state", asked.state),
            ("channel", asked.way),
        )
        if value is not None
    ]
    conditions = [f"{text}${number}" for number, (text, _) in enumerate(given, start=1)]
    number = len(given)
    if place:
        conditions.append(f"(made_at, key::text) > (${number + 1}, ${number + 2})")
        number += 2
    rows = await database.fetch(
        bounds,
        f"select {_SHOWN} from operations.messages where {' and '.join(conditions)} "
        f"order by made_at, key::text limit ${number + 1}",
        *(value for _, value in given),
        *place,
        page.first + 1,
    )
    return cut(rows, MADE_AT, page)


async def read_message(database: Database, bounds: Bounds, key: UUID) -> Row | None:
    """One message, within the bounds."""
    rows = await database.fetch(
        bounds, f"select {_SHOWN} from operations.messages where key = $1", key
    )
    return rows[0] if rows else None
