"""Reading who was there."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from services.gateway.api.check_in_types import CheckIn, CheckInCount, CheckInDone
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import shows_persons
from services.gateway.api.sending import Shown
from services.gateway.storage.reading import Row
from services.gateway.storage.rows import Wanted

_COUNT: Final = """
select count(*) as present, count(*) filter (where told_late) as told_late,
       count(*) filter (where outside_window) as outside_window
from check_ins where stream = $1 and offer_id = $2 and day = $3 and not cancelled
"""


def show(row: Row, *, person: bool) -> CheckIn:
    """A check-in; `person`: whether to say whose it is."""
    about = row["participation_id"]
    return CheckIn(
        network=row["stream"],
        card=row["card_id"],
        id=UUID(row["key"]),
        offer=UUID(row["offer_id"]),
        organisation=UUID(row["organisation_id"]),
        holder=UUID(row["holder_id"]) if person else None,
        on=row["day"],
        at=row["shown_at"],
        participation=None if about is None else UUID(about),
        told_late=row["told_late"],
        outside_window=row["outside_window"],
        cancelled=row["cancelled"],
    )


async def check_in_done(context: RequestContext, network: str, key: str) -> CheckIn | None:
    """A check-in that this request itself made or changed.

    A desk of one municipality may check in a person of another: it learns of its own act, and not
    whose it is.
    """
    bounds = replace(context.bounds(network), municipality="")
    row = await context.gateway.read_row(Wanted(bounds, "check_ins", key))
    if row is None:
        return None
    own = context.grant.municipality if context.grant is not None else None
    return show(row, person=shows_persons(context) and own in (None, row["municipality"]))


async def count(context: RequestContext, network: str, offer: UUID, on: date) -> CheckInCount:
    """How many were there, of those whom the bounds of who asks show."""
    rows = await context.gateway.database.fetch(
        context.bounds(network), _COUNT, network, str(offer), on
    )
    said = rows[0]
    return CheckInCount(
        present=said["present"],
        told_late=said["told_late"],
        outside_window=said["outside_window"],
    )


CHECK_IN: Final = Shown(
    check_in_done, lambda operation, shown: CheckInDone(operation=operation, check_in=shown)
)
