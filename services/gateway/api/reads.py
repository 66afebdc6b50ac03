"""Reading single things and pages of them, within the bounds of a request."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import orjson

from services.gateway.api import build
from services.gateway.api.build import NOBODY, Identity, Private
from services.gateway.api.card_types import Card
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.opening import opened_keys
from services.gateway.api.participation_types import Participation
from services.gateway.api.types import (
    Connection,
    Holder,
    Network,
    Offer,
    Organisation,
    PageInfo,
    Right,
)
from services.gateway.domain.access import ADDRESS_IS_SHOWN, NAMES_ARE_SHOWN, PERSONS_ARE_SHOWN
from services.gateway.domain.checks import TEXT_MAX
from services.gateway.storage.paging import BadCursor, Listing, Page, Rows, read_page
from services.gateway.storage.reading import Bounds, Row
from services.gateway.storage.rows import Wanted
from services.kernel.sealing import CannotOpen, PersonKey

PAGE_MAX = 200
PAGE_USUAL = 50
T = TypeVar("T")


def page_of(first: int | None, after: str | None, *, most: int = PAGE_MAX) -> Page:
    """The page that a client asks for, of at most so many rows. Raises Coded."""
    first = PAGE_USUAL if first is None else first
    if not 1 <= first <= most:
        raise Coded("page_size_invalid", "first")
    if after is not None and len(after) > TEXT_MAX:
        raise Coded("cursor_invalid", "after")
    return Page(first, after)


def connection_of(rows: Rows, nodes: Sequence[T]) -> Connection[T]:
    """A page as GraphQL shows it."""
    return Connection(
        nodes=list(nodes), page_info=PageInfo(has_next_page=rows.more, end_cursor=rows.end)
    )


async def read_list(
    context: RequestContext,
    network: str,
    listing: Listing,
    filters: Mapping[str, Any],
    page: Page,
    bounds: Bounds | None = None,
) -> Rows:
    """One page of a list of a network. Filters of None are left out. Raises Coded."""
    chosen = {name: str(v) if isinstance(v, UUID) else v for name, v in filters.items()}
    wanted = {"stream": network, **{name: v for name, v in chosen.items() if v is not None}}
    try:
        async with context.gateway.database.within(bounds or context.bounds(network)) as connection:
            return await read_page(connection, listing, wanted, page)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None


async def listed(
    context: RequestContext,
    network: str,
    listing: Listing,
    filters: Mapping[str, Any],
    page: Page,
    show: Callable[[Row], T],
) -> Connection[T]:
    """One page of a list of a network, row by row as it is shown. Raises Coded."""
    rows = await read_list(context, network, listing, filters, page)
    return connection_of(rows, [show(row) for row in rows.rows])


async def read_row(context: RequestContext, network: str, table: str, key: str) -> Row | None:
    """One row of a view, if it lies within the bounds. `table` is one of READ_BY_KEY."""
    return await context.gateway.read_row(Wanted(context.bounds(network), table, key))


# -- persons ----------------------------------------------------------------------------------


def shows_names(context: RequestContext) -> bool:
    """Whether who is asking reads names and card numbers."""
    return context.grant is not None and context.grant.role in NAMES_ARE_SHOWN


def shows_persons(context: RequestContext) -> bool:
    """Whether who is asking reads which person took part."""
    return context.grant is not None and context.grant.role in PERSONS_ARE_SHOWN


def open_identity(key: PersonKey | None, sealed: str | None) -> Identity:
    """A person's names; nobody's where the key is gone."""
    opened = open_with(key, sealed)
    if opened is None:
        return NOBODY
    said = orjson.loads(opened)
    born = said.get("birth_date")
    return Identity(
        given_name=said.get("given_name"),
        family_name=said.get("family_name"),
        birth_date=date.fromisoformat(born) if born else None,
    )


def open_number(key: PersonKey | None, sealed: str | None) -> str | None:
    """A card's number; None where the key is gone."""
    opened = open_with(key, sealed)
    return opened.decode() if opened is not None else None


def open_with(key: PersonKey | None, sealed: str | None) -> bytes | None:
    """What was sealed with this key; None where the key is gone, or it is another's."""
    if key is None or sealed is None:
        return None
    try:
        return key.open(sealed)
    except CannotOpen:
        return None


