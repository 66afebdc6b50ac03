"""Groups as the views have them, and who may act on one."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.gateway.api import build
from services.gateway.api.context import RequestContext
from services.gateway.api.group_types import Group, GroupDone
from services.gateway.api.reads import read_row, shows_persons
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Refused, Shown
from services.gateway.domain.group_lines import AskedLine
from services.gateway.storage.reading import Bounds, Row

_ROWS: Final = (
    "select * from participations where stream = $1 and group_id = $2 and day is not null "
    "order by group_place"
)
STANDING: Final = (None, "held", "confirmed")
"""How somebody of a group stands who takes part still."""


async def rows_of(context: RequestContext, bounds: Bounds, group: str) -> Sequence[Row]:
    """Those of a group who lie within the bounds, in the order of its lines."""
    return await context.gateway.database.fetch(bounds, _ROWS, bounds.streams, group)


async def group(context: RequestContext, network: str, key: str) -> Group | None:
    """What who is asking may see of a group."""
    rows = await rows_of(context, context.bounds(network), key)
    return _shown(key, rows, context, own_only=False) if rows else None


async def group_done(context: RequestContext, network: str, key: str) -> Group | None:
    """A group that this request itself made or changed.

    A desk of one municipality may serve people of another: it learns of its own act, and not
    whose those are.
    """
    bounds = replace(context.bounds(network), municipality="")
    rows = await rows_of(context, bounds, key)
    return _shown(key, rows, context, own_only=True) if rows else None


def _shown(key: str, rows: Sequence[Row], context: RequestContext, *, own_only: bool) -> Group:
    own = context.grant.municipality if own_only and context.grant is not None else None
    person = shows_persons(context)
    standing = [row for row in rows if row["status"] in STANDING]
    return Group(
        id=UUID(key),
        participations=[
            build.participation(row, person=person and own in (None, row["municipality"]))
            for row in rows
        ],
        price_cents=_sum(standing, "price_cents"),
        holder_cents=_sum(standing, "holder_cents"),
        organisation_cents=_sum(standing, "organisation_cents"),
        network_cents=_sum(standing, "network_cents"),
    )


def _sum(rows: Iterable[Row], column: str) -> Cents:
    return Cents(sum(row[column] for row in rows))


async def check_whole(context: RequestContext, network: str, key: str) -> None:
    """Refuse who does not see everybody of the group. Raises Refused.

    Who sees the whole network may name any: cards says what it knows of it.
    """
    bounds = context.bounds(network)
    if not (bounds.party or bounds.municipality):
        return
    rows = await rows_of(context, bounds, key)
    if not rows or len(rows) < rows[0]["group_size"]:
        raise Refused("not_allowed")


async def check_offers(context: RequestContext, network: str, lines: Sequence[AskedLine]) -> None:
    """Refuse a line whose offer is not one's own. Raises Refused.

    Who sees the whole network may name any: cards says what it knows of it.
    """
    if not context.bounds(network).party:
        return
    offers = sorted({str(line.offer) for line in lines})
    rows = await asyncio.gather(*(read_row(context, network, "offers", one) for one in offers))
    seen = {offer for offer, row in zip(offers, rows, strict=True) if row is not None}
    for place, line in enumerate(lines):
        if str(line.offer) not in seen:
            raise Refused("not_allowed", f"lines.{place}.offer")


GROUP: Final = Shown(
    group_done, lambda operation, shown: GroupDone(operation=operation, group=shown)
)
