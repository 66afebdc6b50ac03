"""Keyset pages: rows after a place in a fixed order, one statement a page."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from services.gateway.storage.reading import Connection, Row

MADE_AT = ("made_at", "key")


class BadCursor(ValueError):
    """The text is no cursor of this list."""


@dataclass(frozen=True, slots=True)
class Page:
    """At most `first` rows of a list, after a cursor."""

    first: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page, and where the next one starts."""

    rows: Sequence[Row]
    more: bool
    end: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: a table and the order of its rows. All names come from code, never from clients."""

    table: str
    order: tuple[str, str] = MADE_AT
    only: str = "true"
    last_first: bool = False

    def sql(self, filters: Sequence[str], *, after: bool) -> str:
        """Filters are $1…, then the cursor's two values, then the limit."""
        conditions = [self.only, *(f"{name} = ${n}" for n, name in enumerate(filters, start=1))]
        number = len(filters)
        if after:
            first, second = self.order
            beyond = "<" if self.last_first else ">"
            conditions.append(f"({first}, {second}) {beyond} (${number + 1}, ${number + 2})")
            number += 2
        way = " desc" if self.last_first else ""
        order = ", ".join(f"{name}{way}" for name in self.order)
        return (
            f"select * from {self.table} where {' and '.join(conditions)} "
            f"order by {order} limit ${number + 1}"
        )


async def read_page(
    connection: Connection, listing: Listing, filters: Mapping[str, Any], page: Page
) -> Rows:
    """One page. Raises BadCursor."""
    place = decode(page.after, listing.order) if page.after is not None else ()
    sql = listing.sql(list(filters), after=bool(place))
    rows = await connection.fetch(sql, *filters.values(), *place, page.first + 1)
    return cut(rows, listing.order, page)


def cut(rows: Sequence[Row], order: tuple[str, str], page: Page) -> Rows:
    """Leave off the row that only shows that there is more."""
    shown = rows[: page.first]
    end = encode(tuple(shown[-1][name] for name in order)) if shown else None
    return Rows(shown, len(rows) > page.first, end)


def encode(place: tuple[Any, ...]) -> str:
    """A place in a list as an opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode()


def decode(cursor: str, order: tuple[str, str]) -> tuple[Any, Any]:
    """The place that a cursor names. Raises BadCursor."""
    try:
        first, second = orjson.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        if order[0] == "made_at":
            first = datetime.fromisoformat(first)
        elif _kind(order[0]) is date:
            first = date.fromisoformat(first)
        if not isinstance(second, str) or not isinstance(first, _kind(order[0])):
            raise BadCursor
        return first, second
    except (ValueError, TypeError, binascii.Error) as problem:
        raise BadCursor(type(problem).__name__) from None


_KINDS: Mapping[str, type] = {
    "made_at": datetime,
    "day": date,
    "year": int,
    "place": int,
    "waiting_number": int,
    "cents": int,
    "rank": float,
}


def _kind(name: str) -> type:
    return date if name.endswith("_on") else _KINDS.get(name, str)