def open_object(key: PersonKey | None, sealed: str | None) -> dict[str, Any] | None:
    """What was sealed with this key as an object; None where the key is gone, or it is none."""
    opened = open_with(key, sealed)
    try:
        said = None if opened is None else orjson.loads(opened)
    except orjson.JSONDecodeError:
        return None
    return said if isinstance(said, dict) else None


async def show_holders(context: RequestContext, rows: Sequence[Row]) -> list[Holder]:
    """Persons with their names: one query for the keys of all."""
    if not shows_names(context):
        return [build.holder(row, NOBODY) for row in rows]
    keys = await opened_keys(context, [row for row in rows if not row["erased"]], person="key")
    return [_shown_holder(context, row, keys.get(row["key"])) for row in rows]


def _shown_holder(context: RequestContext, row: Row, key: PersonKey | None) -> Holder:
    """A person as she is shown to who reads names; where she lives, to few if it is secret."""
    role = context.grant.role if context.grant is not None else None
    identity = open_identity(key, row["identity"])
    private = Private(open_object(key, row["contact"]), open_object(key, row["residence"]))
    return build.holder(row, identity, private, address=role in ADDRESS_IS_SHOWN)


async def show_cards(context: RequestContext, rows: Sequence[Row]) -> list[Card]:
    """Cards with their numbers: one query for the keys of all."""
    if not shows_names(context):
        return [build.card(row, None) for row in rows]
    keys = await opened_keys(context, [row for row in rows if row["number"] is not None])
    return [build.card(row, open_number(keys.get(row["holder_id"]), row["number"])) for row in rows]


# -- single things, as mutations answer them ---------------------------------------------------


async def network(context: RequestContext, _network: str, key: str) -> Network | None:
    """A network by its id."""
    row = await read_row(context, key, "networks", key)
    return build.network(row, context.gateway.degraded()) if row else None


async def organisation(context: RequestContext, network: str, key: str) -> Organisation | None:
    """A partner."""
    return _shown(await read_row(context, network, "organisations", key), build.organisation)


async def offer(context: RequestContext, network: str, key: str) -> Offer | None:
    """An offer."""
    return _shown(await read_row(context, network, "offers", key), build.offer)


async def holder(context: RequestContext, network: str, key: str) -> Holder | None:
    """A person."""
    row = await read_row(context, network, "holders", key)
    return (await show_holders(context, [row]))[0] if row else None


async def holder_done(context: RequestContext, network: str, key: str) -> Holder | None:
    """A person whom this request itself changed: who passes a file on still sees that it went.

    Whoever may no longer see her reads no name.
    """
    found = await holder(context, network, key)
    if found is not None:
        return found
    bounds = replace(context.bounds(network), municipality="")
    row = await context.gateway.read_row(Wanted(bounds, "holders", key))
    return build.holder(row, NOBODY) if row is not None else None


async def right(context: RequestContext, network: str, key: str) -> Right | None:
    """A right."""
    return _shown(await read_row(context, network, "rights", key), build.right)


async def card(context: RequestContext, network: str, key: str) -> Card | None:
    """A card."""
    row = await read_row(context, network, "cards", key)
    return (await show_cards(context, [row]))[0] if row else None


async def participation(context: RequestContext, network: str, key: str) -> Participation | None:
    """A participation of which cards has told."""
    row = await read_row(context, network, "participations", key)
    if row is None or row["day"] is None:
        return None
    return build.participation(row, person=shows_persons(context))


async def participation_done(
    context: RequestContext, network: str, key: str
) -> Participation | None:
    """A participation that this request itself made or changed.

    A desk of one municipality may serve a person of another: it learns of its own act, and not
    whose it is.
    """
    bounds = replace(context.bounds(network), municipality="")
    row = await context.gateway.read_row(Wanted(bounds, "participations", key))
    if row is None or row["day"] is None:
        return None
    own = context.grant.municipality if context.grant is not None else None
    person = shows_persons(context) and own in (None, row["municipality"])
    return build.participation(row, person=person)


def _shown(row: Row | None, builder: Callable[[Row], T]) -> T | None:
    return builder(row) if row is not None else None
