"""What each municipality of a network has and spends in a year, from the counters of the views."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from services.gateway.api.accounting.naming import (
    CATEGORIES_OF,
    action_of,
    list_of,
    spent_of,
)
from services.gateway.api.context import RequestContext
from services.gateway.domain.accountability import Part, Spent
from services.gateway.domain.days import BRUSSELS
from services.gateway.storage.reading import Row

SET_APART: Final = (
    "select municipality, kind, envelope_id, shared, set_apart_cents as cents from accounts "
    "where stream = $1 and year = $2 and envelope_id is not null and set_apart_cents <> 0 "
    "order by key"
)
"""What decisions put into each envelope, source by source: as many rows as there are of both."""

_NAMED: Final = {
    "envelopes": "select * from envelopes where stream = $1 and key = any($2) order by key",
    "entities": "select * from legal_entities where stream = $1 and key = any($2)",
}


def had(found: Mapping[str, Sequence[Row]], kind: str, municipality: str | None) -> int:
    """What a municipality has of a kind of source in the year, in cents: its own, and what the
    network set apart for it; with None what is everybody's and set apart for no municipality."""
    own: int = sum(
        one["total_cents"]
        for one in found["fundings"]
        if one["kind"] == kind and one["municipality"] == municipality
    )
    given: int = sum(
        one["cents"]
        for one in found["apart"]
        if one["shared"] and one["kind"] == kind and municipality in (None, one["municipality"])
    )
    return own - given if municipality is None else own + given


def part_of(
    found: Mapping[str, Sequence[Row]], municipality: str | None, spent: Iterable[Spent]
) -> Part:
    """One part of a report."""
    return Part(
        municipality=municipality,
        drawing_right_cents=had(found, "drawing_right", municipality),
        own_entered_cents=had(found, "own_contribution", municipality),
        spent=tuple(spent),
    )


def right_of(found: Mapping[str, Sequence[Row]], municipality: str | None) -> int:
    """The drawing right of the whole, or what one municipality has of it, in cents."""
    if municipality is not None:
        return had(found, "drawing_right", municipality)
    return sum(one["total_cents"] for one in found["fundings"] if one["kind"] == "drawing_right")


def received_of(found: Mapping[str, Sequence[Row]], as_of: date) -> int | None:
    """What came in of the drawing right, in cents, as was recorded until the day of the figures;
    None where nothing was."""
    known = [
        one["cents"]
        for one in found["received"]
        if one["made_at"].astimezone(BRUSSELS).date() <= as_of
    ]
    return sum(known) if known else None


def parts_of(
    found: Mapping[str, Sequence[Row]],
    spendings: Sequence[Row],
    names: Mapping[str, tuple[str, str]],
    municipality: str | None,
) -> tuple[Part, ...]:
    """That of the one municipality; in the report of a whole of several, all of them."""
    [network] = found["network"]
    several = list_of(network["municipalities"])
    towns = [municipality] if municipality is not None else [*several, None]
    if len(several) == 1:
        return ()
    entities = {one["key"]: one["name"] for one in found["entities"]}
    reported = [one for one in spendings if action_of(one, names)[1] in CATEGORIES_OF]
    return tuple(
        part_of(
            found,
            town,
            spent_of([one for one in reported if one["municipality"] == town], names, entities),
        )
        for town in towns
    )


def budget_of(found: Mapping[str, Sequence[Row]], envelope: Row, municipality: str | None) -> int:
    """What was set apart in an envelope; for a municipality in one of everybody, of its own."""
    if municipality is None or envelope["municipality"] == municipality:
        return int(envelope["set_apart_cents"])
    return sum(
        one["cents"]
        for one in found["apart"]
        if one["envelope_id"] == envelope["key"] and one["municipality"] == municipality
    )


async def of_municipality(
    context: RequestContext, network: str, found: dict[str, list[Row]], municipality: str
) -> dict[str, list[Row]]:
    """The rows that one municipality's report is about, the same whoever asks for it.

    Whoever works for it does not see what is everybody's, but is told what an envelope or a legal
    entity is called where her own money or people are in it.
    """
    rows = {name: [*found[name]] for name in found}
    for name in ("spendings", "apart", "reaches"):
        rows[name] = [one for one in found[name] if one["municipality"] == municipality]
    used = {one["envelope_id"] for one in (*rows["spendings"], *rows["apart"])}
    used |= {one["envelope"] for one in rows["reaches"]}
    named = {
        "envelopes": used,
        "entities": {one["entity_id"] for one in rows["spendings"]},
    }
    if context.bounds(network).municipality:
        for name, keys in named.items():
            missing = keys - {one["key"] for one in rows[name]} - {None}
            rows[name] += await _of_everybody(context, network, name, missing)
    rows["envelopes"] = [
        one
        for one in rows["envelopes"]
        if one["municipality"] == municipality or one["key"] in used
    ]
    return rows


async def _of_everybody(
    context: RequestContext, network: str, name: str, keys: set[str]
) -> list[Row]:
    """Rows of the whole network that somebody's own rows name."""
    if not keys:
        return []
    bounds = replace(context.bounds(network), municipality="")
    return await context.gateway.database.fetch(bounds, _NAMED[name], network, sorted(keys))
