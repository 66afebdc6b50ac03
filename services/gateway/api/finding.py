"""Finding a person at the counter: by card, by name and birth date, however they are spelled."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.gateway.api import build
from services.gateway.api.cards import card_token
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.reads import connection_of, open_identity, page_of, show_holders
from services.gateway.api.types import Connection, Holder
from services.gateway.domain.lookup import Person, asked, ranked
from services.gateway.domain.spelling import words
from services.gateway.storage import lookups
from services.gateway.storage.paging import BadCursor, Rows, decode, encode
from services.gateway.storage.reading import Row

_BY_RANK = ("rank", "key")


async def find(
    context: RequestContext,
    network: UUID,
    *,
    text: str | None,
    birth_date: date | None,
    card_number: str | None,
    first: int | None,
    after: str | None,
) -> Connection[Holder]:
    """A page of those who may be the one, the likest first. Raises Coded."""
    page, stream = page_of(first, after), str(network)
    place = None if after is None else _place(after)
    database, bounds = context.gateway.database, context.bounds(stream)
    if card_number is not None:
        token = card_token(context, network, card_number)
        rows = list(await lookups.by_card(database, bounds, stream, token))
        return connection_of(Rows(rows, more=False, end=None), await show_holders(context, rows))
    if birth_date is None and not words(text or ""):
        raise Coded("nothing_to_look_for", "text")
    key = context.gateway.settings.card_lookup_key
    found = await lookups.by_tokens(database, bounds, stream, asked(key, stream, text, birth_date))
    order = _as_they_stay(ranked(await _opened(context, found), text, birth_date), found)
    if place is not None:
        order = [one for one in order if one > place]
    shown = order[: page.first]
    keys = [key for _rank, key in shown]
    by_key = {row["key"]: row for row in found}
    # Only who stays of two files, and was found by the other, is not there yet.
    rest = [key for key in keys if key not in by_key]
    by_key |= {row["key"]: row for row in await lookups.by_keys(database, bounds, stream, rest)}
    rows = [by_key[key] for key in keys if key in by_key]
    end = encode(shown[-1]) if shown else None
    holders = await show_holders(context, rows)
    return connection_of(Rows(rows, more=len(order) > page.first, end=end), holders)


def _as_they_stay(
    order: Sequence[tuple[float, str]], found: Sequence[Row]
) -> list[tuple[float, str]]:
    """Who was entered twice is one person, found by either spelling."""
    stays = {row["key"]: row["merged_into"] or row["key"] for row in found}
    best: dict[str, float] = {}
    for rank, key in order:
        best.setdefault(stays[key], rank)
    return sorted((rank, key) for key, rank in best.items())


def _place(cursor: str) -> tuple[float, str]:
    try:
        rank, key = decode(cursor, _BY_RANK)
    except BadCursor:
        raise Coded("cursor_invalid", "after") from None
    return rank, key


async def _opened(context: RequestContext, rows: Sequence[Row]) -> list[Person]:
    keys = await context.gateway.keys.keys_of(row["key"] for row in rows)
    people = []
    for row in rows:
        identity = open_identity(keys.get(row["key"]), row["identity"])
        if identity is not build.NOBODY:
            people.append(
                Person(
                    id=row["key"],
                    given_name=identity.given_name or "",
                    family_name=identity.family_name or "",
                    birth_date=identity.birth_date,
                )
            )
    return people
