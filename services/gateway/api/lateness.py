"""What a fact that is learned late would touch: read from the views, nothing is changed."""

from datetime import date
from uuid import UUID

from services.gateway.api import build
from services.gateway.api.context import RequestContext
from services.gateway.api.file_types import LateFactPreview
from services.gateway.api.participation_types import Participation
from services.gateway.api.reads import shows_persons
from services.gateway.api.scalars import Cents
from services.gateway.storage.reading import Row

_RIGHTS = (
    "select * from scheme_rights where stream = $1 and holder_id = $2 and scheme_id = $3 "
    "order by valid_from, key"
)
_USES = (
    "select * from participations where stream = $1 and holder_id = $2 and right_id = $3 "
    "and day > $4 and status in ('held', 'confirmed') order by day, key limit 500"
)


async def preview(
    context: RequestContext, network: str, holder: str, scheme: str, true_until: date
) -> LateFactPreview:
    """The right that would end, and the participations after that day with their cents."""
    database, bounds = context.gateway.database, context.bounds(network)
    rights = await database.fetch(bounds, _RIGHTS, network, holder, scheme)
    over = [row for row in rights if usable_until(row) > true_until]
    if not over:
        return LateFactPreview(right=None, ends_on=None, participations=[], network_cents=Cents(0))
    right = over[-1]
    uses = await database.fetch(bounds, _USES, network, holder, right["key"], true_until)
    person = shows_persons(context)
    touched: list[Participation] = [build.participation(row, person=person) for row in uses]
    return LateFactPreview(
        right=UUID(right["key"]),
        ends_on=true_until,
        participations=touched,
        network_cents=Cents(sum(row["network_cents"] for row in uses)),
    )


def usable_until(right: Row) -> date:
    """The last day on which a right can be used."""
    last: date = right["last_day"] or right["grace_until"] or right["valid_until"]
    return last
